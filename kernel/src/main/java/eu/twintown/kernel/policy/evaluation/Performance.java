package eu.twintown.kernel.policy.evaluation;

/** Whether the action of a duty was done (compliance report: performanceState). */
public enum Performance {
    PERFORMED,
    UNPERFORMED,
    UNKNOWN
}
