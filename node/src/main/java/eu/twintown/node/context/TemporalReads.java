package eu.twintown.node.context;

import eu.twintown.kernel.entity.Attribute;
import eu.twintown.kernel.entity.Entity;
import eu.twintown.kernel.query.EntityFilter;
import eu.twintown.kernel.query.TemporalQuery;
import eu.twintown.node.access.enforce.Admission;
import eu.twintown.node.access.view.Views;
import eu.twintown.node.http.Paging;
import eu.twintown.store.Entities;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Reads temporal evolutions of entities (ETSI GS CIM 009 V1.9.1, clauses 5.7.3 and 5.7.4). */
final class TemporalReads {

    private static final int CANDIDATES_AT_ONCE = 200;

    private final Entities entities;
    private final Views views;

    TemporalReads(BrokerParts parts) {
        this.entities = parts.entities();
        this.views = parts.views();
    }

    /**
     * One entity's evolution.
     *
     * @param attributes expanded names; empty = all
     * @param datasetIds instances to keep ({@code @none} = the default one); empty = all
     */
    Optional<Entity> retrieve(
            Admission who, String id, List<String> attributes, Set<String> datasetIds, TemporalQuery query) {
        return views.evolution(who.tenant(), who.restriction(), id, attributes, query)
                .map(entity -> keep(entity, datasetIds));
    }

    /**
     * The evolutions of the entities that match. The conditions on values, places and scopes are checked against the
     * instances inside the time asked for, not against the present state, so each candidate's history is read.
     */
    ReadAnswer query(Admission who, EntityFilter filter, Set<String> datasetIds, TemporalQuery query, Paging paging) {
        if (!who.restriction().isNone()) {
            return restricted(who, filter, datasetIds, query, paging);
        }
        EntityFilter candidates = new EntityFilter(
                filter.ids(),
                filter.idPattern(),
                filter.types(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        EntityFilter onHistory = new EntityFilter(
                List.of(),
                Optional.empty(),
                Optional.empty(),
                filter.attributes(),
                filter.q(),
                filter.geo(),
                filter.scope());
        boolean narrow = filter.q().isEmpty() && filter.geo().isEmpty();
        List<String> attributes = narrow ? filter.attributes() : List.of();
        List<Entity> found = new ArrayList<>();
        long matches = 0;
        int start = 0;
        List<Entity> batch;
        do {
            batch = entities.query(who.tenant(), candidates, CANDIDATES_AT_ONCE, start, false)
                    .entities();
            start += batch.size();
            for (Entity candidate : batch) {
                Optional<Entity> evolution = retrieve(who, candidate.id(), attributes, datasetIds, query)
                        .filter(entity -> !entity.attributes().isEmpty())
                        .filter(onHistory);
                if (evolution.isPresent()) {
                    matches++;
                    if (matches > paging.offset() && found.size() < paging.limit()) {
                        found.add(evolution.get());
                    }
                }
            }
        } while (batch.size() == CANDIDATES_AT_ONCE
                && (paging.count() || matches <= (long) paging.offset() + paging.limit()));
        OptionalLong total = paging.count() ? OptionalLong.of(matches) : OptionalLong.empty();
        boolean more = matches > (long) paging.offset() + paging.limit();
        return new ReadAnswer(found, total, more, List.of(), Optional.empty());
    }

    /** Every condition is tested on what may be seen, so all of that is made first. */
    private ReadAnswer restricted(
            Admission who, EntityFilter filter, Set<String> datasetIds, TemporalQuery query, Paging paging) {
        List<Entity> found = new ArrayList<>();
        long[] matches = {0};
        EntityFilter withoutChoice = datasetIds.isEmpty() ? filter : identity(filter);
        views.evolutions(who.tenant(), who.restriction(), withoutChoice, List.of(), query, view -> {
            Entity kept = keep(view, datasetIds);
            if (!kept.attributes().isEmpty() && filter.test(kept)) {
                matches[0]++;
                if (matches[0] > paging.offset() && found.size() < paging.limit()) {
                    found.add(onlyAsked(kept, filter));
                }
            }
            return paging.count() || matches[0] <= (long) paging.offset() + paging.limit();
        });
        OptionalLong total = paging.count() ? OptionalLong.of(matches[0]) : OptionalLong.empty();
        boolean more = matches[0] > (long) paging.offset() + paging.limit();
        return new ReadAnswer(found, total, more, List.of(), Optional.empty());
    }

    /** The part of a filter that does not look at attributes. */
    private static EntityFilter identity(EntityFilter filter) {
        return new EntityFilter(
                filter.ids(),
                filter.idPattern(),
                filter.types(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                filter.scope());
    }

    /** Without a condition on values, only the attributes that are asked for are read. */
    private static Entity onlyAsked(Entity entity, EntityFilter filter) {
        if (filter.attributes().isEmpty()
                || filter.q().isPresent()
                || filter.geo().isPresent()) {
            return entity;
        }
        Map<String, List<Attribute>> asked = new LinkedHashMap<>(entity.attributes());
        asked.keySet().retainAll(Set.copyOf(filter.attributes()));
        return with(entity, asked);
    }

    /** With the instances of these datasets only; empty = all. */
    static Entity keep(Entity entity, Set<String> datasetIds) {
        if (datasetIds.isEmpty()) {
            return entity;
        }
        Map<String, List<Attribute>> kept = new LinkedHashMap<>();
        entity.attributes().forEach((name, instances) -> {
            List<Attribute> wanted = instances.stream()
                    .filter(instance -> {
                        String datasetId = instance.datasetId();
                        return datasetIds.contains(datasetId == null ? "@none" : datasetId);
                    })
                    .toList();
            if (!wanted.isEmpty()) {
                kept.put(name, wanted);
            }
        });
        return with(entity, kept);
    }

    private static Entity with(Entity entity, Map<String, List<Attribute>> attributes) {
        return new Entity(
                entity.id(),
                entity.types(),
                entity.scopes(),
                entity.createdAt(),
                entity.modifiedAt(),
                entity.expiresAt(),
                attributes);
    }
}
