package eu.twintown.node.access.enforce;

import static eu.twintown.node.access.enforce.GuardedNode.encode;
import static eu.twintown.node.access.enforce.Things.iri;
import static org.assertj.core.api.Assertions.assertThat;

import eu.twintown.kernel.entity.Entity;
import eu.twintown.node.access.enforce.GuardedNode.Answer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Predicate;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Histories under agreements: whatever part of them is asked for, the answer is made of the samples that may be seen, or of
 * their means by the hour, here worked out from the samples that the test has stored.
 */
class RestrictedHistoryProperties {
    private static final Instant START = Instant.parse("2026-11-22T00:00:00Z");
    private static final String NOW = "2026-11-22T06:20:00Z";
    private static final int THINGS = 5;

    private static @Nullable GuardedNode running;
    /** Values by time, by attribute, by entity. */
    private static final Map<String, Map<String, TreeMap<Instant, Integer>>> SAMPLES = new TreeMap<>();

    private record Case(
            boolean hourly,
            boolean shown,
            Optional<Instant> since,
            Optional<Instant> from,
            Optional<Instant> to,
            int lastN,
            Optional<Integer> least) {}

    @BeforeContainer
    static void start() {
        running = new GuardedNode();
        Random random = new Random(11);
        for (int i = 0; i < THINGS; i++) {
            String id = "h" + i;
            Map<String, TreeMap<Instant, Integer>> attributes = new TreeMap<>();
            for (int sample = 0; sample < 25; sample++) {
                Instant at = START.plusSeconds(60L * random.nextInt(6 * 60 + 15));
                int value = random.nextInt(20);
                for (String name : List.of("n", "secret")) {
                    attributes.computeIfAbsent(name, n -> new TreeMap<>()).put(at, value);
                }
            }
            List<Instant> times = new ArrayList<>(attributes.get("n").keySet());
            for (int t = 0; t < times.size(); t++) {
                Instant at = times.get(t);
                Entity entity = Things.thing(
                        id,
                        "Sensor",
                        "n",
                        Things.observed(attributes.get("n").get(at), at.toString()),
                        "secret",
                        Things.observed(attributes.get("secret").get(at), at.toString()));
                if (t == 0) {
                    node().store(entity);
                } else {
                    node().update(entity);
                }
            }
            SAMPLES.put("urn:x:" + id, attributes);
        }
        node().now(NOW);
    }

    @AfterContainer
    static void stop() {
        node().close();
    }

    private static GuardedNode node() {
        return Objects.requireNonNull(running);
    }

    @Provide
    Arbitrary<Case> cases() {
        return Arbitraries.randomValue(random -> {
            Optional<Instant> from = random.nextInt(4) > 0 ? Optional.of(moment(random)) : Optional.empty();
            return new Case(
                    random.nextBoolean(),
                    random.nextBoolean(),
                    random.nextInt(3) == 0 ? Optional.of(moment(random)) : Optional.empty(),
                    from,
                    from.filter(start -> random.nextBoolean())
                            .map(start -> start.plusSeconds(300L * (1 + random.nextInt(40)))),
                    random.nextInt(3) == 0 ? 1 + random.nextInt(4) : 0,
                    random.nextInt(3) == 0 ? Optional.of(random.nextInt(18)) : Optional.empty());
        });
    }

    private static Instant moment(Random random) {
        return START.plusSeconds(300L * random.nextInt(70));
    }

    @Property(tries = 120, shrinking = ShrinkingMode.OFF)
    void theHistoryIsMadeOfWhatMayBeSeen(@ForAll("cases") Case one) {
        node().agree("urn:x:history", GuardedNode.policy(policy(one)), GuardedNode.scope("Sensor"));
        Map<String, Map<String, TreeMap<Instant, Double>>> expected = new TreeMap<>();
        SAMPLES.forEach((id, attributes) -> {
            Map<String, TreeMap<Instant, Double>> view = view(one, attributes);
            boolean matches = one.least().isEmpty()
                    || view.getOrDefault("n", new TreeMap<>()).values().stream()
                            .anyMatch(value -> value > one.least().get());
            if (!view.isEmpty() && matches) {
                expected.put(id, view);
            }
        });

        Answer answer = node().under("urn:x:history", "/ngsi-ld/v1/temporal/entities?" + query(one));

        assertThat(answer.status()).as(answer.http().body()).isEqualTo(200);
        assertThat(answer.total()).as(one.toString()).isEqualTo(expected.size());
        Map<String, Map<String, TreeMap<Instant, Double>>> found = new TreeMap<>();
        answer.json().forEach(entity -> found.put(entity.path("id").asString(), values(entity)));
        assertThat(found).as(one.toString()).isEqualTo(expected);
        SAMPLES.keySet().forEach(id -> {
            Answer single = node().under("urn:x:history", "/ngsi-ld/v1/temporal/entities/" + id + "?" + part(one));
            Map<String, TreeMap<Instant, Double>> view = view(one, SAMPLES.get(id));
            assertThat(single.status()).isEqualTo(view.isEmpty() ? 404 : 200);
            if (!view.isEmpty()) {
                assertThat(values(single.json())).as(one.toString()).isEqualTo(view);
            }
        });
    }

