package eu.twintown.node.trust.did;

/** What a key may be used for (DID Core 1.0, section 5.3). */
public enum Relationship {
    AUTHENTICATION("authentication"),
    ASSERTION_METHOD("assertionMethod"),
    CAPABILITY_INVOCATION("capabilityInvocation"),
    CAPABILITY_DELEGATION("capabilityDelegation");

    private final String member;

    Relationship(String member) {
        this.member = member;
    }

    /** The name in a DID document. */
    public String member() {
        return member;
    }
}
