package eu.twintown.store;

import static org.assertj.core.api.Assertions.assertThat;

import eu.twintown.kernel.entity.Attribute;
import eu.twintown.kernel.entity.AttributeKind;
import eu.twintown.kernel.entity.Entity;
import eu.twintown.kernel.query.EntityFilter;
import eu.twintown.kernel.query.QExpression;
import eu.twintown.kernel.query.TypeSelection;
import eu.twintown.store.Entities.Page;
import eu.twintown.store.index.IndexPolicy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** With value indexes every answer is the one without (clause 4.9), whatever values entities have. */
public class ValueIndexAnswersTest {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String BASE = "https://example.org/";
    private static final List<String> TYPES = List.of("A", "B");
    private static final List<String> ATTRIBUTES = List.of("x", "y");
    private static final int COUNT = 400;
    private static final int QUERIES = 500;

    /** Values of a stored Property, and of other kinds where the first letter says so. */
    private static final List<String> VALUES = List.of(
            "0",
            "1",
            "-1",
            "-0.0",
            "0.5",
            "2",
            "5",
            "1e2",
            "100",
            "100.0",
            "0.1",
            "0.1000000000000000055",
            "1e-310",
            "1e308",
            "1e400",
            "-1e400",
            "1e-400",
            "9007199254740993",
            "9007199254740992",
            "12345678901234567890123",
            "-9223372036854775808",
            "true",
            "false",
            "\"true\"",
            "\"1\"",
            "\"\"",
            "\"a\"",
            "\"ab\"",
            "\"b\"",
            "\"B\"",
            "\"NaN\"",
            "\"Infinity\"",
            "\"-1\"",
            "\"é\"",
            "\"z\"",
            "\"~\"",
            "\"\uD83D\uDE97\"",
            "\"\uFFFD\"",
            "\"o\"",
            "\"n8000000000000000\"",
            "\"it's\"",
            "\"a\\u0000b\"",
            "\"a\\\\b\"",
            "\"line\\nbreak\"",
            "\"2022-11-29\"",
            "\"2022-11-30\"",
            "\"2022-11-29T10:05:00Z\"",
            "\"2022-11-29T10:05:00.5Z\"",
            "\"2022-11-29T10:05:00,5Z\"",
            "\"2022-11-29T10:05:01Z\"",
            "\"2022-11-29T10:05:00+01:00\"",
            "\"10:05:00Z\"",
            "\"10:05:00.25Z\"",
            "\"10:05:01Z\"",
            "\"urn:x:1\"",
            "\"https://example.org/A\"",
            "[]",
            "[1]",
            "[[1]]",
            "[1,2]",
            "[\"a\",\"b\"]",
            "[1,\"a\",true]",
            "[true]",
            "[\"2022-11-29\"]",
            "{\"@value\":5}",
            "{\"@type\":\"https://example.org/T\",\"@value\":\"2022-11-29T10:05:00Z\"}",
            "{\"@value\":[5]}",
            "{\"object\":\"urn:x:1\"}",
            "{\"@value\":null}",
            "{\"https://example.org/x\":5}",
            "{\"v\":5}",
            "[{\"@value\":5},{\"@value\":7}]",
            "{}");

    private static final List<String> LITERALS = List.of(
            "0",
            "1",
            "-1",
            "0.5",
            "2",
            "5",
            "100",
            "1e2",
            "0.1",
            "0.1000000000000000055",
            "1e-310",
            "1e308",
            "1e300",
            "9007199254740993",
            "9007199254740992",
            "12345678901234567890123",
            "-9223372036854775808",
            "\"true\"",
            "\"1\"",
            "\"\"",
            "\"a\"",
            "\"ab\"",
            "\"B\"",
            "\"NaN\"",
            "\"é\"",
            "\"~\"",
            "\"\uD83D\uDE97\"",
            "\"\uFFFD\"",
            "\"o\"",
            "\"it's\"",
            "\"a\\u0000b\"",
            "\"a\\\\b\"",
            "2022-11-29",
            "2022-11-30",
            "2022-11-29T10:05:00Z",
            "2022-11-29T10:05:00.5Z",
            "2022-11-29T10:05:00.25Z",
            "2022-11-29T10:05:01Z",
            "10:05:00Z",
            "10:05:00.25Z");
    private static final List<String> ONLY_EQUAL = List.of("true", "false", "urn:x:1", "https://example.org/A");
    private static final List<String> PATTERNS =
            List.of("^a", "^ab?", "a", "^2022-11-29", "^a|b", "^n8", "^$", "^B.*", "^it's");

