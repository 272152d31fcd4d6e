package eu.twintown.node.authority.tier2;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Which agents have handed over a proof, and until when it is good; by credential. */
final class HeldProofs {
    private static final int MOST = 10_000;

    private final Map<String, Instant> until = new ConcurrentHashMap<>();
    private final InstantSource clock;

    HeldProofs(InstantSource clock) {
        this.clock = clock;
    }

    void hold(String credentialId, Instant expires) {
        if (until.size() >= MOST) {
            until.values().removeIf(end -> !end.isAfter(clock.instant()));
        }
        until.put(credentialId, expires);
    }

    boolean has(String credentialId) {
        Instant end = until.get(credentialId);
        return end != null && end.isAfter(clock.instant());
    }
}
