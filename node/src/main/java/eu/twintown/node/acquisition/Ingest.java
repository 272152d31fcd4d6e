package eu.twintown.node.acquisition;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import eu.twintown.kernel.entity.Attribute;
import eu.twintown.kernel.entity.Entity;
import eu.twintown.kernel.entity.EntityChange;
import eu.twintown.kernel.jsonld.Context;
import eu.twintown.node.mediation.DataModels;
import eu.twintown.node.mediation.mapping.MappedEntity;
import eu.twintown.node.mediation.mapping.MappedRecord;
import eu.twintown.node.mediation.mapping.Mapping;
import eu.twintown.node.mediation.mapping.RawRecord;
import eu.twintown.node.mediation.mapping.RecordFault;
import eu.twintown.store.Entities;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * The way of one source's records into the store: map, check, put into the order of time, write what is new.
 *
 * <p>Exactly what is new is decided twice. A cache of the last known states keeps records that say nothing new away from
 * the store. What passes is decided again inside the mutation, against the state that the store holds then; so neither
 * a stale cache, nor another source or user who writes the same entity, nor a restart can cause a duplicate or undo a
 * later value. The cache is filled from the store, never from what was sent. Before that, and before the cost of
 * expansion and validation, what this process has dealt with already passes by; see {@link Dealt}.
 *
 * <p>A late record, older than what the entity has, goes into the history alone, which leaves out what it has already.
 *
 * <p>Not for use by several threads at once.
 */
final class Ingest {
    private static final int BATCH = 500;
    private static final int KNOWN_ENTITIES = 20_000;

    private final SourceConfig source;
    private final EntityTarget target;
    private final DataModels models;
    private final Function<JsonNode, Context> contexts;
    private final InstantSource clock;
    private final Provenance provenance;
    private final Cache<String, Optional<Entity>> known =
            Caffeine.newBuilder().maximumSize(KNOWN_ENTITIES).build();

    private final Dealt dealt = new Dealt();

    /** A record that cannot be used, and why. */
    record Rejected(RawRecord raw, List<RecordFault> faults) {}

    /** What became of a list of records. */
    record Result(Tally tally, List<Rejected> rejected) {}

    Ingest(
            SourceConfig source,
            EntityTarget target,
            DataModels models,
            Function<JsonNode, Context> contexts,
            InstantSource clock) {
        this.source = source;
        this.target = target;
        this.models = models;
        this.contexts = contexts;
        this.clock = clock;
        this.provenance = new Provenance(source);
    }

    /**
     * Brings records into the store; returns when what is new in them is durable.
     *
     * @param cancelled is asked before each batch
     * @throws CancellationException where that says so; what was written stays
     */
    Result run(Mapping mapping, List<RawRecord> records, BooleanSupplier cancelled) {
        Map<RawRecord, List<RecordFault>> faults = new LinkedHashMap<>();
        Map<String, Long> dropped = new TreeMap<>();
        LongAdder old = new LongAdder();
        List<Draft> drafts = drafts(mapping, records, faults, dropped, old);
        drafts.sort(Comparator.comparing(Draft::time));
        Optional<Instant> last = drafts.isEmpty()
                ? Optional.empty()
                : Optional.of(drafts.getLast().time()).filter(time -> !time.equals(Instant.MIN));
        long accepted = 0;
        long refused = 0;
        for (int from = 0; from < drafts.size(); from += BATCH) {
            if (cancelled.getAsBoolean()) {
                throw new CancellationException("Stopped after " + from + " of " + drafts.size() + " records");
            }
            Written written = write(drafts.subList(from, Math.min(drafts.size(), from + BATCH)), faults);
            accepted += written.accepted();
            refused += written.refused();
        }
        List<Rejected> rejected = new ArrayList<>();
        faults.forEach((raw, list) -> rejected.add(new Rejected(raw, list)));
        long unchanged = old.sum() + drafts.size() - accepted - refused;
        return new Result(new Tally(accepted, unchanged, rejected.size(), dropped, last), rejected);
    }