    private static StoreFixture fixture;
    private static final List<Entity> ALL = new ArrayList<>();

    @BeforeAll
    static void fill() {
        fixture = StoreFixture.open();
        Random random = new Random(7);
        String long1 = "\"" + "x".repeat(199) + "yz\"";
        String long2 = "\"" + "x".repeat(199) + "yy\"";
        List<Entity> fresh = new ArrayList<>();
        for (int i = 0; i < COUNT; i++) {
            fresh.add(entity(i, random, i % 40 == 0 ? long1 : i % 41 == 0 ? long2 : pick(VALUES, random)));
        }
        Entities entities = fixture.store().entities();
        entities.applyAll(
                "",
                fresh.subList(0, COUNT / 2).stream().map(TestEntities::create).toList());
        declare(fixture.store(), Map.of(BASE + "A", Set.of(BASE + "x", BASE + "y"), BASE + "B", Set.of(BASE + "x")));
        // What comes after the indexes is in them too.
        entities.applyAll(
                "",
                fresh.subList(COUNT / 2, COUNT).stream()
                        .map(TestEntities::create)
                        .toList());
        entities.apply(
                "other",
                TestEntities.create(new Entity(
                        "urn:x:1", List.of(BASE + "A"), Map.of(BASE + "x", List.of(TestEntities.number(5))))));
        entities.scan("", EntityFilter.ALL, ALL::add);
    }

    @AfterAll
    static void close() {
        ALL.clear();
        fixture.close();
    }

    public static void declare(Store store, Map<String, Set<String>> pairs) {
        store.indexes().declare(pairs, IndexPolicy.DEFAULT);
        store.indexes().runOnce();
        store.indexes().runOnce();
    }

    @Test
    void answersAreThoseOfTheFilterOnEveryEntity() {
        assertThat(ALL).hasSize(COUNT);
        Random random = new Random(11);
        long before = fixture.store().indexes().uses();
        int found = 0;
        for (int i = 0; i < QUERIES; i++) {
            EntityFilter filter = filter(expression(random, 0), pick(List.of("A", "B", "A,B", "(A;B)"), random));
            List<Entity> expected = ALL.stream().filter(filter).toList();
            found += expected.isEmpty() ? 0 : 1;

            Page page = fixture.store().entities().query("", filter, 1000, 0, true);

            assertThat(page.entities()).as("filter %s", filter).isEqualTo(expected);
            assertThat(page.total()).hasValue(expected.size());
        }
        assertThat(found).isGreaterThan(QUERIES / 4);
        assertThat(fixture.store().indexes().uses() - before)
                .as("queries that went by an index")
                .isGreaterThan(QUERIES / 5);
    }

    @Test
    void everyValueIsFoundByEveryLiteralThatItEquals() {
        for (String type : TYPES) {
            for (String literal : concat(LITERALS, ONLY_EQUAL)) {
                EntityFilter filter = filter("x==" + literal, type);

                assertThat(fixture.store()
                                .entities()
                                .query("", filter, 1000, 0, false)
                                .entities())
                        .as(literal)
                        .isEqualTo(ALL.stream().filter(filter).toList());
            }
        }
    }

    @Test
    void longTextsAreToldApart() {
        String text = "x".repeat(199);
        EntityFilter filter = filter("x==\"" + text + "yz\"", "A");
        List<Entity> expected = ALL.stream().filter(filter).toList();

        assertThat(expected).isNotEmpty();
        assertThat(fixture.store().entities().query("", filter, 1000, 0, false).entities())
                .isEqualTo(expected);
        assertThat(fixture.store()
                        .entities()
                        .query("", filter("x>\"" + text + "yy\"", "A"), 1000, 0, false)
                        .entities())
                .containsAll(expected);
    }

    @Test
    void pagesJoinToTheWhole() {
        EntityFilter filter = filter("x>=0", "A");
        List<Entity> joined = new ArrayList<>();
        List<Entity> page =
                fixture.store().entities().query("", filter, 7, 0, false).entities();
        while (!page.isEmpty()) {
            joined.addAll(page);
            page = fixture.store()
                    .entities()
                    .query("", filter, 7, joined.size(), false)
                    .entities();
        }

        assertThat(joined).isEqualTo(ALL.stream().filter(filter).toList()).hasSizeGreaterThan(20);
    }

    @Test
    void otherTenantsAreLeftOut() {
        assertThat(fixture.store()
                        .entities()
                        .query("other", filter("x==5", "A,B"), 10, 0, true)
                        .entities())
                .extracting(Entity::id)
                .containsExactly("urn:x:1");
    }

