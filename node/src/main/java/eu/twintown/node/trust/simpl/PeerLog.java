package eu.twintown.node.trust.simpl;

import eu.twintown.node.trust.simpl.proof.VerifiedProof;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Which participants have called, what they proved and why one was refused last; since the start, for people. */
public final class PeerLog {
    private static final int MOST = 1_000;

    private final InstantSource clock;
    private final Map<String, Seen> peers = new ConcurrentHashMap<>();

    /** A refusal and its reason. */
    public record Refusal(Instant at, String reason) {}

    /**
     * A participant that has called.
     *
     * @param proof what it proved last; empty = nothing yet
     */
    public record Seen(
            String credentialId, Optional<VerifiedProof> proof, Instant lastSeen, Optional<Refusal> refused) {}

    PeerLog(InstantSource clock) {
        this.clock = clock;
    }

    /** Everybody who has called. */
    public List<Seen> all() {
        return new ArrayList<>(peers.values());
    }

    void seen(VerifiedProof proof) {
        Instant now = clock.instant();
        Seen before = peers.get(proof.credentialId());
        // Once a second is often enough for people, and spares a write to shared memory with each request.
        if (before != null
                && before.proof().equals(Optional.of(proof))
                && now.isBefore(before.lastSeen().plusSeconds(1))) {
            return;
        }
        keep(new Seen(
                proof.credentialId(), Optional.of(proof), now, before == null ? Optional.empty() : before.refused()));
    }

    void refused(String credentialId, String reason) {
        Instant now = clock.instant();
        Optional<VerifiedProof> proof =
                Optional.ofNullable(peers.get(credentialId)).flatMap(Seen::proof);
        keep(new Seen(credentialId, proof, now, Optional.of(new Refusal(now, reason))));
    }

    private void keep(Seen seen) {
        if (peers.size() >= MOST && !peers.containsKey(seen.credentialId())) {
            peers.clear();
        }
        peers.put(seen.credentialId(), seen);
    }
}
