package eu.twintown.node.federation;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** How the registered sources are doing, for people and for the answers about registrations. Kept in memory. */
public final class Peers {
    private final Registrations registrations;
    private final InstantSource clock;
    private final Map<Key, PeerState> states = new ConcurrentHashMap<>();

    private record Key(String tenant, String id) {}

    public Peers(Registrations registrations, InstantSource clock) {
        this.registrations = registrations;
        this.clock = clock;
    }

    /** One record for each registration of a tenant, in the order of creation. */
    public List<PeerState> list(String tenant) {
        List<Registrations.Entry> entries = registrations.all(tenant);
        return entries.stream()
                .map(entry -> state(tenant, entry.registration()))
                .toList();
    }

    PeerState state(String tenant, Registration registration) {
        PeerState known = states.get(new Key(tenant, registration.id()));
        // A registration may have been made anew with another endpoint under the same id.
        return known != null && known.url().equals(registration.endpoint().toString())
                ? known
                : PeerState.unknown(registration);
    }

    void answered(String tenant, Registration registration, Duration latency) {
        Instant now = clock.instant();
        states.compute(new Key(tenant, registration.id()), (key, old) -> state(registration, old)
                .answered(now, latency.toMillis()));
    }

    void failed(String tenant, Registration registration, String what) {
        Instant now = clock.instant();
        states.compute(new Key(tenant, registration.id()), (key, old) -> state(registration, old)
                .failed(now, what));
    }

    void forget(String tenant, String id) {
        states.remove(new Key(tenant, id));
    }

    private static PeerState state(Registration registration, @org.jspecify.annotations.Nullable PeerState old) {
        return old != null && old.url().equals(registration.endpoint().toString())
                ? old
                : PeerState.unknown(registration);
    }
}
