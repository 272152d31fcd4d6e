package eu.twintown.node.federation;

import eu.twintown.kernel.entity.Entity;
import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.kernel.problem.ProblemType;
import eu.twintown.kernel.query.EntityFilter;
import eu.twintown.node.context.EntityReader;
import eu.twintown.node.context.ReadAnswer;
import eu.twintown.node.context.ReadRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Completes entity maps: lists the ids of all matches in the sources that have more than the first round brought. */
final class MapListing {
    private final EntityReader local;
    private final SourceRound round;

    MapListing(EntityReader local, SourceRound round) {
        this.local = local;
        this.round = round;
    }

    /** Marks all sources of a map as not listed yet. */
    void openAll(EntityMap map) {
        map.setOpen(EntityMap.LOCAL, true);
        map.forwards().forEach(forward -> map.setOpen(forward.registration().id(), true));
    }

    /** Lists what is missing; one thread at a time for a map. */
    void complete(EntityMap map, Instant deadline) {
        synchronized (map) {
            if (map.isOpen(EntityMap.LOCAL)) {
                listLocal(map);
                map.setOpen(EntityMap.LOCAL, false);
            }
            List<Forward> open = map.forwards().stream()
                    .filter(forward -> map.isOpen(forward.registration().id()))
                    .toList();
            listRemote(map, open, deadline);
        }
    }

    private void listLocal(EntityMap map) {
        for (int offset = 0; ; offset += MapPages.CHUNK) {
            ReadAnswer answer =
                    local.query(localRequest(map.request(), map.request().filter(), MapPages.CHUNK, offset));
            map.add(EntityMap.LOCAL, answer.entities().stream().map(Entity::id).toList());
            requireRoom(map);
            if (!answer.more()) {
                return;
            }
        }
    }

    /** Pages through all sources side by side, ids only. */
    private void listRemote(EntityMap map, List<Forward> sources, Instant deadline) {
        List<Forward> open =
                new ArrayList<>(sources.stream().map(MapListing::idsOnly).toList());
        for (int offset = 0; !open.isEmpty(); offset += MapPages.CHUNK) {
            Map<String, String> paging =
                    Map.of("limit", Integer.toString(MapPages.CHUNK), "offset", Integer.toString(offset));
            List<Forward> paged =
                    open.stream().map(forward -> forward.with(paging)).toList();
            open.clear();
            round.query(map.request(), paged, deadline).join().forEach((forward, first) -> {
                SourceAnswer answer =
                        first.outcome() == SourceAnswer.Outcome.REFUSED ? whole(map, forward, deadline) : first;
                String source = forward.registration().id();
                map.warn(answer.warnings());
                map.add(source, answer.entities().stream().map(Entity::id).toList());
                boolean more =
                        !answer.failed() && (answer.more() || answer.entities().size() >= MapPages.CHUNK);
                map.setOpen(source, more);
                if (more) {
                    open.add(forward);
                }
            });
            requireRoom(map);
        }
    }

    /** A source of a version before 1.8 does not know pick. */
    private SourceAnswer whole(EntityMap map, Forward forward, Instant deadline) {
        Map<String, String> parameters = new HashMap<>(forward.parameters());
        parameters.remove("pick");
        Forward plain = new Forward(forward.registration(), parameters, forward.contextUrl(), forward.recheck());
        return round.query(map.request(), List.of(plain), deadline)
                .join()
                .getOrDefault(plain, SourceAnswer.of(List.of(), false, List.of()));
    }

    private static Forward idsOnly(Forward forward) {
        Map<String, String> parameters = new HashMap<>(forward.parameters());
        parameters.remove("options");
        // The two do not go together, and attrs reduces the entities already.
        if (!parameters.containsKey("attrs")) {
            parameters.put("pick", "id,type");
        }
        return new Forward(forward.registration(), parameters, forward.contextUrl(), forward.recheck());
    }

    private static void requireRoom(EntityMap map) {
        if (map.size() > EntityMaps.LARGEST) {
            throw new ProblemException(
                    ProblemType.TOO_MANY_RESULTS,
                    "More than " + EntityMaps.LARGEST
                            + " entities of several sources match; narrow the query down, or ask each source alone"
                            + " with local=true.");
        }
    }

    /** A request as it is put to this node's own reader. */
    static ReadRequest localRequest(ReadRequest request, EntityFilter filter, int limit, int offset) {
        return new ReadRequest(
                request.tenant(),
                request.principal(),
                request.restriction(),
                filter,
                request.context(),
                request.contextUrl(),
                request.parameters(),
                limit,
                offset,
                false,
                true,
                Optional.empty(),
                request.via());
    }

    static EntityFilter onlyIds(EntityFilter filter, List<String> ids) {
        return new EntityFilter(
                ids, filter.idPattern(), filter.types(), filter.attributes(), filter.q(), filter.geo(), filter.scope());
    }
}
