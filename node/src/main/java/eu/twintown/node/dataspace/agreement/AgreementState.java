package eu.twintown.node.dataspace.agreement;

import java.util.Set;

/** Where an agreement stands. Data flow only while it is in force at the provider. */
public enum AgreementState {
    /** Sent or received, not finalised yet. */
    PENDING,
    IN_FORCE,
    /** Paused by one side; may come into force again. */
    SUSPENDED,
    /** Over for good: terminated by one side, expired, or never finalised. */
    ENDED;

    /** Whether this may follow; an agreement that has ended stays so. */
    public boolean canBecome(AgreementState next) {
        return switch (this) {
            case PENDING -> Set.of(IN_FORCE, ENDED).contains(next);
            case IN_FORCE -> Set.of(SUSPENDED, ENDED).contains(next);
            case SUSPENDED -> Set.of(IN_FORCE, ENDED).contains(next);
            case ENDED -> false;
        };
    }
}
