package eu.twintown.store;

import static eu.twintown.store.TestEntities.geometry;
import static org.assertj.core.api.Assertions.assertThat;

import eu.twintown.kernel.entity.Attribute;
import eu.twintown.kernel.entity.Entity;
import eu.twintown.kernel.geo.BoundingBox;
import eu.twintown.kernel.query.EntityFilter;
import eu.twintown.kernel.query.GeoQuery;
import eu.twintown.kernel.query.TypeSelection;
import eu.twintown.store.Entities.Page;
import eu.twintown.store.database.Binder;
import eu.twintown.store.database.Database;
import eu.twintown.store.dictionary.TypeSets;
import eu.twintown.store.index.IndexCondition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Geo queries (clause 4.10) answer as their test on every entity, wherever on the globe and whatever the geometries. */
class PlaceAnswersTest {
    private static final String LOCATION = TestEntities.LOCATION;
    private static final String AREA = "https://example.org/area";
    private static final List<String> RELATIONS = List.of(
            "near;maxDistance==%d",
            "near;minDistance==%d", "within", "contains", "overlaps", "intersects", "equals", "disjoint");
    /** A city, the antimeridian, the poles, where hemispheres meet. */
    private static final double[][] PLACES = {
        {7.62, 51.96},
        {7.62, 51.96},
        {7.62, 51.96},
        {179.99, -17},
        {-179.99, -17},
        {12, 89.9},
        {12, -89.9},
        {0, 0},
        {0, 51.5}
    };

    private static final int COUNT = 700;
    private static final int QUERIES = 600;

    private static StoreFixture fixture;
    private static Entities entities;
    private static final List<Entity> ALL = new ArrayList<>();
    private static final Map<String, List<String>> GEOMETRIES = new HashMap<>();

    @BeforeAll
    static void fill() {
        fixture = StoreFixture.open();
        entities = fixture.store().entities();
        Random random = new Random(11);
        List<Entity> fresh = new ArrayList<>();
        for (int i = 0; i < COUNT; i++) {
            fresh.add(entity(i, random));
        }
        entities.applyAll("", fresh.stream().map(TestEntities::create).toList());
        // Some move, lose their place, or get one.
        for (int i = 0; i < COUNT; i += 7) {
            entities.apply("", TestEntities.upsert(entity(i, random)));
        }
        entities.apply("other", TestEntities.create(entity(1, random)));
        entities.scan("", EntityFilter.ALL, ALL::add);
    }

    @AfterAll
    static void close() {
        ALL.clear();
        fixture.close();
    }

    @Test
    void everyRelationAnswersAsItsTestOnEveryEntity() {
        Random random = new Random(12);
        Map<String, Integer> found = new HashMap<>();
        for (int i = 0; i < QUERIES; i++) {
            EntityFilter filter = filter(random);
            List<Entity> expected = ALL.stream().filter(filter).toList();
            found.merge(
                    filter.geo().orElseThrow().relation().text().replaceAll("==.*", ""), expected.size(), Integer::sum);

            Page all = entities.query("", filter, 1000, 0, true);
            List<Entity> scanned = new ArrayList<>();
            entities.scan("", filter, scanned::add);

            assertThat(all.entities()).as("%s", filter).isEqualTo(expected);
            assertThat(all.total()).hasValue(expected.size());
            assertThat(scanned).as("%s", filter).isEqualTo(expected);
        }
        assertThat(found).hasSize(RELATIONS.size()).allSatisfy((relation, matches) -> assertThat(matches)
                .as(relation)
                .isPositive());
    }

    @Test
    void pagesJoinToTheWhole() {
        Random random = new Random(13);
        for (int i = 0; i < 60; i++) {
            EntityFilter filter = filter(random);
            assertThat(Answers.joined(entities, filter, 1 + random.nextInt(30)))
                    .as("%s", filter)
                    .isEqualTo(ALL.stream().filter(filter).toList());
        }
    }

    /** The ways that the planner has, each taken whether it would or not. */
    @Test
    void everyWayGivesTheSameCandidates() throws Exception {
        Random random = new Random(14);
        int few = 0;
        int many = 0;
        try (Database database = database();
                var connection = database.connection()) {
            QueryPlanner planner = new QueryPlanner(new TypeSets(database));
            for (int i = 0; i < 200; i++) {
                QueryPlan plan = planner.plan("", filter(random));
                Optional<BoundingBox> box = plan.rest().geo().flatMap(GeoQuery::candidates);
                if (box.isEmpty()) {
                    continue;
                }
                List<String> scanned = documents(connection, plan);
                Optional<List<String>> shortWay = FewByPlace.find(connection, plan)
                        .map(rows -> rows.stream().map(FoundRow::document).toList());

                assertThat(documents(connection, plan.by(IndexCondition.of(box.get()))))
                        .as("%s", plan)
                        .isEqualTo(scanned);
                few += shortWay.isPresent() ? 1 : 0;
                many += shortWay.isPresent() ? 0 : 1;
                shortWay.ifPresent(
                        documents -> assertThat(documents).as("%s", plan).isEqualTo(scanned));
            }
        }
        assertThat(few).isGreaterThan(20);
        assertThat(many).isGreaterThan(20);
    }