    private static Entity entity(int number, Random random, String value) {
        Map<String, List<Attribute>> attributes = new LinkedHashMap<>();
        if (random.nextInt(12) > 0) {
            List<Attribute> instances = new ArrayList<>(List.of(attribute(value, random)));
            while (random.nextInt(6) == 0) {
                instances.add(
                        TestEntities.inDataset(attribute(pick(VALUES, random), random), "urn:x:" + instances.size()));
            }
            attributes.put(BASE + "x", List.copyOf(instances));
        }
        if (random.nextInt(3) > 0) {
            attributes.put(BASE + "y", List.of(TestEntities.number(random.nextInt(12))));
        }
        List<List<String>> types = List.of(List.of(BASE + "A"), List.of(BASE + "B"), List.of(BASE + "A", BASE + "B"));
        return new Entity("urn:x:" + number, types.get(random.nextInt(3)), attributes);
    }

    private static Attribute attribute(String value, Random random) {
        return switch (random.nextInt(12)) {
            case 0 -> Attribute.of(AttributeKind.JSON_PROPERTY, JSON.readTree(value));
            case 1 -> Attribute.of(AttributeKind.LIST_PROPERTY, JSON.readTree("[" + value + "]"));
            case 2 -> Attribute.of(AttributeKind.RELATIONSHIP, JSON.readTree("\"urn:x:1\""));
            case 3 -> Attribute.of(AttributeKind.RELATIONSHIP, JSON.readTree("[\"urn:x:1\",\"urn:x:2\"]"));
            case 4 -> Attribute.of(AttributeKind.LIST_RELATIONSHIP, JSON.readTree("[\"urn:x:1\"]"));
            case 5 -> Attribute.of(AttributeKind.LANGUAGE_PROPERTY, JSON.readTree("{\"en\":\"a\"}"));
            case 6 ->
                Attribute.of(AttributeKind.LANGUAGE_PROPERTY, JSON.readTree("{\"en\":[\"a\",\"b\"],\"de\":\"ab\"}"));
            case 7 -> Attribute.of(AttributeKind.VOCAB_PROPERTY, JSON.readTree("\"https://example.org/A\""));
            default -> Attribute.of(AttributeKind.PROPERTY, JSON.readTree(value));
        };
    }

    private static String expression(Random random, int depth) {
        if (depth < 2 && random.nextInt(3) == 0) {
            String sign = random.nextBoolean() ? ";" : "|";
            return "(" + expression(random, depth + 1) + sign + expression(random, depth + 1) + ")";
        }
        String path = pick(ATTRIBUTES, random);
        return switch (random.nextInt(12)) {
            case 0 -> path;
            case 1 -> path + "~=" + pick(PATTERNS, random);
            case 2 -> path + "!~=" + pick(PATTERNS, random);
            case 3 -> path + pick(List.of("==", "!="), random) + list(random);
            case 4 -> path + pick(List.of("==", "!="), random) + range(random);
            case 5 -> path + "==" + pick(ONLY_EQUAL, random);
            case 6 -> path + "!=" + pick(LITERALS, random);
            case 7 -> "x[v]==5";
            default -> path + pick(List.of("==", ">", ">=", "<", "<="), random) + pick(LITERALS, random);
        };
    }

    private static String list(Random random) {
        return pick(LITERALS, random) + "," + pick(concat(LITERALS, ONLY_EQUAL), random) + "," + pick(LITERALS, random);
    }

    private static String range(Random random) {
        return pick(
                List.of(
                        "1..5",
                        "-1..0.5",
                        "\"a\"..\"b\"",
                        "\"\"..\"é\"",
                        "2022-11-29..2022-11-30",
                        "2022-11-29T10:05:00Z..2022-11-29T10:05:00.5Z",
                        "10:05:00Z..10:05:00.5Z",
                        "5..1"),
                random);
    }

    public static EntityFilter filter(String q, String types) {
        return new EntityFilter(
                List.of(),
                Optional.empty(),
                Optional.of(TypeSelection.parse(types, name -> BASE + name)),
                List.of(),
                Optional.of(QExpression.parse(q, name -> BASE + name)),
                Optional.empty(),
                Optional.empty());
    }

    private static List<String> concat(List<String> a, List<String> b) {
        List<String> both = new ArrayList<>(a);
        both.addAll(b);
        return both;
    }

    private static <T> T pick(List<T> from, Random random) {
        return from.get(random.nextInt(from.size()));
    }
}
