package eu.twintown.store;

import static eu.twintown.store.TestEntities.COUNTER;
import static eu.twintown.store.TestEntities.FREE;
import static eu.twintown.store.TestEntities.LOCATION;
import static eu.twintown.store.TestEntities.NAME;
import static eu.twintown.store.TestEntities.PARKING;
import static eu.twintown.store.TestEntities.create;
import static org.assertj.core.api.Assertions.assertThat;

import eu.twintown.kernel.entity.Attribute;
import eu.twintown.kernel.entity.Entity;
import eu.twintown.kernel.query.EntityFilter;
import eu.twintown.kernel.query.GeoQuery;
import eu.twintown.kernel.query.QExpression;
import eu.twintown.kernel.query.ScopeQuery;
import eu.twintown.kernel.query.TypeSelection;
import eu.twintown.store.Entities.Page;
import eu.twintown.store.database.Binder;
import eu.twintown.store.database.Database;
import eu.twintown.store.dictionary.TypeSets;
import eu.twintown.store.index.IndexCondition;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Answers equal those of the filter tested on every entity, whatever way the planner takes. */
class QueryTest {
    private static final String OTHER = "https://example.org/Building";
    private static final String AREA = "https://example.org/area";
    private static final int COUNT = 600;
    private static final UnaryOperator<String> EXPAND = name ->
            name.equals("location") ? LOCATION : name.startsWith("https:") ? name : "https://example.org/" + name;

    private static StoreFixture fixture;
    private static Entities entities;
    private static final List<Entity> ALL = new ArrayList<>();

    @BeforeAll
    static void fill() {
        fixture = StoreFixture.open();
        entities = fixture.store().entities();
        Random random = new Random(42);
        List<Entity> fresh = new ArrayList<>();
        for (int i = 0; i < COUNT; i++) {
            fresh.add(entity(i, random));
        }
        entities.applyAll("", fresh.stream().map(TestEntities::create).toList());
        entities.apply("other", create(TestEntities.parking(1, 1)));
        entities.scan("", EntityFilter.ALL, ALL::add);
    }

    @AfterAll
    static void close() {
        ALL.clear();
        fixture.close();
    }

    @Test
    void scanGivesEveryEntityOnce() {
        assertThat(ALL).hasSize(COUNT);
        assertThat(ALL.stream().map(Entity::id).distinct()).hasSize(COUNT);
    }

    @Test
    void anyFilterAnswersAsItsTestOnEveryEntity() {
        Random random = new Random(1);
        int found = 0;
        for (int i = 0; i < 300; i++) {
            EntityFilter filter = filter(random);
            List<Entity> expected = ALL.stream().filter(filter).toList();
            found += expected.isEmpty() ? 0 : 1;

            Page page = entities.query("", filter, 1000, 0, true);

            assertThat(page.entities()).as("filter %s", filter).isEqualTo(expected);
            assertThat(page.total()).hasValue(expected.size());
        }
        assertThat(found).as("filters that match something").isGreaterThan(100);
    }

    @Test
    void pagesOfAnyFilterJoinToTheWhole() {
        Random random = new Random(2);
        for (int i = 0; i < 40; i++) {
            EntityFilter filter = filter(random);
            assertThat(Answers.joined(entities, filter, 1 + random.nextInt(40)))
                    .as("filter %s", filter)
                    .isEqualTo(ALL.stream().filter(filter).toList());
        }
    }

    @Test
    void countAloneNeedsNoEntities() {
        EntityFilter parks = types("OffStreetParking");

        Page page = entities.query("", parks, 0, 0, true);

        assertThat(page.entities()).isEmpty();
        assertThat(page.total()).hasValue(ALL.stream().filter(parks).count());
    }

    @Test
    void typeThatNobodyHasMatchesNothing() {
        assertThat(entities.query("", types("Unknown"), 10, 0, true))
                .isEqualTo(new Page(List.of(), java.util.OptionalLong.of(0)));
    }

    @Test
    void typeThatAnotherNodeJustBroughtIsFound() {
        try (Store other = Store.open(fixture.sameConfig())) {
            Entity novel = new Entity("urn:x:novel", List.of("https://example.org/Novel"), Map.of());
            other.entities().apply("", create(novel));
            try {
                assertThat(entities.query("", types("Novel"), 10, 0, true).entities())
                        .extracting(Entity::id)
                        .containsExactly("urn:x:novel");
            } finally {
                other.entities().apply("", TestEntities.delete("urn:x:novel"));
            }
        }
    }

    @Test
    void selectionByTypeUsesTheIndex() throws Exception {
        QueryPlan plan = plan(types("OffStreetParking"));

        assertThat(plan.exact()).isTrue();
        assertThat(explain(plan)).contains("entity_by_type").doesNotContain("Sort");
    }

    @Test
    void selectionByPlaceUsesTheIndex() throws Exception {
        EntityFilter near = geo("near;maxDistance==1000", "Point", "[7.62,51.96]", LOCATION);

        assertThat(explain(plan(near)
                        .by(IndexCondition.of(
                                near.geo().orElseThrow().candidates().orElseThrow()))))
                .contains("entity_by_place");
    }

    private static QueryPlan plan(EntityFilter filter) {
        StoreConfig config = fixture.sameConfig();
        try (Database database = Database.open(
                config.jdbcUrl().orElseThrow(),
                config.user().orElseThrow(),
                config.password().orElseThrow(),
                config.schema(),
                true)) {
            return new QueryPlanner(new TypeSets(database)).plan("", filter);
        }
    }

