package eu.twintown.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import eu.twintown.kernel.entity.Attribute;
import eu.twintown.kernel.entity.Entity;
import eu.twintown.kernel.query.EntityFilter;
import eu.twintown.kernel.query.TemporalQuery;
import eu.twintown.store.Outbox.Change;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What was acknowledged is there after processes were killed, and nothing is there by halves. */
@Tag("kill")
class KillTest {
    private final Random random = new Random();
    private final Map<String, Integer> acknowledged = new HashMap<>();
    private Path directory;

    @BeforeEach
    void create() {
        directory = StoreFixture.directory();
    }

    @AfterEach
    void delete() {
        // Adopts a server that a test has left behind, and stops it.
        eu.twintown.store.embedded.EmbeddedPostgres.start(directory).close();
        StoreFixture.delete(directory);
    }

    @Test
    void killedNodeLosesNothingAndItsServerIsAdopted() throws Exception {
        long server = -1;
        for (int round = 0; round < 3; round++) {
            try (Child child = new Child("count", directory)) {
                child.readUntil(acks(100 + random.nextInt(500)));
                long running = serverPid();
                if (round > 0) {
                    assertThat(running)
                            .as("the server was adopted, not started anew")
                            .isEqualTo(server);
                }
                server = running;
                child.kill();
                child.readUntil(line -> false);
            }
            assertThat(ProcessHandle.of(server)).isPresent();
        }
        checkEverything();
    }

    @Test
    void killedServerIsRecoveredUnderARunningNode() throws Exception {
        try (Child child = new Child("count", directory)) {
            for (int round = 0; round < 2; round++) {
                child.readUntil(acks(100 + random.nextInt(300)));
                long server = serverPid();
                kill(server);
                child.readUntil(acks(1));
                child.readUntil(line -> serverPid() != server);
            }
            child.readUntil(acks(100));
            child.kill();
            child.readUntil(line -> false);
        }
        checkEverything();
    }

    @Test
    void nodeAndServerKilledTogetherLoseNothing() throws Exception {
        for (int round = 0; round < 2; round++) {
            try (Child child = new Child("count", directory)) {
                child.readUntil(acks(100 + random.nextInt(500)));
                kill(serverPid());
                child.kill();
                child.readUntil(line -> false);
            }
        }
        checkEverything();
    }

    @Test
    void killedLoadIsResumedWithoutDuplicates() throws Exception {
        int count = 10_000;
        int[] loaded = {0};
        for (int round = 0; round < 2; round++) {
            try (Child child = new Child("load", directory, Integer.toString(count))) {
                int stopAt = loaded[0] + 1000 + random.nextInt(2000);
                child.readUntil(line -> line.startsWith("loaded") && number(line, loaded) >= stopAt);
                child.kill();
                child.readUntil(line -> line.startsWith("loaded") && number(line, loaded) < 0);
            }
        }
        try (Store store = Store.open(StoreConfig.embedded(directory))) {
            assertThat(IntStream.range(0, loaded[0]))
                    .allMatch(i -> store.entities().get("", TestEntities.id(i)).isPresent());
        }
        try (Child child = new Child("load", directory, Integer.toString(count))) {
            child.readUntil(line -> line.equals("complete"));
        }
        try (Store store = Store.open(StoreConfig.embedded(directory))) {
            Set<String> ids = new HashSet<>();
            store.entities().scan("", EntityFilter.ALL, entity -> assertThat(ids.add(entity.id()))
                    .isTrue());

            assertThat(ids).hasSize(count);
            assertThat(store.entities().typeCounts("")).isEqualTo(Map.of(TestEntities.PARKING, (long) count));
            assertThat(store.history().count("")).isEqualTo(3L * count);
            Map<String, Integer> created = new HashMap<>();
            changes(store).forEach(change -> created.merge(change.entityId(), 1, Integer::sum));
            assertThat(created).hasSize(count).allSatisfy((id, times) -> assertThat(times)
                    .isEqualTo(1));
        }
    }

    /** The entity is created once more in each round, which the history shows; the past is there once. */
    @Test
    void pastThatIsToldAgainAfterAKillIsThereOnce() throws Exception {
        int count = 1500;
        for (int round = 0; round < 2; round++) {
            try (Child child = new Child("past", directory, Integer.toString(count))) {
                child.readUntil(acks(100 + random.nextInt(400)));
                if (round == 1) {
                    kill(serverPid());
                }
                child.kill();
                child.readUntil(line -> false);
            }
            try (Store store = Store.open(StoreConfig.embedded(directory))) {
                assertThat(past(store)).hasSizeGreaterThanOrEqualTo(acknowledged.get(TestEntities.id(0)));
            }
        }
        try (Child child = new Child("past", directory, Integer.toString(count))) {
            child.readUntil(line -> line.equals("complete"));
        }
        try (Store store = Store.open(StoreConfig.embedded(directory))) {
            assertThat(past(store))
                    .isEqualTo(IntStream.range(1, count)
                            .map(i -> count - i)
                            .boxed()
                            .toList());
        }
    }

