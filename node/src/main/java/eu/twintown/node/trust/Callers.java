package eu.twintown.node.trust;

import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.node.http.Exchange;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Other organisations' nodes that have called since the start: what they proved last, and why one was refused. For people
 * to look at; nothing is decided by it.
 */
public final class Callers {
    private static final int MOST = 1_000;

    private final InstantSource clock;
    private final Map<String, Seen> seen = new ConcurrentHashMap<>();

    /** A refusal, in the words that the caller got. */
    public record Refusal(Instant at, String reason) {}

    /**
     * A caller.
     *
     * @param id DID or participant id; the network address of one that proved nothing
     * @param how by which kind of proof: {@code dcp}, {@code simpl}
     * @param attributes what it proved; empty = nothing
     */
    public record Seen(
            String id,
            String name,
            String how,
            Map<String, List<String>> attributes,
            Instant lastSeen,
            Optional<Refusal> refused) {}

    public Callers(InstantSource clock) {
        this.clock = clock;
    }

    /** The same recogniser, with its participants and refusals noted. */
    public Recogniser noting(String how, Recogniser recogniser) {
        return exchange -> {
            try {
                Optional<Principal> principal = recogniser.recognise(exchange);
                principal
                        .filter(one -> one.kind() == Principal.Kind.PARTICIPANT)
                        .ifPresent(one -> note(how, one));
                return principal;
            } catch (ProblemException e) {
                refused(how, exchange, e);
                throw e;
            }
        };
    }

    /** Everybody who has called, the last one first. */
    public List<Seen> all() {
        List<Seen> all = new ArrayList<>(seen.values());
        all.sort((a, b) -> b.lastSeen().compareTo(a.lastSeen()));
        return all;
    }

    private void note(String how, Principal principal) {
        Instant now = clock.instant();
        Seen before = seen.get(principal.id());
        // Once a second is often enough for people, and spares a write to shared memory with each request.
        if (before != null
                && before.attributes().equals(principal.attributes())
                && now.isBefore(before.lastSeen().plusSeconds(1))) {
            return;
        }
        keep(new Seen(principal.id(), principal.name(), how, principal.attributes(), now, Optional.empty()));
    }

    private void refused(String how, Exchange exchange, ProblemException e) {
        Instant now = clock.instant();
        String id = exchange.remoteAddress();
        String reason = String.valueOf(e.getMessage());
        keep(new Seen(id, id, how, Map.of(), now, Optional.of(new Refusal(now, reason))));
    }

    private void keep(Seen one) {
        if (seen.size() >= MOST && !seen.containsKey(one.id())) {
            seen.clear();
        }
        seen.put(one.id(), one);
    }
}
