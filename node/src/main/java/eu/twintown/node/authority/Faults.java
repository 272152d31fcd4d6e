package eu.twintown.node.authority;

import eu.twintown.node.authority.api.SimplProblem;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Faults that a test can switch on, so that it can be seen what participants do about them. Where the authority was not
 * started for that, every attempt to switch one on is refused.
 */
public final class Faults {
    private final boolean allowed;
    private final AtomicReference<Switches> switches = new AtomicReference<>(Switches.NONE);

    /**
     * What goes wrong.
     *
     * @param expiredProof proofs are issued as if their time were over
     * @param wrongSignature proofs are signed with a key that is not the authority's
     * @param unreachableOcsp the OCSP responder and the revocation lists answer with an error
     * @param clockSkew by how much the authority's clock is ahead of the real time in its proofs; may be negative
     * @param delay how long every tier-2 answer is held back
     */
    public record Switches(
            boolean expiredProof, boolean wrongSignature, boolean unreachableOcsp, Duration clockSkew, Duration delay) {
        public static final Switches NONE = new Switches(false, false, false, Duration.ZERO, Duration.ZERO);
    }

    public Faults(boolean allowed) {
        this.allowed = allowed;
    }

    public boolean allowed() {
        return allowed;
    }

    public Switches now() {
        return switches.get();
    }

    /**
     * Switches exactly these on, and all others off.
     *
     * @throws eu.twintown.kernel.problem.ProblemException forbidden, where the authority was not started with faults
     */
    public void set(Switches next) {
        if (!allowed) {
            throw SimplProblem.forbidden("This authority was started without --faults; nothing can be switched on");
        }
        switches.set(next);
    }
}