    /** What was told of the past, the oldest first. */
    private static List<Integer> past(Store store) {
        return store
                .history()
                .read("", TestEntities.id(0), List.of(TestEntities.FREE), TemporalQuery.ALL)
                .orElseThrow()
                .attributes()
                .get(TestEntities.FREE)
                .stream()
                .map(KillTest::free)
                .filter(value -> value > 0)
                .toList();
    }

    @Test
    void valueIndexOfAKilledBuildIsMadeAnew() throws Exception {
        try (Child child = new Child("index", directory)) {
            child.readUntil(line -> line.equals("building"));
            kill(serverPid());
            child.kill();
            child.readUntil(line -> false);
        }
        try (Store store = Store.open(StoreConfig.embedded(directory))) {
            EntityFilter filter = ValueIndexAnswersTest.filter("availableSpotNumber>=249", "OffStreetParking");
            assertThat(store.entities().query("", filter, 10, 0, true).entities())
                    .extracting(Entity::id)
                    .containsExactly(TestEntities.id(249), TestEntities.id(250));

            await().atMost(Duration.ofSeconds(30)).until(() -> store.indexes().ready() == 1);

            long uses = store.indexes().uses();
            assertThat(store.entities().query("", filter, 10, 0, true).entities())
                    .extracting(Entity::id)
                    .containsExactly(TestEntities.id(249), TestEntities.id(250));
            assertThat(store.indexes().uses()).isEqualTo(uses + 1);
        }
    }

    /** Entities, history and outbox tell the same story, and it includes all that was acknowledged. */
    private void checkEverything() {
        assertThat(acknowledged).isNotEmpty();
        try (Store store = Store.open(StoreConfig.embedded(directory))) {
            Map<String, Change> last = new TreeMap<>();
            Map<String, Integer> changes = new TreeMap<>();
            for (Change change : changes(store)) {
                Change before = last.put(change.entityId(), change);
                if (before != null) {
                    assertThat(change.before()).isEqualTo(before.after());
                }
                changes.merge(change.entityId(), 1, Integer::sum);
            }
            acknowledged.forEach((id, value) -> {
                Entity entity = store.entities().get("", id).orElseThrow();
                assertThat(free(entity.attributes().get(TestEntities.FREE).getFirst()))
                        .isGreaterThanOrEqualTo(value)
                        .as("at most the one write in flight is more than acknowledged")
                        .isLessThanOrEqualTo(value + 1);
                assertThat(last.get(id).after()).contains(entity);
                List<Attribute> history = store.history()
                        .read("", id, List.of(TestEntities.FREE), TemporalQuery.ALL)
                        .orElseThrow()
                        .attributes()
                        .get(TestEntities.FREE);
                assertThat(history).hasSize(changes.get(id));
                assertThat(free(history.getLast()))
                        .isEqualTo(
                                free(entity.attributes().get(TestEntities.FREE).getFirst()));
            });
        }
    }

    private static List<Change> changes(Store store) {
        return store.outbox().read(0, 1_000_000, Duration.ofSeconds(10));
    }

    private static int free(Attribute attribute) {
        return attribute.value().asInt();
    }

    /** Notes what a line acknowledges; true when {@code count} of them have come. */
    private Predicate<String> acks(int count) {
        int[] left = {count};
        return line -> line.startsWith("ack") && --left[0] <= 0;
    }

    private static int number(String line, int[] loaded) {
        loaded[0] = Math.max(loaded[0], Integer.parseInt(line.substring("loaded ".length())));
        return loaded[0];
    }

    private long serverPid() {
        try {
            return Long.parseLong(Files.readAllLines(directory.resolve("postgres/postmaster.pid"))
                    .getFirst());
        } catch (IOException e) {
            return -1;
        }
    }

    private static void kill(long pid) {
        ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
    }

    /** A JVM of its own that writes to the store. */
    private final class Child implements AutoCloseable {
        private final Process process;
        private final BufferedReader lines;

        Child(String task, Path directory, String... more) throws IOException {
            String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
            List<String> command = new java.util.ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx256m",
                    "-XX:+UseSerialGC",
                    "-cp",
                    classPath,
                    KillChild.class.getName()));
            command.addAll(List.of(task, directory.toString()));
            command.addAll(List.of(more));
            process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            lines = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        }

        /** Reads lines, noting what they acknowledge, until one is enough or the child has ended. */
        void readUntil(Predicate<String> enough) throws IOException {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] words = line.split(" ");
                if (words[0].equals("ack")) {
                    acknowledged.put(words[1], Integer.parseInt(words[2]));
                }
                if (enough.test(line)) {
                    return;
                }
            }
        }

        void kill() {
            // Not Process.destroyForcibly: it would throw away what the child has printed.
            process.toHandle().destroyForcibly();
        }

        @Override
        public void close() throws IOException {
            process.destroyForcibly().onExit().join();
            lines.close();
        }
    }
}
