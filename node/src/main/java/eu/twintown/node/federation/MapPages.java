package eu.twintown.node.federation;

import eu.twintown.kernel.entity.Entity;
import eu.twintown.kernel.query.EntityFilter;
import eu.twintown.node.context.EntityReader;
import eu.twintown.node.context.ReadAnswer;
import eu.twintown.node.context.ReadRequest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;

/** Cuts pages from an entity map and gets the entities that belong on them; see {@link EntityMap} for the idea. */
final class MapPages {
    /** How much is asked of a source at once. */
    static final int CHUNK = 1_000;

    private static final int MOST_REFILLS = 10;

    private final EntityReader local;
    private final SourceRound round;
    private final MapListing listing;
    private final InstantSource clock;

    MapPages(EntityReader local, SourceRound round, InstantSource clock) {
        this.local = local;
        this.round = round;
        this.listing = new MapListing(local, round);
        this.clock = clock;
    }

    /** The first page, with a new map. */
    ReadAnswer first(EntityMap map, ReadRequest request, Instant deadline, Consumer<EntityMap> keep) {
        Versions versions = new Versions(map.forwards());
        int want = Math.min(request.offset() + request.limit(), CHUNK);
        if (want == 0) {
            listing.openAll(map);
        } else {
            firstRound(map, request, want, deadline, versions);
        }
        if (request.count() || request.offset() + request.limit() > want) {
            listing.complete(map, deadline);
        }
        ReadAnswer answer = page(map, request, deadline, versions);
        keep.accept(map);
        return answer;
    }

    /** A page of a map that exists. */
    ReadAnswer later(EntityMap map, ReadRequest request, Instant deadline, Consumer<EntityMap> keep) {
        if (map.isOpen()) {
            listing.complete(map, deadline);
            keep.accept(map);
        }
        return page(map, request, deadline, new Versions(map.forwards()));
    }

    /** Lists what is still missing, for those who want to see the map itself. */
    void complete(EntityMap map, Instant deadline) {
        listing.complete(map, deadline);
    }

    private void firstRound(EntityMap map, ReadRequest request, int want, Instant deadline, Versions versions) {
        List<Forward> limited = map.forwards().stream()
                .map(forward -> forward.with(Map.of("limit", Integer.toString(want))))
                .toList();
        SourceRound.Asked asked = round.query(request, limited, deadline);
        ReadAnswer here = local.query(MapListing.localRequest(request, request.filter(), want, 0));
        map.warn(here.warnings());
        map.add(EntityMap.LOCAL, versions.put(EntityMap.LOCAL, here.entities()));
        map.setOpen(EntityMap.LOCAL, here.more());
        asked.join().forEach((forward, answer) -> {
            String source = forward.registration().id();
            map.warn(answer.warnings());
            map.add(source, versions.put(source, answer.entities()));
            map.setOpen(
                    source,
                    !answer.failed() && (answer.more() || answer.entities().size() >= want));
        });
    }

    private ReadAnswer page(EntityMap map, ReadRequest request, Instant deadline, Versions versions) {
        List<Entity> page = new ArrayList<>();
        Set<String> warnings = new LinkedHashSet<>();
        int place = request.offset();
        int end = request.offset() + request.limit();
        for (int refill = 0; place < end && refill < MOST_REFILLS; refill++) {
            Map<String, Set<String>> slice = map.slice(place, end - place);
            if (slice.isEmpty()) {
                if (!map.isOpen()) {
                    break;
                }
                listing.complete(map, deadline);
                continue;
            }
            Set<String> failed = fetch(map, request, slice, deadline, versions, warnings);
            List<String> gone = new ArrayList<>();
            slice.forEach((id, sources) -> {
                Optional<Entity> entity = versions.merged(id, request.filter(), clock.instant());
                entity.ifPresent(page::add);
                if (entity.isEmpty() && sources.stream().noneMatch(failed::contains)) {
                    gone.add(id);
                }
            });
            map.remove(gone);
            place += slice.size() - gone.size();
        }
        warnings.addAll(map.warnings());
        return new ReadAnswer(
                page,
                request.count() ? OptionalLong.of(map.size()) : OptionalLong.empty(),
                map.size() > place || map.isOpen(),
                List.copyOf(warnings),
                Optional.of(map.id()));
    }

    /** Gets the versions of these entities that are not at hand; gives the sources that failed. */
    private Set<String> fetch(
            EntityMap map,
            ReadRequest request,
            Map<String, Set<String>> slice,
            Instant deadline,
            Versions versions,
            Set<String> warnings) {
        List<Forward> forwards = new ArrayList<>();
        for (Forward forward : map.forwards()) {
            List<String> ids = missing(map, forward.registration().id(), slice, versions);
            for (List<String> chunk : IdChunks.of(ids)) {
                forwards.add(
                        forward.with(Map.of("id", String.join(",", chunk), "limit", Integer.toString(chunk.size()))));
            }
        }
        SourceRound.Asked asked = round.query(request, forwards, deadline);
        List<String> here = missing(map, EntityMap.LOCAL, slice, versions);
        if (!here.isEmpty()) {
            EntityFilter filter = MapListing.onlyIds(request.filter(), here);
            ReadAnswer answer = local.query(MapListing.localRequest(request, filter, here.size(), 0));
            versions.put(EntityMap.LOCAL, answer.entities());
        }
        Set<String> failed = new LinkedHashSet<>();
        asked.join().forEach((forward, answer) -> {
            String source = forward.registration().id();
            versions.put(source, answer.entities());
            warnings.addAll(answer.warnings());
            if (answer.failed()) {
                failed.add(source);
            }
        });
        return failed;
    }

    /** Ids of the slice that a source has, or may have because it was not listed to its end, and did not give yet. */
    private static List<String> missing(
            EntityMap map, String source, Map<String, Set<String>> slice, Versions versions) {
        boolean open = map.isOpen(source);
        return slice.entrySet().stream()
                .filter(entry -> open || entry.getValue().contains(source))
                .map(Map.Entry::getKey)
                .filter(id -> !versions.has(source, id))
                .toList();
    }
}
