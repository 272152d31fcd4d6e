package eu.twintown.store.index;

import static eu.twintown.store.TestEntities.FREE;
import static eu.twintown.store.TestEntities.NAME;
import static eu.twintown.store.TestEntities.PARKING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.twintown.kernel.entity.Entity;
import eu.twintown.kernel.query.EntityFilter;
import eu.twintown.store.IndexChoice;
import eu.twintown.store.QueryPlan;
import eu.twintown.store.QueryPlanner;
import eu.twintown.store.Store;
import eu.twintown.store.StoreConfig;
import eu.twintown.store.StoreFixture;
import eu.twintown.store.TestEntities;
import eu.twintown.store.ValueIndexAnswersTest;
import eu.twintown.store.database.Binder;
import eu.twintown.store.database.Database;
import eu.twintown.store.database.StoreException;
import eu.twintown.store.dictionary.TypeSets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Value indexes are made, used, seen, made anew and dropped as they should. */
public class ValueIndexesTest {
    private static final int COUNT = 1000;
    private static final Map<String, Set<String>> FREE_OF_PARKING = Map.of(PARKING, Set.of(FREE));
    private static final IndexPolicy EAGER =
            new IndexPolicy(2, Duration.ofMinutes(10), 3 * COUNT, 0.05, Duration.ofDays(7));

    private StoreFixture fixture;
    private ValueIndexes indexes;

