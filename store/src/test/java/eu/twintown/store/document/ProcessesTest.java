package eu.twintown.store.document;

import static org.assertj.core.api.Assertions.assertThat;

import eu.twintown.store.Store;
import eu.twintown.store.StoreFixture;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ProcessesTest {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    private static StoreFixture fixture;
    private static Processes processes;

    @BeforeAll
    static void open() {
        fixture = StoreFixture.open();
        processes = fixture.store().processes();
    }

    @AfterAll
    static void close() {
        fixture.close();
    }

    private static Processes.Stored stored(String kind, String id) {
        return processes.find(kind, id).orElseThrow();
    }

    @Test
    void createdOnceForItsIdAndForItsOrigin() {
        assertThat(processes.create("once", "a", "other 1", "{}", Optional.empty()))
                .isTrue();
        assertThat(processes.create("once", "a", "", "{\"n\":1}", Optional.empty()))
                .isFalse();
        assertThat(processes.create("once", "b", "other 1", "{\"n\":1}", Optional.empty()))
                .isFalse();
        assertThat(processes.create("once", "b", "", "{}", Optional.empty())).isTrue();
        assertThat(processes.create("once", "c", "", "{}", Optional.empty())).isTrue();

        assertThat(processes.findByOrigin("once", "other 1"))
                .hasValueSatisfying(found -> assertThat(found.id()).isEqualTo("a"));
        assertThat(processes.findByOrigin("once", "")).isEmpty();
        assertThat(processes.findByOrigin("other", "other 1")).isEmpty();
        assertThat(processes.list("once", 2, 0))
                .extracting(Processes.Stored::id)
                .containsExactly("c", "b");
        assertThat(processes.count("once")).isEqualTo(3);
    }

    @Test
    void ofSeveralChangesOnTheSameStateOneWins() throws Exception {
        processes.create("race", "a", "", "0", Optional.empty());
        Processes.Stored before = stored("race", "a");
        List<Callable<Boolean>> changes = new ArrayList<>();
        IntStream.rangeClosed(1, 8)
                .forEach(n -> changes.add(() -> processes.replace(before.at(), "change " + n, Optional.empty())));
        int won = 0;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Boolean> done : threads.invokeAll(changes)) {
                won += done.get() ? 1 : 0;
            }
        }

        assertThat(won).isEqualTo(1);
        assertThat(stored("race", "a").revision()).isEqualTo(2);
    }

    @Test
    void whatIsDueIsClaimedByOneOnlyUntilTheLeaseEnds() {
        processes.create("due", "late", "", "1", Optional.of(NOON.plusSeconds(5)));
        processes.create("due", "early", "", "2", Optional.of(NOON));
        processes.create("due", "never", "", "3", Optional.empty());

        assertThat(processes.nextDue("due")).contains(NOON);
        assertThat(processes.claim("due", NOON, NOON.plusSeconds(30), 10))
                .extracting(Processes.Stored::id)
                .containsExactly("early");
        assertThat(processes.claim("due", NOON, NOON.plusSeconds(30), 10)).isEmpty();
        assertThat(processes.nextDue("due")).contains(NOON.plusSeconds(5));
        assertThat(processes.claim("due", NOON.plusSeconds(31), NOON.plusSeconds(60), 10))
                .extracting(Processes.Stored::id)
                .containsExactlyInAnyOrder("early", "late");
    }

    @Test
    void whatIsGivenBackIsDueUnlessItHasChanged() {
        processes.create("back", "a", "", "1", Optional.of(NOON));
        Processes.Stored claimed =
                processes.claim("back", NOON, NOON.plusSeconds(30), 1).getFirst();
        processes.release(claimed.at(), NOON);
        assertThat(processes.nextDue("back")).contains(NOON);

        processes.replace(claimed.at(), "2", Optional.empty());
        processes.release(claimed.at(), NOON);
        assertThat(processes.nextDue("back")).isEmpty();
    }

    @Test
    void leasesOfBeforeTheStartEndOnlyWhereNobodyElseCanHaveThem() {
        processes.create("start", "a", "", "1", Optional.of(NOON.plusSeconds(30)));
        processes.resume("start", NOON);
        assertThat(processes.nextDue("start")).contains(NOON.plusSeconds(30));

        try (Store alone = Store.open(fixture.sameConfig(), false)) {
            alone.processes().resume("start", NOON);
            assertThat(alone.processes().nextDue("start")).contains(NOON);
        }
    }
}