    private static List<String> documents(java.sql.Connection connection, QueryPlan plan) throws Exception {
        List<String> found = new ArrayList<>();
        try (var select = connection.prepareStatement(plan.select("e.doc") + QueryPlan.ORDER)) {
            new Binder(connection, select).all(plan.values());
            try (var rows = select.executeQuery()) {
                while (rows.next()) {
                    found.add(rows.getString(1));
                }
            }
        }
        return found;
    }

    private static Database database() {
        StoreConfig config = fixture.sameConfig();
        return Database.open(
                config.jdbcUrl().orElseThrow(),
                config.user().orElseThrow(),
                config.password().orElseThrow(),
                config.schema(),
                true);
    }

    private static Entity entity(int number, Random random) {
        Map<String, List<Attribute>> attributes = new LinkedHashMap<>();
        attributes.put(TestEntities.FREE, List.of(TestEntities.number(number)));
        if (random.nextInt(8) > 0) {
            attributes.put(LOCATION, List.of(geometry(remembered(random))));
        }
        // Geometries far apart make a large box, a candidate of most queries: so not too often.
        if (random.nextInt(20) == 0) {
            attributes.put(
                    AREA,
                    List.of(
                            geometry(remembered(random)),
                            TestEntities.inDataset(geometry(remembered(random)), "urn:x:second")));
        }
        return new Entity(
                "urn:x:" + number,
                List.of(random.nextBoolean() ? TestEntities.PARKING : TestEntities.COUNTER),
                attributes);
    }

    /** A geometry; some come back as what is asked for, or else nothing would ever be equal. */
    private static String remembered(Random random) {
        String type = type(random);
        String coordinates = coordinates(type, random);
        GEOMETRIES.computeIfAbsent(type, key -> new ArrayList<>()).add(coordinates);
        return "{\"type\":\"" + type + "\",\"coordinates\":" + coordinates + "}";
    }

    private static EntityFilter filter(Random random) {
        String type = type(random);
        List<String> stored = GEOMETRIES.get(type);
        String coordinates =
                random.nextInt(3) == 0 ? stored.get(random.nextInt(stored.size())) : coordinates(type, random);
        String relation = RELATIONS.get(random.nextInt(RELATIONS.size())).formatted((int)
                Math.pow(10, 2 + random.nextDouble() * 5));
        return new EntityFilter(
                List.of(),
                Optional.empty(),
                random.nextBoolean()
                        ? Optional.empty()
                        : Optional.of(TypeSelection.parse("OffStreetParking", name -> TestEntities.PARKING)),
                List.of(),
                Optional.empty(),
                Optional.of(GeoQuery.parse(relation, type, coordinates, random.nextInt(3) == 0 ? AREA : LOCATION)),
                Optional.empty());
    }

    private static String type(Random random) {
        List<String> types =
                List.of("Point", "Point", "Polygon", "LineString", "MultiPoint", "MultiPolygon", "MultiLineString");
        return types.get(random.nextInt(types.size()));
    }

    private static String coordinates(String type, Random random) {
        double[] place = random.nextInt(3) == 0
                ? new double[] {random.nextDouble() * 360 - 180, random.nextDouble() * 180 - 90}
                : PLACES[random.nextInt(PLACES.length)];
        double spread = Math.pow(10, -4 + random.nextDouble() * 5);
        double x = Math.clamp(place[0] + (random.nextDouble() - 0.5) * spread, -180, 180);
        double y = Math.clamp(place[1] + (random.nextDouble() - 0.5) * spread, -90, 90);
        double size = random.nextInt(60) == 0 ? 400 : Math.pow(10, -4 + random.nextDouble() * 4.5);
        return switch (type) {
            case "Point" -> position(x, y);
            case "MultiPoint" -> "[" + position(x, y) + "," + position(x + size, y - size) + "]";
            case "LineString" -> line(x, y, size);
            case "MultiLineString" -> "[" + line(x, y, size) + "," + line(x - size, y + size / 3, size) + "]";
            case "Polygon" -> square(x, y, size);
            default -> "[" + square(x, y, size / 4) + "," + square(x + size, y - size, size / 5) + "]";
        };
    }

    private static String line(double x, double y, double size) {
        return "[" + position(x, y) + "," + position(x + size, y) + "," + position(x + size / 3, y - size) + "]";
    }

    private static String square(double x, double y, double size) {
        double west = Math.clamp(x - size, -180, 179.9999);
        double south = Math.clamp(y - size, -90, 89.9999);
        double east = Math.clamp(x + size, west + 0.0001, 180);
        double north = Math.clamp(y + size, south + 0.0001, 90);
        return "[["
                + String.join(
                        ",",
                        position(west, south),
                        position(east, south),
                        position(east, north),
                        position(west, north),
                        position(west, south))
                + "]]";
    }

    private static String position(double x, double y) {
        return String.format(Locale.ROOT, "[%.6f,%.6f]", Math.clamp(x, -180, 180), Math.clamp(y, -90, 90));
    }
}
