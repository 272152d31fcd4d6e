package eu.twintown.kernel.policy.evaluation;

/** What the whole comes to. Only PERMITTED lets anything happen. */
public enum Outcome {
    PERMITTED,
    /** A prohibition applies, or may apply. */
    PROHIBITED,
    /** No permission covers the request. */
    NOT_PERMITTED,
    /** A permission would cover the request if something were known that is not. */
    UNKNOWN,
    /** The policy contradicts itself on this request and is void. */
    INVALID
}
