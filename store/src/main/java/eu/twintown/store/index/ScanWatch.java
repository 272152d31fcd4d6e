package eu.twintown.store.index;

import eu.twintown.kernel.entity.Attribute;
import eu.twintown.kernel.entity.Entity;
import eu.twintown.kernel.query.EntityFilter;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Adds up what queries had to look at for want of a value index, so as to tell which index would be worth its keep. */
public final class ScanWatch {
    private static final int MOST_PAIRS = 1000;
    private static final int LEAST_SCANS = 3;

    /** A type and an attribute, both expanded. */
    record Pair(String type, String attribute) {}

    private record Sum(Instant since, int scans, long scanned, long candidates) {}

    private final InstantSource clock;
    private final Map<Pair, Sum> sums = new ConcurrentHashMap<>();
    private volatile IndexPolicy policy = IndexPolicy.DEFAULT;

    ScanWatch(InstantSource clock) {
        this.clock = clock;
    }

    void follow(IndexPolicy newPolicy) {
        policy = newPolicy;
    }

    /** A query that is about to scan for want of an index; empty where none would help. */
    Optional<Scan> begin(EntityFilter filter, List<IndexableTerm> terms) {
        List<String> types = filter.types()
                .map(selection ->
                        selection.alternatives().stream().map(List::getFirst).toList())
                .orElse(List.of());
        return policy.most() == 0 || types.isEmpty() || terms.isEmpty()
                ? Optional.empty()
                : Optional.of(new Scan(types, terms));
    }

    /** Pairs that have reached the thresholds, the dearest first. */
    List<Pair> wanted() {
        IndexPolicy now = policy;
        Instant oldest = clock.instant().minus(now.window());
        sums.values().removeIf(sum -> sum.since().isBefore(oldest));
        return sums.entrySet().stream()
                .filter(entry -> isWorthwhile(entry.getValue(), now))
                .sorted((a, b) ->
                        Long.compare(b.getValue().scanned(), a.getValue().scanned()))
                .map(Map.Entry::getKey)
                .toList();
    }

    void forget(Pair pair) {
        sums.remove(pair);
    }

    private static boolean isWorthwhile(Sum sum, IndexPolicy policy) {
        return sum.scans() >= LEAST_SCANS
                && sum.scanned() >= policy.scannedRows()
                && sum.candidates() <= policy.share() * sum.scanned();
    }

    private void add(Pair pair, long scanned, long candidates) {
        if (sums.size() >= MOST_PAIRS && !sums.containsKey(pair)) {
            return;
        }
        Instant now = clock.instant();
        sums.merge(pair, new Sum(now, 1, scanned, candidates), (sum, more) -> {
            boolean over = sum.since().isBefore(now.minus(policy.window()));
            return over
                    ? more
                    : new Sum(
                            sum.since(),
                            sum.scans() + 1,
                            sum.scanned() + more.scanned(),
                            sum.candidates() + more.candidates());
        });
    }

    /** One query under way. */
    public final class Scan {
        private final List<String> types;
        private final List<IndexableTerm> terms;
        private final long[] candidates;
        private long scanned;

        private Scan(List<String> types, List<IndexableTerm> terms) {
            this.types = types;
            this.terms = new ArrayList<>(terms);
            this.candidates = new long[terms.size()];
        }

        public void see(Entity entity) {
            scanned++;
            for (int i = 0; i < candidates.length; i++) {
                IndexableTerm term = terms.get(i);
                if (term.test(entity) || term.demands().stream().anyMatch(d -> hasSeveral(entity, d.attribute()))) {
                    candidates[i]++;
                }
            }
        }

        public void end() {
            for (int i = 0; i < candidates.length; i++) {
                for (IndexableTerm.Demand demand : terms.get(i).demands()) {
                    for (String type : types) {
                        add(new Pair(type, demand.attribute()), scanned, candidates[i]);
                    }
                }
            }
        }

        /** Such entities are candidates of every query: an index is of no use where most are so. */
        private static boolean hasSeveral(Entity entity, String attribute) {
            List<Attribute> instances = entity.attributes().getOrDefault(attribute, List.of());
            return instances.size() > 1
                    || (instances.size() == 1 && instances.getFirst().value().size() > 1);
        }
    }
}
