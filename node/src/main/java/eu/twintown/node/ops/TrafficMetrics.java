package eu.twintown.node.ops;

import eu.twintown.node.http.RequestObserver;
import eu.twintown.node.http.outgoing.OutgoingClient;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Counts and times what comes in (by method, route and status) and what goes out (by peer and outcome). What strangers
 * choose (methods, hosts) cannot make the number of series grow without limit.
 */
public final class TrafficMetrics implements RequestObserver, OutgoingClient.Observer {
    private static final Set<String> METHODS = Set.of("GET", "POST", "PATCH", "PUT", "DELETE", "OPTIONS", "HEAD");
    private static final int MOST_PEERS = 200;

    private final MeterRegistry registry;
    private final Map<Incoming, Timer> incoming = new ConcurrentHashMap<>();
    private final Map<Outgoing, Timer> outgoing = new ConcurrentHashMap<>();

    private record Incoming(String method, String template, int status) {}

    private record Outgoing(String peer, String outcome) {}

    public TrafficMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public void answered(String method, String template, int status, long nanos) {
        String known = METHODS.contains(method) ? method : "other";
        incoming.computeIfAbsent(new Incoming(known, template, status), this::timer)
                .record(nanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public void exchanged(String peer, String outcome, Duration time) {
        Outgoing key = new Outgoing(peer, outcome);
        boolean full = outgoing.size() >= MOST_PEERS && !outgoing.containsKey(key);
        outgoing.computeIfAbsent(full ? new Outgoing("other", outcome) : key, this::timer)
                .record(time);
    }

    private Timer timer(Incoming key) {
        return Timer.builder("http.server.requests")
                .description("Requests answered")
                .tag("method", key.method)
                .tag("route", key.template)
                .tag("status", Integer.toString(key.status))
                .register(registry);
    }

    private Timer timer(Outgoing key) {
        return Timer.builder("http.client.requests")
                .description("Requests to other systems")
                .tag("peer", key.peer)
                .tag("outcome", key.outcome)
                .register(registry);
    }
}
