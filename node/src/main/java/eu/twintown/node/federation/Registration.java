package eu.twintown.node.federation;

import eu.twintown.kernel.entity.Entity;
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
 * A context source registration, expanded and ready to be matched (ETSI GS CIM 009 V1.9.1, clause 5.2.9).
 *
 * @param name its registrationName, else its id; for people
 * @param endpoint root of the source's NGSI-LD API, without a slash at the end
 * @param information what the source may have; one element that matches is enough
 * @param operations names of single operations (clause 4.20)
 * @param alias pseudonym by which the source is known in Via headers
 * @param sourceTenant tenant to name to the source; empty = its default tenant
 * @param contextSourceInfo header names and values to send along (clause 4.3.6.5)
 * @param location area in which the source's entities lie, as GeoJSON
 * @param temporal whether it is about temporal evolutions only
 * @param localOnly whether the source is to answer from its own data alone
 * @param timeout limit for one request, where the registration sets one
 * @param agreement id of the agreement that made it; empty = somebody registered it
 */
record Registration(
        String id,
        String name,
        URI endpoint,
        Mode mode,
        List<Information> information,
        Set<String> operations,
        Optional<String> alias,
        String sourceTenant,
        Map<String, String> contextSourceInfo,
        Optional<Instant> expiresAt,
        Optional<JsonNode> location,
        boolean temporal,
        boolean localOnly,
        Optional<Duration> timeout,
        Optional<String> agreement) {

    /** How the source's data relate to those held here (clause 4.3.6). */
    enum Mode {
        INCLUSIVE,
        AUXILIARY
    }

    /**
     * An element of {@code information} (clause 5.2.10).
     *
     * @param entities empty = any entity
     * @param attributes expanded names; empty = any attribute
     */
    record Information(List<Selector> entities, Set<String> attributes) {}

    /**
     * An EntityInfo (clause 5.2.8); the id is stronger than the pattern.
     *
     * @param types expanded names, at least one
     */
    record Selector(List<String> types, Optional<String> id, Optional<Pattern> idPattern) {

        boolean admitsId(String entityId) {
            return id.map(entityId::equals)
                    .or(() -> idPattern.map(pattern -> pattern.matcher(entityId).find()))
                    .orElse(true);
        }

        boolean admits(Entity entity) {
            return admitsId(entity.id()) && types.stream().anyMatch(entity.types()::contains);
        }
    }

    boolean isExpired(Instant now) {
        return expiresAt.map(end -> !end.isAfter(now)).orElse(false);
    }

    /** Whether an entity is one of those that were registered; what a source gives beyond that is not taken. */
    boolean covers(Entity entity) {
        return information.stream()
                .anyMatch(info -> info.entities().isEmpty()
                        || info.entities().stream().anyMatch(selector -> selector.admits(entity)));
    }

    /** Host and port of the endpoint, for warnings. */
    String agent() {
        return endpoint.getAuthority();
    }
}
