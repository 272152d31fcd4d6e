package eu.twintown.store;

import eu.twintown.kernel.entity.Attribute;
import eu.twintown.kernel.entity.AttributeContent;
import eu.twintown.kernel.entity.Entity;
import eu.twintown.store.dictionary.Terms;
import eu.twintown.store.history.HistoryReader;
import eu.twintown.store.history.Sample;
import eu.twintown.store.history.TailLines;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.IntConsumer;

/**
 * Brings instances of the past into the history, within the commit of their mutations. What the history has already, with
 * the same time and content, is left out: so whatever is told again, after a kill too, is there once. That nobody else adds
 * the same at the same time follows from the locks on the entities' rows, which the commit holds.
 */
final class PastWriter {

    /** What one mutation adds; {@code done} is told how many of them were new. */
    private record Wish(EntityState entity, PastInstances past, IntConsumer done) {}

    private record Series(String entity, int attribute) {}

    private final Terms terms;
    private final List<Wish> wishes = new ArrayList<>();
    /** Instances by the time at which they were observed. */
    private final Map<Series, TreeMap<Long, List<Attribute>>> known = new HashMap<>();

    PastWriter(Terms terms) {
        this.terms = terms;
    }

    void add(EntityState entity, PastInstances past, IntConsumer done) {
        wishes.add(new Wish(entity, past, done));
    }

    /** Adds to {@code changes} what is new. */
    void settle(Connection connection, String tenant, ChangeColumns changes) throws SQLException {
        if (wishes.isEmpty()) {
            return;
        }
        learn(connection, tenant, changes);
        for (Wish wish : wishes) {
            Map<String, List<Attribute>> fresh = new LinkedHashMap<>();
            int[] count = {0};
            wish.past().instances().forEach((name, instances) -> {
                TreeMap<Long, List<Attribute>> series = known.computeIfAbsent(
                        new Series(wish.entity().id(), terms.number(name)), key -> new TreeMap<>());
                boolean onChange = wish.past().onChange().contains(name);
                List<Attribute> news = instances.stream()
                        .filter(instance -> instance.observedAt() != null && learnt(series, instance, onChange))
                        .toList();
                if (!news.isEmpty()) {
                    fresh.put(name, news);
                    count[0] += news.size();
                }
            });
            changes.addPast(wish.entity().id(), fresh);
            wish.done().accept(count[0]);
        }
    }

    /** Whether it is new, in which case it is known from now on. */
    private static boolean learnt(TreeMap<Long, List<Attribute>> series, Attribute instance, boolean onChange) {
        long time = Sample.seen(instance, 0);
        if (has(series.getOrDefault(time, List.of()), instance)) {
            return false;
        }
        if (onChange) {
            for (List<Attribute> before :
                    series.headMap(time, false).descendingMap().values()) {
                List<Attribute> same = before.stream()
                        .filter(other -> Objects.equals(other.datasetId(), instance.datasetId()))
                        .toList();
                if (!same.isEmpty()) {
                    if (AttributeContent.same(same.getLast(), instance)) {
                        return false;
                    }
                    break;
                }
            }
        }
        series.computeIfAbsent(time, key -> new ArrayList<>()).add(instance);
        return true;
    }

    private static boolean has(List<Attribute> instances, Attribute instance) {
        return instances.stream()
                .anyMatch(other -> Objects.equals(other.datasetId(), instance.datasetId())
                        && AttributeContent.same(other, instance));
    }

    /** What the history has in the time in question, and what this commit adds to it. */
    private void learn(Connection connection, String tenant, ChangeColumns changes) throws SQLException {
        long from = Long.MAX_VALUE;
        long to = Long.MIN_VALUE;
        List<String> ids = new ArrayList<>();
        List<Integer> attributes = new ArrayList<>();
        Map<String, EntityState> entities = new LinkedHashMap<>();
        for (Wish wish : wishes) {
            entities.put(wish.entity().id(), wish.entity());
            for (Map.Entry<String, List<Attribute>> entry :
                    wish.past().instances().entrySet()) {
                attributes.add(terms.number(entry.getKey()));
                for (Attribute instance : entry.getValue()) {
                    long time = Sample.seen(instance, 0);
                    from = wish.past().onChange().contains(entry.getKey()) ? Long.MIN_VALUE : Math.min(from, time);
                    to = Math.max(to, time);
                }
            }
        }
        ids.addAll(entities.keySet());
        HistoryReader.observed(connection, tenant, ids, attributes, from, to)
                .forEach((id, series) -> series.forEach((attribute, samples) -> know(id, attribute, samples)));
        for (int i = 0; i < changes.sampled.size(); i++) {
            if (entities.containsKey(changes.sampled.get(i))) {
                Map<Integer, List<Sample>> own = new HashMap<>();
                TailLines.add(own, 0, 0, changes.samples.get(i));
                String id = changes.sampled.get(i);
                own.forEach((attribute, samples) -> know(id, attribute, samples));
            }
        }
        entities.values().stream().filter(EntityState::isUnsampled).forEach(this::knowFirst);
    }

    private void know(String id, int attribute, List<Sample> samples) {
        for (Sample sample : samples) {
            know(id, attribute, sample.instance());
        }
    }

    private void knowFirst(EntityState state) {
        Entity first = state.current().orElseThrow();
        first.attributes()
                .forEach((name, instances) ->
                        instances.forEach(instance -> know(first.id(), terms.number(name), instance)));
    }

    private void know(String id, int attribute, Attribute instance) {
        if (instance.observedAt() != null) {
            known.computeIfAbsent(new Series(id, attribute), key -> new TreeMap<>())
                    .computeIfAbsent(Sample.seen(instance, 0), key -> new ArrayList<>())
                    .add(instance);
        }
    }
}
