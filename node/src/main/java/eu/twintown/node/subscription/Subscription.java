package eu.twintown.node.subscription;

import eu.twintown.kernel.entity.Entity;
import eu.twintown.kernel.entity.Representation;
import eu.twintown.kernel.query.GeoQuery;
import eu.twintown.kernel.query.QExpression;
import eu.twintown.kernel.query.ScopeQuery;
import eu.twintown.kernel.query.TypeSelection;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * A subscription, expanded and ready to be matched (ETSI GS CIM 009 V1.9.1, clauses 5.2.12 to 5.2.15).
 *
 * @param since when it was created; it is not about changes before that
 * @param selectors entities of interest, any of them; empty = any entity with a watched attribute
 * @param watched expanded names; empty = any attribute
 * @param representation how entities are written in notifications
 * @param context source of the JSON-LD context of notifications
 * @param throttling least time between two notifications
 */
record Subscription(
        Key key,
        Instant since,
        List<Selector> selectors,
        Set<String> watched,
        Set<Trigger> triggers,
        Optional<QExpression> q,
        Optional<GeoQuery> geo,
        Optional<ScopeQuery> scope,
        Representation representation,
        JsonNode context,
        Endpoint endpoint,
        boolean active,
        Optional<Instant> expiresAt,
        Optional<Duration> throttling) {

    /** Which subscription it is. */
    record Key(String tenant, String id) {}

    /** An EntitySelector (clause 5.2.33); ids are stronger than the pattern. */
    record Selector(TypeSelection types, List<String> ids, Optional<Pattern> idPattern) {

        boolean admits(Entity entity) {
            boolean id = ids.isEmpty()
                    ? idPattern.map(p -> p.matcher(entity.id()).find()).orElse(true)
                    : ids.contains(entity.id());
            return id && types.test(entity);
        }
    }

    /**
     * Where notifications go.
     *
     * @param accept media type of the body
     * @param headers to be sent along (receiverInfo)
     * @param timeout limit for one delivery
     * @param cooldown least time between a failure and the next attempt
     */
    record Endpoint(URI uri, String accept, Map<String, String> headers, Duration timeout, Duration cooldown) {}

    /** {@code active}, {@code paused} or {@code expired}. */
    String status(Instant now) {
        if (expiresAt.map(end -> !end.isAfter(now)).orElse(false)) {
            return "expired";
        }
        return active ? "active" : "paused";
    }

    boolean isActive(Instant now) {
        return status(now).equals("active");
    }

    /** Whether the entity is of interest, in the state given. */
    boolean admits(Entity entity) {
        return (selectors.isEmpty() || selectors.stream().anyMatch(selector -> selector.admits(entity)))
                && scope.map(s -> s.test(entity)).orElse(true)
                && q.map(x -> x.test(entity)).orElse(true)
                && geo.map(g -> g.test(entity)).orElse(true);
    }
}
