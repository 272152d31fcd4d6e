package eu.twintown.node.trust.simpl.revocation;

import java.time.Duration;

/**
 * How certificates' states are looked up.
 *
 * @param fresh how long an answer is used without asking again
 * @param stale how long an answer is used while nobody can be asked; after that certificates are refused
 * @param required whether a certificate that names neither responder nor list is refused
 */
public record RevocationSettings(Duration fresh, Duration stale, boolean required) {
    public static final RevocationSettings USUAL =
            new RevocationSettings(Duration.ofMinutes(1), Duration.ofMinutes(10), true);
}
