package eu.twintown.node.authority.participants;

/** The state of a credential (certificate), in the words of the published API. */
public enum CredentialStatus {
    VALID,
    EXPIRED,
    REVOKED,
    SUSPENDED;

    /** Whether a credential may go from this state to that one; expiry comes by itself, and nothing comes after the end. */
    public boolean mayBecome(CredentialStatus next) {
        return switch (this) {
            case VALID -> next == SUSPENDED || next == REVOKED;
            case SUSPENDED -> next == VALID || next == REVOKED;
            case EXPIRED, REVOKED -> false;
        };
    }
}
