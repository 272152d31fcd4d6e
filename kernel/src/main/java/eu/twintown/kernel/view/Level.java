package eu.twintown.kernel.view;

/** The size of the area that one value stands for, the smallest first. */
public enum Level {
    /** Each thing for itself. */
    EXACT,
    STREET,
    DISTRICT,
    CITY
}
