package eu.twintown.store.database;

import static eu.twintown.store.TestEntities.FREE;
import static eu.twintown.store.TestEntities.LOCATION;
import static eu.twintown.store.TestEntities.id;
import static eu.twintown.store.TestEntities.observed;
import static eu.twintown.store.TestEntities.update;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.twintown.kernel.entity.Attribute;
import eu.twintown.kernel.entity.Entity;
import eu.twintown.kernel.entity.EntityChange;
import eu.twintown.kernel.entity.EntityCodec;
import eu.twintown.kernel.geo.BoundingBox;
import eu.twintown.kernel.query.EntityFilter;
import eu.twintown.kernel.query.GeoQuery;
import eu.twintown.kernel.query.TemporalQuery;
import eu.twintown.store.Entities;
import eu.twintown.store.Extent;
import eu.twintown.store.History;
import eu.twintown.store.Store;
import eu.twintown.store.StoreConfig;
import eu.twintown.store.StoreFixture;
import eu.twintown.store.TestEntities;
import eu.twintown.store.index.PlaceKey;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A database that an older version wrote answers as before, and goes on. */
public class MigrationsTest {
    private static final int COUNT = 300;
    private static final Instant THEN = Instant.parse("2022-11-29T00:00:00Z");

    private final StoreConfig config = StoreFixture.config();
    private final Random random = new Random(3);

    /** Before places had keys, and when the history had the samples of every creation. */
    @Test
    void storeOfAnOlderVersionIsFoundByPlaceAndKeepsItsHistory() throws Exception {
        List<Entity> old = new ArrayList<>();
        try (Connection connection = connect()) {
            Migrations.apply(
                    connection,
                    config.schema(),
                    Migrations.FILES.subList(0, Migrations.FILES.indexOf("V0007__place_key.sql")));
            connection.setAutoCommit(true);
            connection.setSchema(config.schema());
            for (int i = 0; i < COUNT; i++) {
                old.add(writeOld(connection, i));
            }
            PlaceKeyInSql.compare(connection, random);
        }

        try (StoreFixture fixture = StoreFixture.open(config)) {
            Entities entities = fixture.store().entities();
            for (int i = 0; i < 50; i++) {
                EntityFilter filter = near(random.nextDouble(), random.nextDouble());

                assertThat(entities.query("", filter, 1000, 0, true).entities())
                        .as("%s", filter)
                        .isEqualTo(old.stream().filter(filter).toList());
            }

            entities.apply("", update(id(0), FREE, observed(7, THEN)));
            entities.apply("", TestEntities.create(TestEntities.parking(COUNT, 1)));
            entities.apply("", update(id(COUNT), FREE, observed(8, THEN)));

            History history = fixture.store().history();
            assertThat(free(history, 0)).containsExactlyInAnyOrder(0, 7);
            assertThat(free(history, 1)).containsExactly(1);
            assertThat(free(history, COUNT)).containsExactlyInAnyOrder(1, 8);
            assertThat(entities.query("", EntityFilter.ALL, 1000, COUNT, false).entities())
                    .as("what is new stands after what is old")
                    .extracting(Entity::id)
                    .containsExactly(id(COUNT));
        }
    }

