package eu.twintown.node.authority.tier2;

import eu.twintown.node.authority.api.Fields;
import eu.twintown.node.authority.api.RoutePolicy;
import eu.twintown.node.authority.participants.Participants;
import eu.twintown.node.http.Guard;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/** Issues ephemeral proofs and takes those that agents hand over. */
public final class ProofService {
    private final ProofSigner signer;
    private final ProofRequests requests;
    private final HeldProofs held;
    private final Function<String, List<String>> attributes;
    private final Supplier<Disturbance> disturbance;
    private final InstantSource clock;
    private final PrivateKey stray = strayKey();

    /**
     * What tests can make go wrong.
     *
     * @param expired proofs are over when they are issued
     * @param stray they are signed with a key that nobody trusts
     * @param skew by how much the clock in proofs is ahead
     */
    public record Disturbance(boolean expired, boolean stray, Duration skew) {}

    /** @param attributes participant id to the codes that count for it */
    public ProofService(
            ProofSigner signer,
            Function<String, List<String>> attributes,
            Supplier<Disturbance> disturbance,
            InstantSource clock) {
        this.signer = signer;
        this.requests = new ProofRequests(clock);
        this.held = new HeldProofs(clock);
        this.attributes = attributes;
        this.disturbance = disturbance;
        this.clock = clock;
    }

    /** The guard that knows which proofs were handed over. */
    public Guard guard(RoutePolicy policy, Participants participants, Tier2Guard.ProofMode mode) {
        return new Tier2Guard(policy, participants, held, mode);
    }

    /** A proof for a caller whose request was signed rightly. */
    String issue(Fields request, Caller caller) {
        requests.check(request, caller);
        Disturbance wrong = disturbance.get();
        Instant now = clock.instant().plus(wrong.skew());
        if (wrong.expired()) {
            now = now.minus(ProofSigner.LIFE.multipliedBy(2));
        }
        List<String> codes = attributes.apply(caller.participant().id());
        return wrong.stray() ? signer.forge(caller, codes, now, stray) : signer.issue(caller, codes, now);
    }

    /** Takes a proof that the caller hands over. */
    void take(String proof, Caller caller) {
        ProofSigner.Checked checked = signer.check(proof, caller, clock.instant());
        held.hold(caller.credential().id(), checked.expires());
    }

    private static PrivateKey strayKey() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(256);
            return generator.generateKeyPair().getPrivate();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
