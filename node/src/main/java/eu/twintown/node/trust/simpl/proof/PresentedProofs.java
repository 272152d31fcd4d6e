package eu.twintown.node.trust.simpl.proof;

import eu.twintown.node.trust.jose.TrustException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The proofs that peers have handed over, by the certificate that they showed, until they end. They are in memory only:
 * after a restart each peer hands its proof over again.
 */
public final class PresentedProofs {
    private static final int MOST = 10_000;

    private final ProofVerifier verifier;
    private final Duration tolerance;
    private final InstantSource clock;
    private final Map<String, VerifiedProof> held = new ConcurrentHashMap<>();

    public PresentedProofs(ProofVerifier verifier, Duration tolerance, InstantSource clock) {
        this.verifier = verifier;
        this.tolerance = tolerance;
        this.clock = clock;
    }

    /**
     * Takes a proof; the same one may come again.
     *
     * @throws TrustException where it does not hold, or is older than one that this peer has shown before (a replay)
     */
    public VerifiedProof take(String jwt, X509Certificate certificate) {
        VerifiedProof proof = verifier.verify(jwt, certificate);
        tidy();
        held.merge(proof.credentialId(), proof, (before, fresh) -> {
            if (fresh.issued().isBefore(before.issued())) {
                throw new TrustException(
                        "replay",
                        "The ephemeral proof is not valid",
                        "ephemeral proof: a newer one than that of " + fresh.issued() + " was shown before");
            }
            return fresh;
        });
        return proof;
    }

    /** The proof of the bearer of this certificate. */
    public Optional<VerifiedProof> of(X509Certificate certificate) {
        VerifiedProof proof = held.get(CredentialId.of(certificate));
        if (proof == null || !isAlive(proof, clock.instant())) {
            return Optional.empty();
        }
        return Optional.of(proof);
    }

    /** Whether a proof with this hash (SHA-256, hexadecimal) is known from the bearer of this certificate. */
    public boolean knows(X509Certificate certificate, String hash) {
        return of(certificate)
                .filter(proof -> proof.hash().equalsIgnoreCase(hash))
                .isPresent();
    }

    private boolean isAlive(VerifiedProof proof, Instant now) {
        return proof.expires().plus(tolerance).isAfter(now);
    }

    private void tidy() {
        if (held.size() >= MOST) {
            Instant now = clock.instant();
            held.values().removeIf(proof -> !isAlive(proof, now));
        }
        if (held.size() >= MOST) {
            throw new TrustException("size", "Too many participants at once", "ephemeral proof: no room for more");
        }
    }
}
