package eu.twintown.kernel.policy.evaluation;

/** Whether a premise of a rule holds (compliance report: satisfactionState, with unknown as a state of our own). */
public enum Satisfaction {
    SATISFIED,
    UNSATISFIED,
    /** The world and the request do not say enough. */
    UNKNOWN;

    static Satisfaction of(boolean holds) {
        return holds ? SATISFIED : UNSATISFIED;
    }
}