    private static String explain(QueryPlan plan) throws Exception {
        StringBuilder text = new StringBuilder();
        try (var connection = fixture.connect();
                var statement = connection.createStatement()) {
            statement.execute("set enable_seqscan = off; analyze entity");
            try (var select =
                    connection.prepareStatement("explain " + plan.select("e.doc") + QueryPlan.ORDER + " limit 20")) {
                new Binder(connection, select).all(plan.values());
                var rows = select.executeQuery();
                while (rows.next()) {
                    text.append(rows.getString(1)).append('\n');
                }
            }
        }
        return text.toString();
    }

    private static Entity entity(int number, Random random) {
        Map<String, List<Attribute>> attributes = new LinkedHashMap<>();
        if (random.nextInt(10) > 0) {
            attributes.put(NAME, List.of(TestEntities.text("Name" + random.nextInt(30))));
        }
        if (random.nextInt(4) > 0) {
            attributes.put(FREE, List.of(TestEntities.number(random.nextInt(300))));
        } else if (random.nextInt(4) > 0) {
            attributes.put(
                    FREE,
                    List.of(
                            TestEntities.number(random.nextInt(300) + 0.5),
                            TestEntities.inDataset(TestEntities.text("full"), "urn:x:d")));
        }
        double longitude = 7.5 + random.nextDouble() / 4;
        double latitude = 51.9 + random.nextDouble() / 8;
        if (random.nextInt(5) > 0) {
            attributes.put(LOCATION, List.of(TestEntities.point(longitude, latitude)));
        }
        if (random.nextInt(6) == 0) {
            attributes.put(AREA, List.of(TestEntities.geometry(square(longitude, latitude, random.nextDouble() / 20))));
        }
        List<List<String>> types =
                List.of(List.of(PARKING), List.of(COUNTER), List.of(OTHER), List.of(PARKING, OTHER), List.of(PARKING));
        List<List<String>> scopes = List.of(List.of(), List.of("/de/muenster"), List.of("/be/ghent", "/eu"));
        return new Entity(
                "urn:ngsi-ld:" + (random.nextBoolean() ? "A" : "B") + ":" + number,
                types.get(random.nextInt(types.size())),
                scopes.get(random.nextInt(scopes.size())),
                null,
                null,
                null,
                attributes);
    }

    private static String square(double x, double y, double half) {
        String corner = "[" + (x - half) + "," + (y - half) + "]";
        return "{\"type\":\"Polygon\",\"coordinates\":[[" + corner + ",[" + (x + half) + "," + (y - half) + "],["
                + (x + half) + "," + (y + half) + "],[" + (x - half) + "," + (y + half) + "]," + corner + "]]}";
    }

    private static EntityFilter filter(Random random) {
        List<String> ids = random.nextInt(6) == 0
                ? random.ints(20, 0, ALL.size()).mapToObj(i -> ALL.get(i).id()).toList()
                : List.of();
        return new EntityFilter(
                ids,
                maybe(
                                random,
                                5,
                                "^urn:ngsi-ld:A",
                                "urn:ngsi-ld:B:1",
                                "^urn:ngsi-ld:(A|B):2",
                                "^urn:ngsi-ld:A:1?2",
                                ":7$")
                        .map(Pattern::compile),
                maybe(
                                random,
                                2,
                                "OffStreetParking",
                                "TrafficFlowObserved,Building",
                                "(OffStreetParking;Building)",
                                "*",
                                "Building")
                        .map(text -> TypeSelection.parse(text, EXPAND)),
                random.nextInt(5) == 0 ? List.of(AREA, NAME) : List.of(),
                maybe(
                                random,
                                2,
                                "availableSpotNumber>150",
                                "availableSpotNumber==100..120",
                                "availableSpotNumber<50;name",
                                "availableSpotNumber==7|name==\"Name7\"",
                                "name==\"Name3\"",
                                "name==\"Name3\",\"Name4\"",
                                "name~=\"Name1.*\"",
                                "availableSpotNumber!=10",
                                "availableSpotNumber>=149.5;availableSpotNumber<=160",
                                "availableSpotNumber==\"full\"",
                                "name>\"Name2\"")
                        .map(text -> QExpression.parse(text, EXPAND)),
                random.nextInt(3) == 0 ? geo(random) : Optional.empty(),
                maybe(random, 5, "/de/#", "/eu").map(ScopeQuery::parse));
    }

    private static Optional<GeoQuery> geo(Random random) {
        String property = random.nextInt(3) == 0 ? AREA : LOCATION;
        String point = "[" + (7.5 + random.nextDouble() / 4) + "," + (51.9 + random.nextDouble() / 8) + "]";
        String polygon = "[[[7.55,51.92],[7.65,51.92],[7.65,51.98],[7.55,51.98],[7.55,51.92]]]";
        return Optional.of(
                switch (random.nextInt(6)) {
                    case 0 -> GeoQuery.parse("near;maxDistance==3000", "Point", point, property);
                    case 1 -> GeoQuery.parse("near;minDistance==9000", "Point", point, property);
                    case 2 -> GeoQuery.parse("within", "Polygon", polygon, property);
                    case 3 -> GeoQuery.parse("intersects", "Polygon", polygon, property);
                    case 4 -> GeoQuery.parse("disjoint", "Polygon", polygon, property);
                    default -> GeoQuery.parse("overlaps", "Polygon", polygon, property);
                });
    }

    private static EntityFilter geo(String relation, String geometry, String coordinates, String property) {
        return new EntityFilter(
                List.of(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Optional.of(GeoQuery.parse(relation, geometry, coordinates, property)),
                Optional.empty());
    }

    private static EntityFilter types(String text) {
        return new EntityFilter(
                List.of(),
                Optional.empty(),
                Optional.of(TypeSelection.parse(text, EXPAND)),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static Optional<String> maybe(Random random, int oneIn, String... texts) {
        return random.nextInt(oneIn) == 0 ? Optional.of(texts[random.nextInt(texts.length)]) : Optional.empty();
    }
}