    @Test
    void storeOfANewerVersionIsRefused() throws Exception {
        try (StoreFixture fixture = StoreFixture.open(config)) {
            fixture.sql("insert into migration (name) values ('V9999__future.sql')");

            assertThatThrownBy(() -> Store.open(config))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("newer version");
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(
                config.jdbcUrl().orElseThrow(),
                config.user().orElseThrow(),
                config.password().orElseThrow());
    }

    /** As the version before wrote a creation. */
    private Entity writeOld(Connection connection, int number) throws SQLException {
        Entity plain = TestEntities.parking(id(number), number, 7.5 + random.nextDouble() / 4, 51.9);
        Entity entity = EntityChange.create(Optional.empty(), placed(plain, number), THEN)
                .after()
                .orElseThrow();
        Optional<BoundingBox> box = Extent.of(entity);
        try (PreparedStatement insert = connection.prepareStatement("""
                with t as (insert into type_set (id, types) values (1, ?) on conflict do nothing),
                n as (insert into term (iri) values (?) on conflict do nothing)
                insert into entity (tenant, id, type_set, box, doc)
                values ('', ?, 1, box(point(?, ?), point(?, ?)), ?)
                """)) {
            insert.setArray(1, connection.createArrayOf("text", entity.types().toArray()));
            insert.setString(2, FREE);
            insert.setString(3, entity.id());
            insert.setObject(4, box.map(BoundingBox::minLongitude).orElse(null), java.sql.Types.DOUBLE);
            insert.setObject(5, box.map(BoundingBox::minLatitude).orElse(null), java.sql.Types.DOUBLE);
            insert.setObject(6, box.map(BoundingBox::maxLongitude).orElse(null), java.sql.Types.DOUBLE);
            insert.setObject(7, box.map(BoundingBox::maxLatitude).orElse(null), java.sql.Types.DOUBLE);
            insert.setString(8, EntityCodec.encode(entity));
            insert.executeUpdate();
        }
        try (PreparedStatement insert =
                connection.prepareStatement("insert into history_tail (tenant, entity, at, samples)"
                        + " select '', ?, ?, id || ' ' || ? || chr(10) from term where iri = ?")) {
            insert.setString(1, entity.id());
            insert.setLong(2, Micros.of(THEN));
            Attribute free = entity.attributes().get(FREE).getFirst();
            insert.setString(3, EntityCodec.encodeAttribute(free.withTimes(null, null)));
            insert.setString(4, FREE);
            insert.executeUpdate();
        }
        return entity;
    }

    /** Some are nowhere, some are areas. */
    private Entity placed(Entity entity, int number) {
        var attributes = new java.util.LinkedHashMap<>(entity.attributes());
        if (number % 5 == 0) {
            attributes.remove(LOCATION);
        } else if (number % 5 == 1) {
            double west = 7.5 + random.nextDouble() / 4;
            double east = west + Math.pow(2, -random.nextInt(20));
            attributes.put(
                    LOCATION,
                    List.of(TestEntities.geometry(
                            "{\"type\":\"LineString\",\"coordinates\":[[" + west + ",51.9],[" + east + ",51.95]]}")));
        }
        return new Entity(entity.id(), entity.types(), attributes);
    }

    private static EntityFilter near(double east, double north) {
        String point = "[" + (7.5 + east / 4) + "," + (51.88 + north / 10) + "]";
        return new EntityFilter(
                List.of(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Optional.of(GeoQuery.parse("near;maxDistance==2500", "Point", point, LOCATION)),
                Optional.empty());
    }

    private static List<Integer> free(History history, int number) {
        return history
                .read("", id(number), List.of(FREE), TemporalQuery.ALL)
                .orElseThrow()
                .attributes()
                .get(FREE)
                .stream()
                .map(attribute -> attribute.value().asInt())
                .toList();
    }

    /** The function by which the migration makes keys, against the one that makes them from then on. */
    private static final class PlaceKeyInSql {
        static void compare(Connection connection, Random random) throws SQLException {
            String file = Migrations.text("V0007__place_key.sql");
            try (var statement = connection.createStatement()) {
                statement.execute(file.substring(0, file.indexOf("$$;") + 3));
            }
            try (PreparedStatement select =
                    connection.prepareStatement("select place_key_of(box(point(?, ?), point(?, ?)))")) {
                for (int i = 0; i < 2000; i++) {
                    double width = random.nextInt(4) == 0 ? 0 : 360 * Math.pow(2, -random.nextInt(30));
                    double west = random.nextInt(9) == 0 ? -180 : random.nextDouble() * 380 - 190;
                    double south = random.nextInt(9) == 0 ? 90 : random.nextDouble() * 200 - 100;
                    BoundingBox box = new BoundingBox(west, south, west + width, south + width / 3);
                    select.setDouble(1, box.minLongitude());
                    select.setDouble(2, box.minLatitude());
                    select.setDouble(3, box.maxLongitude());
                    select.setDouble(4, box.maxLatitude());
                    try (var rows = select.executeQuery()) {
                        rows.next();
                        assertThat(rows.getLong(1)).as("%s", box).isEqualTo(PlaceKey.of(box));
                    }
                }
            }
            try (var statement = connection.createStatement()) {
                statement.execute("drop function place_key_of(box)");
            }
        }
    }
}
