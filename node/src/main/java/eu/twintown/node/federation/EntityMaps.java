package eu.twintown.node.federation;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.kernel.problem.ProblemType;
import eu.twintown.node.context.ReadRequest;
import eu.twintown.node.trust.Principal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * The entity maps of this node: in memory, bounded in number and size, gone when they expire. A client whose map is gone
 * gets a new one (ETSI GS CIM 009 V1.9.1, clause 5.5.14).
 */
final class EntityMaps {
    /** How many entities one map can hold. */
    static final int LARGEST = 100_000;

    private static final int MOST_IDS = 2_000_000;
    private static final Duration LONGEST_LIFE = Duration.ofHours(1);
    // What a later page must ask as the first one did; the rest is about paging and representation.
    private static final Set<String> SELECTING = Set.of(
            "type",
            "idPattern",
            "attrs",
            "q",
            "georel",
            "geometry",
            "coordinates",
            "geoproperty",
            "scopeQ",
            "splitEntities");

    private final InstantSource clock;
    private final Duration lifetime;
    private final Cache<String, EntityMap> maps = Caffeine.newBuilder()
            .maximumWeight(MOST_IDS)
            .weigher((String id, EntityMap map) -> 10 + map.size())
            .expireAfterWrite(LONGEST_LIFE)
            .build();

    EntityMaps(Duration lifetime, InstantSource clock) {
        this.lifetime = lifetime;
        this.clock = clock;
    }

    EntityMap create(ReadRequest request, List<Forward> forwards) {
        String id = "urn:ngsi-ld:EntityMap:" + UUID.randomUUID();
        return new EntityMap(id, request, forwards, clock.instant().plus(lifetime));
    }

    /** Keeps a map; again after it has grown, so that its size is counted. */
    void keep(EntityMap map) {
        maps.put(map.id(), map);
    }

    /** A map of this tenant that is still valid. */
    Optional<EntityMap> find(String tenant, String id) {
        EntityMap map = maps.getIfPresent(id);
        if (map == null || !map.request().tenant().equals(tenant)) {
            return Optional.empty();
        }
        if (!map.expiresAt().isAfter(clock.instant())) {
            maps.invalidate(id);
            return Optional.empty();
        }
        return Optional.of(map);
    }

    /** The map that a request refers to; empty where it has none or the map is gone. */
    Optional<EntityMap> of(ReadRequest request) {
        Optional<EntityMap> map = request.entityMap().flatMap(id -> find(request.tenant(), id));
        map.ifPresent(known -> requireSame(known.request(), request));
        // A map tells ids, so it is for those alone who may see them.
        return map.filter(known -> isOf(known, request.principal()));
    }

    /** Whether this principal made the map: the same id of another kind is somebody else. */
    static boolean isOf(EntityMap map, Principal principal) {
        Principal maker = map.request().principal();
        return maker.kind() == principal.kind() && maker.id().equals(principal.id());
    }

    void delete(EntityMap map) {
        maps.invalidate(map.id());
    }

    /** The latest time until which a map may be kept. */
    Instant latestExpiry() {
        return clock.instant().plus(LONGEST_LIFE);
    }

    private static void requireSame(ReadRequest first, ReadRequest later) {
        for (String name : SELECTING) {
            String before = first.parameters().get(name);
            String now = later.parameters().get(name);
            if (before == null ? now != null : !before.equals(now)) {
                throw new ProblemException(new eu.twintown.kernel.problem.Problem(
                        ProblemType.BAD_REQUEST_DATA,
                        "The entity map was made with another '" + name + "' (" + before
                                + "); a page must repeat the parameters of the first request",
                        java.util.Map.of("parameter", name)));
            }
        }
    }
}
