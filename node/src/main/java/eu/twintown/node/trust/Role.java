package eu.twintown.node.trust;

/** What a person or a machine of one's own organisation may do, in general words; {@code access} says what that means. */
public enum Role {
    /** Reads. */
    VIEWER,
    /** Changes data: entities, subscriptions, sources, quarantine, models. */
    STEWARD,
    /** Runs the node: peers, keys, taking part in data spaces. */
    OPERATOR,
    /** Reads what happened and who may do what. */
    AUDITOR,
    /** Everything. */
    ADMIN
}
