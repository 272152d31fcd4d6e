package eu.twintown.node.access.enforce.quota;

import eu.twintown.kernel.policy.Odrl;
import eu.twintown.kernel.policy.Operand;
import eu.twintown.kernel.policy.city.CityProfile;
import eu.twintown.kernel.policy.evaluation.World;
import eu.twintown.node.access.enforce.grant.Terms;
import eu.twintown.store.document.Quotas;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Numbers the uses under each agreement, in all, in the hour and in the day (UTC). The number of a use that is then refused
 * goes to the next one. This process takes numbers in blocks and gives back what it has not used when it is closed.
 */
public final class Counters implements AutoCloseable {
    private static final Map<String, Duration> PERIODS = Map.of(
            Odrl.COUNT, Duration.ZERO,
            CityProfile.REQUESTS_PER_HOUR, Duration.ofHours(1),
            CityProfile.REQUESTS_PER_DAY, Duration.ofDays(1));

    private final Quotas quotas;
    private final Map<String, Counter> counters = new ConcurrentHashMap<>();

    public Counters(Quotas quotas) {
        this.quotas = quotas;
    }

    /** The numbers that one use has, until it is known whether it counts. */
    public final class Taken {
        private final Map<String, Counter.Use> uses = new HashMap<>();

        /** The world with these numbers. */
        public World in(World world) {
            World counted = world;
            for (Map.Entry<String, Counter.Use> use : uses.entrySet()) {
                counted = counted.with(
                        use.getKey(),
                        Operand.number(Long.toString(use.getValue().number())));
            }
            return counted;
        }

        /** It does not count after all. */
        public void giveBack() {
            uses.values().forEach(Counter.Use::giveBack);
        }
    }

    /** Takes a number of each counter that a policy limits. */
    public Taken take(String agreement, Terms terms, Instant now) {
        Taken taken = new Taken();
        terms.limits().forEach((operand, limit) -> {
            Duration period = PERIODS.getOrDefault(operand, Duration.ZERO);
            long number = period.isZero() ? 0 : Math.floorDiv(now.toEpochMilli(), period.toMillis());
            String name = agreement + " "
                    + operand.substring(Math.max(operand.lastIndexOf('/'), operand.lastIndexOf('#')) + 1);
            Counter counter = counters.compute(
                    name,
                    (key, known) ->
                            known != null && known.period() >= number ? known : new Counter(quotas, key, number));
            taken.uses.put(operand, counter.take(limit, now));
        });
        return taken;
    }

    @Override
    public void close() {
        counters.values().forEach(Counter::close);
        counters.clear();
    }
}
