package eu.twintown.node.federation;

import eu.twintown.kernel.entity.Entity;
import eu.twintown.kernel.query.EntityFilter;
import eu.twintown.node.context.EntityReader;
import eu.twintown.node.context.ReadAnswer;
import eu.twintown.node.context.ReadRequest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Answers reads from this node's entities and from every registered source that may have some (ETSI GS CIM 009 V1.9.1,
 * clauses 4.3.6, 5.7.1, 5.7.2): asks them at the same time, merges what they give, and names those that failed. Wraps the
 * reader of the local store.
 */
public final class FederatedReader implements EntityReader {
    private final EntityReader local;
    private final Registrations registrations;
    private final FederationSettings settings;
    private final InstantSource clock;
    private final EntityMaps maps;
    private final SourceClient client;
    private final SourceRound round;
    private final MapPages pages;

    FederatedReader(
            EntityReader local,
            Registrations registrations,
            SourceClient client,
            EntityMaps maps,
            FederationSettings settings,
            InstantSource clock) {
        this.local = local;
        this.registrations = registrations;
        this.settings = settings;
        this.clock = clock;
        this.maps = maps;
        this.client = client;
        this.round = new SourceRound(client);
        this.pages = new MapPages(local, round, clock);
    }

    @Override
    public ReadAnswer query(ReadRequest request) {
        if (isLocal(request)) {
            return local.query(request);
        }
        Instant deadline = clock.instant().plus(settings.totalTimeout());
        Optional<EntityMap> known = maps.of(request);
        if (known.isPresent()) {
            return credited(
                    pages.later(known.get(), request, deadline, maps::keep),
                    known.get().forwards(),
                    request);
        }
        List<Forward> forwards = forwards(request, Operations.QUERY_ENTITY);
        if (forwards.isEmpty()) {
            return local.query(request);
        }
        return credited(pages.first(maps.create(request, forwards), request, deadline, maps::keep), forwards, request);
    }

    @Override
    public ReadAnswer retrieve(ReadRequest request) {
        List<Forward> forwards = isLocal(request) ? List.of() : forwards(request, Operations.RETRIEVE_ENTITY);
        if (forwards.isEmpty()) {
            return local.retrieve(request);
        }
        String id = request.filter().ids().getFirst();
        Instant deadline = clock.instant().plus(settings.totalTimeout());
        SourceRound.Asked asked = round.retrieve(request, forwards, id, deadline);
        ReadAnswer here = local.retrieve(request);
        List<EntityMerge.Part> parts = new ArrayList<>();
        here.entities().forEach(entity -> parts.add(new EntityMerge.Part(entity, false)));
        List<String> warnings = new ArrayList<>(here.warnings());
        asked.join().forEach((forward, answer) -> {
            warnings.addAll(answer.warnings());
            answer.entities().forEach(entity -> parts.add(SourceRound.part(forward, entity)));
        });
        EntityFilter filter = request.filter();
        List<Entity> found = EntityMerge.merge(parts, clock.instant()).stream()
                .filter(entity -> filter.types().map(t -> t.test(entity)).orElse(true))
                .toList();
        return credited(
                new ReadAnswer(found, OptionalLong.empty(), false, warnings, Optional.empty()), forwards, request);
    }

    @Override
    public ReadAnswer histories(ReadRequest request) {
        List<Forward> forwards = isLocal(request) ? List.of() : forwards(request, Operations.RETRIEVE_TEMPORAL);
        if (forwards.isEmpty()) {
            return ReadAnswer.NOTHING;
        }
        String id = request.filter().ids().getFirst();
        Instant deadline = clock.instant().plus(settings.totalTimeout());
        List<Entity> found = new ArrayList<>();
        List<String> warnings = new ArrayList<>();
        round.history(request, forwards, id, deadline).join().values().forEach(answer -> {
            found.addAll(answer.entities());
            warnings.addAll(answer.warnings());
        });
        return credited(
                new ReadAnswer(found, OptionalLong.empty(), false, warnings, Optional.empty()), forwards, request);
    }

    /** With the sources named that want it, whether or not this page has something of theirs. */
    private ReadAnswer credited(ReadAnswer answer, List<Forward> forwards, ReadRequest request) {
        return answer.crediting(forwards.stream()
                .flatMap(forward -> client.credit(forward.registration(), request).stream())
                .distinct()
                .toList());
    }

    EntityMaps maps() {
        return maps;
    }

    /** Lists all entities of a map, for those who want to see the map itself. */
    void complete(EntityMap map) {
        pages.complete(map, clock.instant().plus(settings.totalTimeout()));
        maps.keep(map);
    }

    /** Local by request, or because the request has been here: then this node's sources have been asked already. */
    private boolean isLocal(ReadRequest request) {
        return request.local() || request.via().contains(settings.alias(request.tenant()));
    }

    /** What the matching sources are to be asked, in the order of registration, auxiliary ones last. */
    private List<Forward> forwards(ReadRequest request, String operation) {
        List<Registrations.Entry> entries = registrations.all(request.tenant());
        if (entries.isEmpty()) {
            return List.of();
        }
        ForwardPlan plan = new ForwardPlan(request);
        return entries.stream()
                .map(Registrations.Entry::registration)
                .filter(source -> source.operations().contains(operation))
                .filter(source -> client.admits(source, request))
                // Clause 5.12: a source that the request has passed does not match.
                .filter(source -> source.alias()
                        .map(alias -> !request.via().contains(alias))
                        .orElse(true))
                .sorted(java.util.Comparator.comparing(Registration::mode))
                .flatMap(source -> plan.of(source).stream())
                .toList();
    }
}
