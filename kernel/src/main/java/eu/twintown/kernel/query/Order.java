package eu.twintown.kernel.query;

/** How a target value stands to a term's value. */
enum Order {
    BEFORE,
    SAME,
    AFTER,
    /** The two are not of one data type. */
    INCOMPARABLE;

    static Order of(int comparison) {
        return comparison < 0 ? BEFORE : comparison > 0 ? AFTER : SAME;
    }
}
