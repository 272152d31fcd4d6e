package eu.twintown.node.access.enforce;

import static eu.twintown.node.access.enforce.GuardedNode.encode;
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
 * Values of areas, at present and by periods: whatever is agreed and asked, they are the means over the things that were
 * there and may be seen, and none that too few stand behind; here worked out from the samples that the test has stored.
 */
class RestrictedAreaProperties {
    private static final Instant START = Instant.parse("2026-11-22T00:00:00Z");
    private static final Instant NOW = Instant.parse("2026-11-22T06:20:00Z");
    private static final int THINGS = 14;
    private static final int HOUR = 3_600;
    /** West, south, east, north; the second overlaps the first, which comes first by its id. */
    private static final int[][] DISTRICTS = {{0, 0, 3, 3}, {2, 0, 6, 3}, {7, 7, 9, 9}};

    private static @Nullable GuardedNode running;
    private static final List<Thing> ALL = new ArrayList<>();

    private record Sample(Instant at, int x, int y, int value) {}

    private record Thing(String type, List<Sample> samples) {}

    private record Case(
            int least,
            int hours,
            Optional<Integer> box,
            Optional<Instant> since,
            Optional<String> type,
            Optional<int[]> asked,
            Optional<Integer> more,
            Instant from) {
        @Override
        public String toString() {
            return policy(this) + " " + query(this) + " " + from;
        }
    }

    @BeforeContainer
    static void start() {
        running = new GuardedNode(1);
        Random random = new Random(5);
        for (int i = 0; i < THINGS; i++) {
            String type = i % 3 == 0 ? "A" : "B";
            TreeMap<Instant, Sample> samples = new TreeMap<>();
            for (int sample = 0; sample < 15; sample++) {
                Instant at = START.plusSeconds(60L * random.nextInt(6 * 60 + 15));
                samples.put(at, new Sample(at, random.nextInt(10), random.nextInt(4), random.nextInt(20)));
            }
            boolean first = true;
            for (Sample sample : samples.values()) {
                Entity entity = Things.thing(
                        "t" + i,
                        type,
                        "n",
                        Things.observed(sample.value(), sample.at().toString()),
                        "location",
                        Things.at(
                                Things.point(sample.x(), sample.y()),
                                sample.at().toString()));
                if (first) {
                    node().store(entity);
                } else {
                    node().update(entity);
                }
                first = false;
            }
            ALL.add(new Thing(type, List.copyOf(samples.values())));
        }
        for (int i = 0; i < DISTRICTS.length; i++) {
            int[] box = DISTRICTS[i];
            node().store(Things.thing("d" + i, "District", "location", Things.square(box[0], box[1], box[2], box[3])));
        }
        node().now(NOW.toString());
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
        return Arbitraries.randomValue(random -> new Case(
                1 + random.nextInt(4),
                random.nextInt(3),
                sometimes(random, 3).map(r -> 1 + r.nextInt(4)),
                sometimes(random, 3).map(RestrictedAreaProperties::moment),
                sometimes(random, 2).map(r -> r.nextBoolean() ? "A" : "B"),
                sometimes(random, 2).map(r -> new int[] {r.nextInt(10), r.nextInt(10)}),
                sometimes(random, 3).map(r -> r.nextInt(18)),
                moment(random)));
    }

    private static Optional<Random> sometimes(Random random, int oneOf) {
        return random.nextInt(oneOf) == 0 ? Optional.of(random) : Optional.empty();
    }

    private static Instant moment(Random random) {
        return START.plusSeconds(300L * random.nextInt(70));
    }

    @Property(tries = 150, shrinking = ShrinkingMode.OFF)
    void valuesOfAreasAreMeansOfWhatMayBeSeenThere(@ForAll("cases") Case one) {
        node().agree("urn:x:areas", GuardedNode.policy(policy(one)), GuardedNode.scope("A", "B"));
        if (one.hours() == 0) {
            Map<String, Double> found = new TreeMap<>();
            Answer answer = ask("/ngsi-ld/v1/entities?", one, "");
            answer.json()
                    .forEach(group -> found.put(
                            key(group, group.path("location").path("value")),
                            group.path("n").path("value").asDouble()));
            Map<String, Double> expected = new TreeMap<>();
            groups(one, false).forEach((key, values) -> expected.put(key, values.get(Instant.MIN)));
            assertThat(found).as(one.toString()).isEqualTo(expected);
            assertThat(answer.total()).isEqualTo(expected.size());
            for (String id : answer.ids()) {
                assertThat(node().under("urn:x:areas", "/ngsi-ld/v1/entities/" + id)
                                .status())
                        .isEqualTo(200);
            }
        }
        Map<String, Map<Instant, Double>> found = new TreeMap<>();
        Answer answer = ask(
                "/ngsi-ld/v1/temporal/entities?", one, "&options=temporalValues&timerel=after&timeAt=" + one.from());
        answer.json()
                .forEach(group -> found.put(
                        key(group, group.path("location").path("values").path(0).path(0)), values(group)));
        assertThat(found).as(one.toString()).isEqualTo(groups(one, true));
        assertThat(answer.total()).isEqualTo(found.size());
    }

    private static Answer ask(String path, Case one, String more) {
        Answer answer = node().under("urn:x:areas", path + "count=true&limit=100" + query(one) + more);
        assertThat(answer.status()).as(answer.http().body()).isEqualTo(200);
        return answer;
    }