    private List<Draft> drafts(
            Mapping mapping,
            List<RawRecord> records,
            Map<RawRecord, List<RecordFault>> faults,
            Map<String, Long> dropped,
            LongAdder old) {
        Drafter drafter = new Drafter(mapping, models, contexts);
        Mapping.Pass pass = mapping.pass();
        Instant now = clock.instant();
        List<Draft> drafts = new ArrayList<>();
        for (RawRecord raw : records) {
            MappedRecord mapped = pass.map(raw);
            List<RecordFault> found = new ArrayList<>(mapped.faults());
            mapped.dropped().forEach(reason -> dropped.merge(reason, 1L, Long::sum));
            for (MappedEntity entity : mapped.entities()) {
                if (dealt.contains(Drafter.print(entity))) {
                    old.increment();
                    continue;
                }
                try {
                    drafts.add(drafter.draft(entity, raw, now));
                } catch (RecordFault e) {
                    found.add(e);
                }
            }
            if (!found.isEmpty()) {
                faults.put(raw, found);
            }
        }
        return drafts;
    }

    private record Written(long accepted, long refused) {}

    /** Writes what is new in a batch. */
    private Written write(List<Draft> batch, Map<RawRecord, List<RecordFault>> faults) {
        Map<Boolean, List<Draft>> parted = batch.stream().collect(Collectors.partitioningBy(this::saysSomethingNew));
        parted.getOrDefault(false, List.of()).forEach(draft -> dealt.add(draft.print()));
        List<Draft> fresh = parted.getOrDefault(true, List.of());
        if (fresh.isEmpty()) {
            return new Written(0, 0);
        }
        Instant now = clock.instant();
        List<Entities.Mutation> mutations = fresh.stream()
                .map(draft -> new Entities.Mutation(
                        draft.entity().id(),
                        before -> change(draft, before, now),
                        false,
                        before -> Novelty.past(draft, before)))
                .toList();
        List<Entities.Outcome> outcomes = target.apply().apply(source.tenant(), mutations);
        long accepted = 0;
        long refused = 0;
        for (int i = 0; i < fresh.size(); i++) {
            Draft draft = fresh.get(i);
            Optional<EntityChange> change = outcomes.get(i).change();
            if (change.isPresent()) {
                known.put(draft.entity().id(), change.get().after());
                dealt.add(draft.print());
                boolean nothing =
                        change.get().changed().isEmpty() && outcomes.get(i).past() == 0;
                accepted += nothing ? 0 : 1;
            } else {
                refused++;
                String reason =
                        outcomes.get(i).failure().map(Throwable::getMessage).orElse("no reason given");
                faults.computeIfAbsent(draft.raw(), raw -> new ArrayList<>())
                        .add(new RecordFault("The store refused it: " + reason, ""));
            }
        }
        return new Written(accepted, refused);
    }

    private boolean saysSomethingNew(Draft draft) {
        Optional<Entity> before =
                known.get(draft.entity().id(), id -> target.get().apply(source.tenant(), id));
        return before.isEmpty()
                || !Novelty.of(draft, before).attributes().isEmpty()
                || !Novelty.past(draft, before).isEmpty()
                || !provenance.attributes(before, draft.names()).isEmpty();
    }

    private EntityChange change(Draft draft, Optional<Entity> before, Instant now) {
        Entity news = Novelty.of(draft, before);
        Map<String, List<Attribute>> attributes = new LinkedHashMap<>(news.attributes());
        attributes.putAll(provenance.attributes(before, draft.names()));
        if (before.isPresent() && attributes.isEmpty()) {
            return new EntityChange(before, Set.of(), List.of());
        }
        Entity fragment = new Entity(news.id(), news.types(), attributes);
        return EntityChange.upsert(before, fragment, true, now);
    }
}