    @BeforeEach
    void fill() {
        fixture = StoreFixture.open();
        indexes = fixture.store().indexes();
        fixture.store()
                .entities()
                .applyAll(
                        "",
                        IntStream.range(0, COUNT)
                                .mapToObj(i -> TestEntities.create(TestEntities.parking(i, i)))
                                .toList());
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void everyKindOfTermIsServedByTheIndex() throws Exception {
        ValueIndexAnswersTest.declare(
                fixture.store(), Map.of(PARKING, Set.of(FREE, NAME), "https://example.org/A", Set.of(FREE)));
        awaitReady(2);

        for (String q : List.of(
                "availableSpotNumber==7",
                "availableSpotNumber==7,8,\"full\"",
                "availableSpotNumber==10..20",
                "availableSpotNumber>995",
                "availableSpotNumber<=3",
                "availableSpotNumber>=100;availableSpotNumber<110",
                "name==\"Parkhaus " + TestEntities.id(3) + "\"",
                "name~=\"^Parkhaus urn:ngsi-ld:OffStreetParking:test:77\"",
                "availableSpotNumber==7|name==\"x\"",
                "name;(availableSpotNumber==7|availableSpotNumber==8)",
                "availableSpotNumber!=7;availableSpotNumber<9")) {
            EntityFilter filter = ValueIndexAnswersTest.filter(q, "OffStreetParking");
            String plan = explain(filter);

            assertThat(plan).as(q).contains(IndexRow.PREFIX).doesNotContain("entity_by_type", "Seq Scan");
            assertThat(ids(filter)).as(q).isNotEmpty();
        }
    }

    @Test
    void termsThatKeysCannotDecideAreScannedFor() throws Exception {
        ValueIndexAnswersTest.declare(fixture.store(), FREE_OF_PARKING);
        awaitReady(1);

        for (String q : List.of(
                "availableSpotNumber!=7",
                "availableSpotNumber",
                "availableSpotNumber[x]==7",
                "availableSpotNumber.observedAt>2022-11-29T00:00:00Z",
                "availableSpotNumber==7|name",
                "availableSpotNumber~=\"7\"",
                "availableSpotNumber>1e-305")) {
            assertThat(explain(ValueIndexAnswersTest.filter(q, "OffStreetParking")))
                    .as(q)
                    .contains("entity_by_type")
                    .doesNotContain(IndexRow.PREFIX);
        }
    }

    @Test
    void scanIsKeptWhereThePageFillsSooner() throws Exception {
        ValueIndexAnswersTest.declare(fixture.store(), FREE_OF_PARKING);
        awaitReady(1);

        assertThat(explain(ValueIndexAnswersTest.filter("availableSpotNumber>5", "OffStreetParking")))
                .doesNotContain(IndexRow.PREFIX);
        assertThat(IndexChoice.worthwhile(1_000_000, 20, false)).isBetween(2_000L, 10_000L);
        assertThat(IndexChoice.worthwhile(1_000_000, 20, true)).isEqualTo(600_000);
    }

    @Test
    void scansThatFindLittleMakeAnIndexAndItIsUsed() {
        indexes.declare(Map.of(), EAGER);
        for (int i = 0; i < 4; i++) {
            assertThat(ids(ValueIndexAnswersTest.filter("availableSpotNumber==" + i, "OffStreetParking")))
                    .hasSize(1);
        }
        indexes.runOnce();
        awaitReady(1);

        long uses = indexes.uses();
        assertThat(ids(ValueIndexAnswersTest.filter("availableSpotNumber==77", "OffStreetParking")))
                .containsExactly(TestEntities.id(77));
        assertThat(indexes.uses()).isEqualTo(uses + 1);
        indexes.runOnce();
        assertThat(indexes.list()).singleElement().satisfies(index -> {
            assertThat(index.type()).isEqualTo(PARKING);
            assertThat(index.attribute()).isEqualTo(FREE);
            assertThat(index.declared()).isFalse();
            assertThat(index.ready()).isTrue();
            assertThat(index.bytes()).isPositive();
            assertThat(index.uses()).isEqualTo(1);
        });
    }

    @Test
    void scansThatFindMuchMakeNone() {
        indexes.declare(Map.of(), EAGER);
        for (int i = 0; i < 6; i++) {
            ids(ValueIndexAnswersTest.filter("availableSpotNumber>100", "OffStreetParking"));
        }
        indexes.runOnce();

        assertThat(indexes.list()).isEmpty();
    }

    @Test
    void noMoreAreMadeOnDemandThanAllowed() {
        indexes.declare(Map.of(), EAGER.withMost(0));
        for (int i = 0; i < 6; i++) {
            ids(ValueIndexAnswersTest.filter("availableSpotNumber==1", "OffStreetParking"));
        }
        indexes.runOnce();
        assertThat(indexes.list()).isEmpty();

        indexes.declare(Map.of(), EAGER.withMost(1));
        for (int i = 0; i < 6; i++) {
            ids(ValueIndexAnswersTest.filter("availableSpotNumber==1", "OffStreetParking"));
            ids(ValueIndexAnswersTest.filter("name==\"x\"", "OffStreetParking"));
        }
        indexes.runOnce();
        assertThat(indexes.list()).hasSize(1);
    }

    @Test
    void unusedOneGoesUnlessItIsDeclared() {
        ValueIndexAnswersTest.declare(fixture.store(), FREE_OF_PARKING);
        awaitReady(1);
        IndexPolicy impatient = new IndexPolicy(2, Duration.ofMinutes(10), 1, 0.05, Duration.ofSeconds(-5));
        indexes.declare(FREE_OF_PARKING, impatient);
        indexes.runOnce();
        assertThat(indexes.list()).hasSize(1);

        indexes.declare(Map.of(), impatient);
        indexes.runOnce();

        assertThat(indexes.list()).isEmpty();
        awaitNames(0);
    }

    @Test
    void newCombinationOfTypesIsCovered() throws Exception {
        ValueIndexAnswersTest.declare(fixture.store(), FREE_OF_PARKING);
        awaitReady(1);
        EntityFilter filter = ValueIndexAnswersTest.filter("availableSpotNumber==7", "OffStreetParking");
        fixture.store()
                .entities()
                .apply(
                        "",
                        TestEntities.create(new Entity(
                                "urn:x:both",
                                List.of(PARKING, "https://example.org/Building"),
                                Map.of(FREE, List.of(TestEntities.number(7))))));
        assertThat(ids(filter)).containsExactlyInAnyOrder(TestEntities.id(7), "urn:x:both");

        indexes.runOnce();
        awaitNames(1);

        assertThat(explain(filter)).contains(IndexRow.PREFIX);
        assertThat(ids(filter)).containsExactlyInAnyOrder(TestEntities.id(7), "urn:x:both");
    }

    @Test
    void changesAreSeenThroughTheIndex() {
        ValueIndexAnswersTest.declare(fixture.store(), FREE_OF_PARKING);
        awaitReady(1);
        EntityFilter full = ValueIndexAnswersTest.filter("availableSpotNumber==-1", "OffStreetParking");
        assertThat(ids(full)).isEmpty();

        fixture.store().entities().apply("", TestEntities.update(TestEntities.id(5), FREE, TestEntities.number(-1)));
        assertThat(ids(full)).containsExactly(TestEntities.id(5));

        fixture.store().entities().apply("", TestEntities.delete(TestEntities.id(5)));
        assertThat(ids(full)).isEmpty();
    }

    @Test
    void twoNodesOfOneDatabaseMakeItOnce() {
        try (Store other = Store.open(fixture.sameConfig())) {
            indexes.declare(FREE_OF_PARKING, EAGER);
            other.indexes().declare(FREE_OF_PARKING, EAGER);
            CompletableFuture.allOf(
                            CompletableFuture.runAsync(indexes::runOnce),
                            CompletableFuture.runAsync(other.indexes()::runOnce))
                    .join();
            awaitReady(1);
            awaitNames(1);
            other.indexes().runOnce();

            assertThat(other.indexes().ready()).isEqualTo(1);
            long uses = other.indexes().uses();
            other.entities()
                    .query(
                            "",
                            ValueIndexAnswersTest.filter("availableSpotNumber==7", "OffStreetParking"),
                            10,
                            0,
                            false);
            assertThat(other.indexes().uses()).isEqualTo(uses + 1);
        }
    }

    @Test
    void indexThatIsInvalidOrGoneIsMadeAnew() {
        ValueIndexAnswersTest.declare(fixture.store(), FREE_OF_PARKING);
        awaitReady(1);
        String name = names().getFirst();
        // As a killed CREATE INDEX CONCURRENTLY leaves it.
        fixture.sql("update pg_index set indisvalid = false where indexrelid = to_regclass('" + name + "')");
        assertThat(ids(ValueIndexAnswersTest.filter("availableSpotNumber==7", "OffStreetParking")))
                .containsExactly(TestEntities.id(7));
        indexes.runOnce();
        awaitValid();

        fixture.sql("drop index \"" + name + "\"");
        assertThat(ids(ValueIndexAnswersTest.filter("availableSpotNumber==7", "OffStreetParking")))
                .containsExactly(TestEntities.id(7));
        indexes.runOnce();
        awaitValid();
    }

    @Test
    void leftOverThatNobodyKnowsIsDropped() {
        fixture.sql("create index " + IndexRow.PREFIX + "99_1 on entity (id)");

        indexes.runOnce();

        awaitNames(0);
    }

    @Test
    void pairThatCannotHaveAnIndexIsRefused() {
        assertThatThrownBy(() -> indexes.declare(
                        Map.of(PARKING, Set.of("https://uri.etsi.org/ngsi-ld/createdAt")), IndexPolicy.DEFAULT))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("createdAt");
    }

    private List<String> ids(EntityFilter filter) {
        return fixture.store().entities().query("", filter, 2000, 0, true).entities().stream()
                .map(Entity::id)
                .toList();
    }

    /** The background thread of the store may be at it; then this waits for it. */
    private void awaitReady(int count) {
        org.awaitility.Awaitility.await().until(() -> {
            indexes.runOnce();
            return indexes.ready() == count;
        });
    }

    private void awaitNames(int count) {
        org.awaitility.Awaitility.await().until(() -> {
            indexes.runOnce();
            return names().size() == count;
        });
    }

    private void awaitValid() {
        org.awaitility.Awaitility.await().until(() -> {
            indexes.runOnce();
            return names().size() == 1 && isValid(names().getFirst());
        });
    }

    private List<String> names() {
        return texts("select indexname from pg_indexes where schemaname = current_schema() and indexname like '"
                + IndexRow.PREFIX + "%'");
    }

    private boolean isValid(String name) {
        return texts("select indisvalid::text from pg_index where indexrelid = to_regclass('" + name + "')")
                .equals(List.of("true"));
    }

    private List<String> texts(String sql) {
        try (Connection connection = fixture.connect();
                ResultSet rows = connection.createStatement().executeQuery(sql)) {
            List<String> texts = new ArrayList<>();
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
            return texts;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private String explain(EntityFilter filter) throws SQLException {
        StoreConfig config = fixture.sameConfig();
        try (Database database = Database.open(
                        config.jdbcUrl().orElseThrow(),
                        config.user().orElseThrow(),
                        config.password().orElseThrow(),
                        config.schema(),
                        true);
                Connection connection = database.connection()) {
            QueryPlan plan = new QueryPlanner(new TypeSets(database)).plan("", filter);
            QueryPlan chosen = new IndexChoice(indexes).plan(connection, "", plan, 20, false);
            StringBuilder text = new StringBuilder();
            try (var select = connection.prepareStatement("explain " + chosen.select("e.doc") + QueryPlan.ORDER)) {
                new Binder(connection, select).all(chosen.values());
                ResultSet rows = select.executeQuery();
                while (rows.next()) {
                    text.append(rows.getString(1)).append('\n');
                }
            }
            return text.toString();
        }
    }
}
