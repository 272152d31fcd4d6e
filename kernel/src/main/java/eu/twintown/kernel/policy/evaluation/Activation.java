package eu.twintown.kernel.policy.evaluation;

/** Whether a rule is in effect on the request (compliance report: activationState). */
public enum Activation {
    ACTIVE,
    INACTIVE
}
