package eu.twintown.node.authority.participants;

import java.time.Duration;

/** How long a participant's certificates are valid: as its onboarding decided, or the usual time. */
@FunctionalInterface
public interface Validities {
    Duration of(String participantId);
}
