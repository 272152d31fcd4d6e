package eu.twintown.node.access.enforce.quota;

import static org.assertj.core.api.Assertions.assertThat;

import eu.twintown.store.Store;
import eu.twintown.store.StoreConfig;
import eu.twintown.store.StoreFixture;
import eu.twintown.store.document.Quotas;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A limit is never exceeded, however many processes and threads use an agreement; and it is met, or nearly so. */
class CountersTest {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    @Test
    void threadsOfTwoNodesOnOneDatabaseUseExactlyAsOftenAsIsAllowed() throws Exception {
        StoreConfig config = StoreFixture.config();
        ConcurrentLinkedQueue<Long> used = new ConcurrentLinkedQueue<>();
        try (Store one = Store.open(config);
                Store other = Store.open(config);
                Counter first = new Counter(one.quotas(), "urn:x:a count", 0);
                Counter second = new Counter(other.quotas(), "urn:x:a count", 0)) {
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                for (int i = 0; i < 8; i++) {
                    Counter counter = i % 2 == 0 ? first : second;
                    threads.submit(() -> useUp(counter, used));
                }
                threads.shutdown();
                assertThat(threads.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
            }
        }
        assertThat(used).doesNotHaveDuplicates().hasSize(1_000).allMatch(number -> number <= 1_000);
    }

    private static void useUp(Counter counter, ConcurrentLinkedQueue<Long> used) {
        for (Counter.Use use = counter.take(1_000, NOON); use.number() <= 1_000; use = counter.take(1_000, NOON)) {
            used.add(use.number());
        }
    }

    @Test
    @Tag("kill")
    void processesNeverExceedALimitTogetherAlsoWhereOneIsKilled() throws Exception {
        StoreConfig config = StoreFixture.config();
        long limit = 3_000;
        try (Store store = Store.open(config);
                Child killed = Child.start(config, limit, 50);
                Child second = Child.start(config, limit, 0);
                Child third = Child.start(config, limit, 0)) {
            List<Child> children = List.of(killed, second, third);
            for (Child child : children) {
                child.readUntil("ready");
            }
            for (Child child : children) {
                child.go();
            }
            List<Long> used = new ArrayList<>(killed.readUntil("hanging"));
            // Unlike the process itself, its handle leaves what was written to be read.
            ProcessHandle.of(killed.process().pid()).orElseThrow().destroyForcibly();
            used.addAll(killed.readUntil("end"));
            used.addAll(second.readUntil("end"));
            used.addAll(third.readUntil("end"));

            assertThat(used).doesNotHaveDuplicates().allMatch(number -> number >= 1 && number <= limit);
            assertThat(used.size()).isBetween((int) (limit - limit / 16), (int) limit);
            assertThat(store.quotas().taken("urn:x:a count", 0)).isLessThanOrEqualTo(limit);
        }
    }

    private record Child(Process process, BufferedReader lines) implements AutoCloseable {
        static Child start(StoreConfig config, long limit, int hang) throws IOException {
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx128m",
                            "-XX:+UseSerialGC",
                            "-XX:TieredStopAtLevel=1",
                            "-cp",
                            System.getProperty("java.class.path"),
                            CountingChild.class.getName(),
                            config.jdbcUrl().orElseThrow(),
                            config.user().orElseThrow(),
                            config.password().orElseThrow(),
                            config.schema(),
                            "urn:x:a count",
                            Long.toString(limit),
                            Integer.toString(hang))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return new Child(
                    process,
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)));
        }

        void go() throws IOException {
            process.getOutputStream().write('\n');
            process.getOutputStream().flush();
        }

        List<Long> readUntil(String last) {
            List<Long> used = new ArrayList<>();
            try {
                for (String line = lines.readLine(); line != null && !line.equals(last); line = lines.readLine()) {
                    if (line.startsWith("used ")) {
                        used.add(Long.parseLong(line.substring(5)));
                    }
                }
            } catch (IOException e) {
                if (process.isAlive()) {
                    throw new UncheckedIOException(e);
                }
            }
            return used;
        }

        @Override
        public void close() {
            process.destroyForcibly();
        }
    }

    @Test
    void whatWasTakenAndNotUsedIsThereForOthers() {
        try (StoreFixture fixture = StoreFixture.open()) {
            Quotas quotas = fixture.store().quotas();
            Set<Long> used = new HashSet<>();
            try (Counter first = new Counter(quotas, "c", 0);
                    Counter second = new Counter(quotas, "c", 0)) {
                LongStream.range(0, 10).forEach(i -> {
                    used.add(first.take(500, NOON).number());
                    used.add(second.take(500, NOON).number());
                });
            }
            assertThat(used).hasSize(20);
            assertThat(quotas.taken("c", 0)).isEqualTo(20);
            try (Counter third = new Counter(quotas, "c", 0)) {
                for (long number = third.take(500, NOON).number(); number <= 500; ) {
                    used.add(number);
                    number = third.take(500, NOON).number();
                }
            }
            assertThat(used).hasSize(500);
        }
    }

    @Test
    void aUseThatIsRefusedInTheEndIsNotCounted() {
        try (StoreFixture fixture = StoreFixture.open();
                Counter counter = new Counter(fixture.store().quotas(), "c", 0)) {
            Counter.Use refused = counter.take(100, NOON);
            refused.giveBack();

            assertThat(counter.take(100, NOON).number()).isEqualTo(refused.number());
        }
    }

    @Test
    void anotherHourBeginsAnew() {
        try (StoreFixture fixture = StoreFixture.open()) {
            Quotas quotas = fixture.store().quotas();
            quotas.take("c", 1, 10, 64);
            quotas.take("c", 2, 10, 64);

            assertThat(quotas.taken("c", 1)).as("forgotten with the next").isZero();
            assertThat(quotas.taken("c", 2)).isEqualTo(1);
        }
    }
}