    private static Map<String, TreeMap<Instant, Double>> values(JsonNode entity) {
        Map<String, TreeMap<Instant, Double>> all = new TreeMap<>();
        for (String name : List.of("n", "secret")) {
            TreeMap<Instant, Double> values = new TreeMap<>();
            entity.path(name)
                    .path("values")
                    .forEach(pair -> values.put(
                            Instant.parse(pair.get(1).asString()), pair.get(0).asDouble()));
            if (!values.isEmpty()) {
                all.put(name, values);
            }
        }
        return all;
    }

    private static Map<String, TreeMap<Instant, Double>> view(
            Case one, Map<String, TreeMap<Instant, Integer>> attributes) {
        Map<String, TreeMap<Instant, Double>> view = new TreeMap<>();
        attributes.forEach((name, samples) -> {
            if (name.equals("secret") && !one.shown()) {
                return;
            }
            TreeMap<Instant, Double> values = one.hourly() ? means(one, samples) : single(one, samples);
            Predicate<Instant> asked =
                    at -> one.from().map(from -> !at.isBefore(from)).orElse(true)
                            && one.to().map(at::isBefore).orElse(true);
            values.keySet().removeIf(asked.negate());
            while (one.lastN() > 0 && values.size() > one.lastN()) {
                values.pollFirstEntry();
            }
            if (!values.isEmpty()) {
                view.put(name, values);
            }
        });
        return view;
    }

    private static TreeMap<Instant, Double> single(Case one, TreeMap<Instant, Integer> samples) {
        TreeMap<Instant, Double> values = new TreeMap<>();
        samples.forEach((at, value) -> {
            if (one.since().map(since -> !at.isBefore(since)).orElse(true)) {
                values.put(at, (double) value);
            }
        });
        return values;
    }

    /** Of whole hours that are over and lie in the window. */
    private static TreeMap<Instant, Double> means(Case one, TreeMap<Instant, Integer> samples) {
        TreeMap<Instant, Double> values = new TreeMap<>();
        for (Instant hour = START; !hour.plusSeconds(3600).isAfter(Instant.parse(NOW)); hour = hour.plusSeconds(3600)) {
            var within = samples.subMap(hour, hour.plusSeconds(3600)).values();
            boolean inWindow =
                    one.since().isEmpty() || !hour.isBefore(one.since().get());
            if (!within.isEmpty() && inWindow) {
                values.put(
                        hour,
                        within.stream().mapToInt(Integer::intValue).average().orElseThrow());
            }
        }
        return values;
    }

    private static String query(Case one) {
        String time = one.from().isPresent() ? "" : "&timerel=after&timeAt=2020-01-01T00:00:00Z";
        return "type=Sensor&count=true&" + part(one) + time
                + one.least().map(least -> "&q=" + encode("n>" + least)).orElse("");
    }

    private static String part(Case one) {
        StringBuilder part = new StringBuilder("options=temporalValues");
        one.from().ifPresent(from -> part.append("&timerel=")
                .append(one.to().isPresent() ? "between" : "after")
                .append("&timeAt=")
                .append(from));
        one.to().ifPresent(to -> part.append("&endTimeAt=").append(to));
        if (one.lastN() > 0) {
            part.append("&lastN=").append(one.lastN());
        }
        return part.toString();
    }

    private static String policy(Case one) {
        List<String> constraints = new ArrayList<>();
        if (one.hourly()) {
            constraints.add("""
                    {"leftOperand": "city:temporalAggregation", "operator": "gteq",
                     "rightOperand": {"@value": "PT1H", "@type": "xsd:duration"}}""");
        }
        if (!one.shown()) {
            constraints.add("""
                    {"leftOperand": "city:attribute", "operator": "isNoneOf", "rightOperand": ["%s"]}""".formatted(iri("secret")));
        }
        one.since().ifPresent(since -> constraints.add("""
                {"leftOperand": "city:observedAt", "operator": "gteq",
                 "rightOperand": {"@value": "%s", "@type": "xsd:dateTime"}}""".formatted(since)));
        return "\"permission\": [{\"action\": \"use\""
                + (constraints.isEmpty() ? "" : ", \"constraint\": [" + String.join(", ", constraints) + "]") + "}]";
    }
}