    private static String key(JsonNode group, JsonNode shape) {
        JsonNode corner = shape.path("coordinates").path(0).path(0);
        return group.path("type").asString() + " " + corner.path(0).asInt();
    }

    private static Map<Instant, Double> values(JsonNode group) {
        Map<Instant, Double> values = new TreeMap<>();
        group.path("n")
                .path("values")
                .forEach(pair -> values.put(
                        Instant.parse(pair.get(1).asString()), pair.get(0).asDouble()));
        return values;
    }

    /** Means by period, or at present under {@link Instant#MIN}, by type and district. */
    private static Map<String, Map<Instant, Double>> groups(Case one, boolean history) {
        Map<String, Map<Instant, List<Double>>> things = new TreeMap<>();
        for (Thing thing : ALL) {
            Sample last = thing.samples().getLast();
            if (!isOpen(one, last) || !thing.type().equals(one.type().orElse(thing.type()))) {
                continue;
            }
            Map<String, Map<Instant, List<Integer>>> own = new TreeMap<>();
            for (Sample sample : history ? thing.samples() : List.of(last)) {
                int district = district(sample);
                Instant from = history ? period(one, sample.at()) : Instant.MIN;
                Instant about = history ? from : sample.at();
                boolean shown = district >= 0
                        && isOpen(one, sample)
                        && one.since().filter(about::isBefore).isEmpty()
                        && (!history
                                || !from.isBefore(one.from())
                                        && !from.plusSeconds(length(one)).isAfter(NOW));
                if (shown && isAsked(one, district)) {
                    own.computeIfAbsent(thing.type() + " " + DISTRICTS[district][0], key -> new TreeMap<>())
                            .computeIfAbsent(from, period -> new ArrayList<>())
                            .add(sample.value());
                }
            }
            own.forEach((key, periods) -> periods.forEach((from, values) -> things.computeIfAbsent(
                            key, group -> new TreeMap<>())
                    .computeIfAbsent(from, period -> new ArrayList<>())
                    .add(values.stream().mapToInt(value -> value).average().orElseThrow())));
        }
        Map<String, Map<Instant, Double>> groups = new TreeMap<>();
        things.forEach((key, periods) -> {
            Map<Instant, Double> means = new TreeMap<>();
            periods.forEach((from, values) -> {
                if (values.size() >= one.least()) {
                    means.put(from, values.stream().mapToDouble(value -> value).sum() / values.size());
                }
            });
            if (means.values().stream()
                    .anyMatch(mean -> one.more().isEmpty() || mean > one.more().get())) {
                groups.put(key, means);
            }
        });
        return groups;
    }

    private static int length(Case one) {
        return Math.max(1, one.hours()) * HOUR;
    }

    private static Instant period(Case one, Instant at) {
        return Instant.ofEpochSecond(Math.floorDiv(at.getEpochSecond(), length(one)) * length(one));
    }

    private static boolean isOpen(Case one, Sample sample) {
        return one.box()
                .map(size -> sample.x() <= 2 * size && sample.y() <= size)
                .orElse(true);
    }

    private static int district(Sample sample) {
        for (int i = 0; i < DISTRICTS.length; i++) {
            if (covers(DISTRICTS[i], sample.x(), sample.y())) {
                return i;
            }
        }
        return -1;
    }

    private static boolean isAsked(Case one, int district) {
        return one.asked()
                .map(point -> covers(DISTRICTS[district], point[0], point[1]))
                .orElse(true);
    }

    private static boolean covers(int[] box, int x, int y) {
        return x >= box[0] && x <= box[2] && y >= box[1] && y <= box[3];
    }

    private static String query(Case one) {
        return one.type().map(type -> "&type=" + type).orElse("&type=A,B")
                + one.asked()
                        .map(point -> "&georel=intersects&geometry=Point&coordinates="
                                + encode("[%d,%d]".formatted(point[0], point[1])))
                        .orElse("")
                + one.more().map(more -> "&q=" + encode("n>" + more)).orElse("");
    }

    private static String policy(Case one) {
        List<String> constraints = new ArrayList<>(List.of("""
                {"leftOperand": "city:spatialAggregation", "operator": "isAnyOf", "rightOperand": "district"},
                {"leftOperand": "city:groupSize", "operator": "gteq", "rightOperand": %d}""".formatted(one.least())));
        if (one.hours() > 0) {
            constraints.add("""
                    {"leftOperand": "city:temporalAggregation", "operator": "gteq",
                     "rightOperand": {"@value": "PT%dH", "@type": "xsd:duration"}}""".formatted(one.hours()));
        }
        one.box().ifPresent(size -> constraints.add("""
                {"leftOperand": "spatial", "operator": "isPartOf",
                 "rightOperand": "POLYGON ((-1 -1, %1$d -1, %1$d %2$d, -1 %2$d, -1 -1))"}""".formatted(2 * size, size)));
        one.since().ifPresent(since -> constraints.add("""
                {"leftOperand": "city:observedAt", "operator": "gteq",
                 "rightOperand": {"@value": "%s", "@type": "xsd:dateTime"}}""".formatted(since)));
        return "\"permission\": [{\"action\": \"use\", \"constraint\": [" + String.join(", ", constraints) + "]}]";
    }
}
