package eu.twintown.node.context;

import eu.twintown.kernel.entity.Attribute;
import eu.twintown.kernel.entity.Entity;
import eu.twintown.kernel.query.EntityFilter;
import eu.twintown.kernel.query.TemporalQuery;
import eu.twintown.node.http.Paging;
import eu.twintown.store.Entities;
import eu.twintown.store.History;
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
    private final History history;

    TemporalReads(BrokerParts parts) {
        this.entities = parts.entities();
        this.history = parts.history();
    }

    /**
     * One entity's evolution.
     *
     * @param attributes expanded names; empty = all
     * @param datasetIds instances to keep ({@code @none} = the default one); empty = all
     */
    Optional<Entity> retrieve(
            String tenant, String id, List<String> attributes, Set<String> datasetIds, TemporalQuery query) {
        return history.read(tenant, id, attributes, query).map(entity -> keep(entity, datasetIds));
    }

    /**
     * The evolutions of the entities that match. The conditions on values, places and scopes are checked against the
     * instances inside the time asked for, not against the present state, so each candidate's history is read.
     */
    ReadAnswer query(String tenant, EntityFilter filter, Set<String> datasetIds, TemporalQuery query, Paging paging) {
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
            batch = entities.query(tenant, candidates, CANDIDATES_AT_ONCE, start, false)
                    .entities();
            start += batch.size();
            for (Entity candidate : batch) {
                Optional<Entity> evolution = retrieve(tenant, candidate.id(), attributes, datasetIds, query)
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

    private static Entity keep(Entity entity, Set<String> datasetIds) {
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
        return new Entity(
                entity.id(),
                entity.types(),
                entity.scopes(),
                entity.createdAt(),
                entity.modifiedAt(),
                entity.expiresAt(),
                kept);
    }
}
