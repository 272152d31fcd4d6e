package eu.twintown.store;

import eu.twintown.kernel.entity.Entity;
import eu.twintown.kernel.entity.EntityChange;
import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.store.Entities.Mutation;
import eu.twintown.store.Entities.Outcome;
import eu.twintown.store.index.IndexPolicy;
import eu.twintown.store.index.IndexRow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The program that {@link KillTest} kills. It prints what was acknowledged, each on a line, as soon as it knows. */
final class KillChild {
    private static final int WRITERS = 8;
    private static final int PIECE = 250;

    private KillChild() {}

    public static void main(String[] args) throws InterruptedException, IOException, SQLException {
        Path directory = Path.of(args[1]);
        Store store = Store.open(StoreConfig.embedded(directory));
        store.outbox().position("kill-test");
        say("open");
        switch (args[0]) {
            case "count" -> countUp(store.entities());
            case "index" -> index(store, directory);
            case "past" -> past(store.entities(), Integer.parseInt(args[2]));
            default -> load(store.entities(), Integer.parseInt(args[2]));
        }
    }

    /** Begins to make a value index that cannot end, since an older transaction is open; writes go on meanwhile. */
    private static void index(Store store, Path directory) throws IOException, SQLException, InterruptedException {
        for (int i = 0; i < PIECE; i++) {
            store.entities().apply("", TestEntities.create(TestEntities.parking(i, i)));
        }
        String port = Files.readAllLines(directory.resolve("postgres/postmaster.pid"))
                .get(3)
                .strip();
        try (Connection connection = DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + port + "/postgres",
                "twintown",
                Files.readString(directory.resolve("postgres.secret")).strip())) {
            connection.setSchema("twintown");
            connection.setAutoCommit(false);
            connection.createStatement().execute("update entity set doc = doc where id = '" + TestEntities.id(0) + "'");
            store.indexes().declare(Map.of(TestEntities.PARKING, Set.of(TestEntities.FREE)), IndexPolicy.DEFAULT);
            String unfinished = "select from pg_index i join pg_class c on c.oid = i.indexrelid"
                    + " where not i.indisvalid and c.relname like '" + IndexRow.PREFIX + "%'";
            while (!connection.createStatement().executeQuery(unfinished).next()) {
                Thread.onSpinWait();
            }
            store.entities().apply("", TestEntities.create(TestEntities.parking(PIECE, PIECE)));
            say("building");
            Thread.currentThread().join();
        }
    }

    /** Tells of the past of one entity, from the newest to the oldest; all of it again where it was told before. */
    private static void past(Entities entities, int count) {
        String id = TestEntities.id(0);
        Instant now = Instant.parse("2022-11-29T00:00:00Z");
        entities.apply(
                "",
                TestEntities.upsert(new Entity(
                        id,
                        List.of(TestEntities.PARKING),
                        Map.of(TestEntities.FREE, List.of(TestEntities.observed(0, now))))));
        for (int i = 1; i < count; i++) {
            PastInstances past = new PastInstances(
                    Map.of(TestEntities.FREE, List.of(TestEntities.observed(i, now.minusSeconds(60L * i)))), Set.of());
            entities.applyAll(
                    "",
                    List.of(new Mutation(
                            id, before -> new EntityChange(before, Set.of(), List.of()), false, before -> past)));
            say("ack " + id + " " + i);
        }
        say("complete");
        Runtime.getRuntime().halt(0);
    }

    /** Each writer counts one entity up, for ever. */
    private static void countUp(Entities entities) throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < WRITERS; i++) {
            String id = TestEntities.id(i);
            threads.add(Thread.ofVirtual().start(() -> {
                entities.apply("", TestEntities.upsert(TestEntities.parking(id, 0, 7.6, 51.9)));
                for (int n = 1; ; n++) {
                    int value = n;
                    entities.apply(
                            "",
                            new Mutation(
                                    id,
                                    before -> EntityChange.update(
                                            before,
                                            TestEntities.fragment(id, TestEntities.FREE, TestEntities.number(value)),
                                            Instant.now())));
                    say("ack " + id + " " + value);
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }

    /** Creates entities 0 to count, those that exist already are left alone. */
    private static void load(Entities entities, int count) {
        for (int from = 0; from < count; from += PIECE) {
            List<Mutation> piece = new ArrayList<>();
            for (int i = from; i < from + PIECE; i++) {
                piece.add(TestEntities.create(TestEntities.parking(i, i)));
            }
            for (Outcome outcome : entities.applyAll("", piece)) {
                outcome.failure()
                        .filter(failure -> !(failure instanceof ProblemException))
                        .ifPresent(failure -> {
                            throw failure;
                        });
            }
            say("loaded " + (from + PIECE));
        }
        say("complete");
        Runtime.getRuntime().halt(0);
    }

    private static void say(String line) {
        synchronized (System.out) {
            System.out.println(line);
            System.out.flush();
        }
    }
}
