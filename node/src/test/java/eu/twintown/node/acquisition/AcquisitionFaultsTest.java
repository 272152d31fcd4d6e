package eu.twintown.node.acquisition;

import static eu.twintown.node.acquisition.AcquisitionTest.A;
import static eu.twintown.node.acquisition.AcquisitionTest.B;
import static eu.twintown.node.acquisition.AcquisitionTest.MAPPING;
import static eu.twintown.node.acquisition.AcquisitionTest.OTHER;
import static eu.twintown.node.acquisition.AcquisitionTest.SOURCE;
import static eu.twintown.node.acquisition.AcquisitionTest.park;
import static eu.twintown.node.acquisition.AcquisitionTest.parks;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import eu.twintown.node.acquisition.SourceStatus.State;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sources on real HTTP, a real store: what goes wrong, and how it heals. */
class AcquisitionFaultsTest {
    @TempDir
    private Path folder;

    private City city;

    @BeforeEach
    void open() {
        city = new City(folder).file("parks.yaml", MAPPING);
    }

    @AfterEach
    void close() {
        city.close();
    }

    @Test
    void aRecordThatCannotBeUsedIsQuarantinedAndTheOthersAreTaken() {
        city.answers("/parks", parks(park("a", 5, "10:00:00").replace("5", "\"viele\""), park("b", 7, "10:00:00")));
        Acquisition acquisition = city.start(SOURCE);
        City.awaitSource(acquisition, "parks", source -> source.quarantined() == 1);
        SourceView view = City.awaitState(acquisition, "parks", State.OK);
        assertThat(view.status().tally().faulty()).isEqualTo(1);
        assertThat(city.value(B, "free").asInt()).isEqualTo(7);
        assertThat(acquisition.quarantined(Optional.of("parks"), 10, 0))
                .singleElement()
                .satisfies(item -> {
                    assertThat(item.reason()).isEqualTo("free: integer: 'viele' is not a number");
                    assertThat(item.pointer()).isEqualTo("/0/free");
                    assertThat(item.at()).isEqualTo(City.NOW);
                    assertThat(item.mappingVersion()).isEqualTo(1);
                    assertThat(item.raw().content().path("id").asString()).isEqualTo("a");
                });
    }

    @Test
    void aTimeAheadOfTheClockIsQuarantined() {
        city.answers("/parks", parks(park("a", 5, "12:00:59"), park("b", 7, "12:01:01")));
        Acquisition acquisition = city.start(SOURCE);
        City.awaitState(acquisition, "parks", State.OK);
        assertThat(city.value(A, "free").asInt()).isEqualTo(5);
        assertThat(acquisition.quarantined(Optional.empty(), 10, 0))
                .singleElement()
                .satisfies(item -> assertThat(item.reason())
                        .isEqualTo(
                                "The time 2026-11-22T12:01:01Z lies ahead of this node's clock, 2026-11-22T12:00:00Z;"
                                        + " is the time zone right?"));
    }

    @Test
    void rubbishMakesTheSourceFailAndItHealsByItselfWhileOthersGoOn() {
        city.answers("/parks", "<html>Wartungsarbeiten</html>").answers("/other", parks(park("b", 1, "10:00:00")));
        Acquisition acquisition = city.start(SOURCE + OTHER);
        SourceView view = City.awaitState(acquisition, "parks", State.FAILING);
        assertThat(view.status().error().orElseThrow().message()).startsWith("The answer is not JSON: ");
        assertThat(view.status().nextRun()).isPresent();
        City.awaitState(acquisition, "other", State.OK);
        city.answers("/other", parks(park("b", 2, "10:05:00")));
        await().until(() -> city.value(B, "free").asInt() == 2);
        city.answers("/parks", parks(park("a", 5, "10:00:00")));
        SourceView healed = City.awaitState(acquisition, "parks", State.OK);
        assertThat(healed.status().error()).isEmpty();
        assertThat(city.value(A, "free").asInt()).isEqualTo(5);
    }

    @Test
    void aSourceThatStopsAnsweringFailsAndComesBack() {
        city.answers("/parks", parks(park("a", 5, "10:00:00")));
        Acquisition acquisition = city.start(SOURCE + "    timeout: 2s\n");
        City.awaitState(acquisition, "parks", State.OK);
        city.answers("/parks", new City.Answer(503, "text/plain", "", false));
        SourceView view = City.awaitState(acquisition, "parks", State.FAILING);
        assertThat(view.status().error().orElseThrow().message()).endsWith("/parks answered with status 503");
        assertThat(view.status().lastSuccess()).isPresent();
        city.answers("/parks", parks(park("a", 6, "10:05:00")));
        City.awaitState(acquisition, "parks", State.OK);
        await().until(() -> city.value(A, "free").asInt() == 6);
    }

    @Test
    void aSourceThatNeverAnswersIsGivenUpInTimeAndOthersGoOn() {
        city.answers("/parks", City.Answer.NEVER).answers("/other", parks(park("b", 1, "10:00:00")));
        Acquisition acquisition = city.start(SOURCE.replace("mapping:", "timeout: 300ms\n    mapping:") + OTHER);
        City.awaitState(acquisition, "other", State.OK);
        assertThat(City.awaitState(acquisition, "parks", State.FAILING)
                        .status()
                        .error()
                        .orElseThrow()
                        .message())
                .contains("did not answer in full within 300 ms");
    }

    @Test
    void stoppingDoesNotWaitForASourceThatDoesNotAnswer() {
        city.answers("/parks", City.Answer.NEVER);
        Acquisition acquisition = city.start(SOURCE);
        await().until(() -> city.asked("/parks") == 1);
        long start = System.nanoTime();
        acquisition.close();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(4));
        assertThat(City.source(acquisition, "parks").status().state()).isEqualTo(State.STOPPED);
    }

    @Test
    void aChangedSchemaIsToldInAClearSentence() {
        city.answers("/parks", parks(park("a", 5, "10:00:00")));
        Acquisition acquisition = city.start(SOURCE);
        City.awaitState(acquisition, "parks", State.OK);
        city.answers("/parks", parks(park("a", 6, "10:05:00").replace("free", "available")));
        assertThat(City.awaitState(acquisition, "parks", State.FAILING)
                        .status()
                        .error()
                        .orElseThrow()
                        .message())
                .isEqualTo(
                        "The source has changed its schema: free is missing. None of its 1 records has a value there");
        city.answers("/parks", "{\"results\": []}");
        City.awaitSource(acquisition, "parks", view -> view.status()
                .error()
                .map(error -> error.message().contains("it has: results"))
                .orElse(false));
        assertThat(city.value(A, "free").asInt()).isEqualTo(5);
        assertThat(City.source(acquisition, "parks").quarantined()).isZero();
        city.answers("/parks", parks(park("a", 7, "10:10:00")));
        City.awaitState(acquisition, "parks", State.OK);
    }

    @Test
    void oneOfSeveralAddressesMayFailAlone() {
        city.answers("/one", parks(park("a", 5, "10:00:00")));
        Acquisition acquisition = city.start(SOURCE.replace("${url}/parks", "['${url}/one', '${url}/two']"));
        SourceView view = City.awaitState(acquisition, "parks", State.FAILING);
        assertThat(view.status().error().orElseThrow().message())
                .startsWith("1 of 2 addresses failed: ")
                .endsWith("/two answered with status 404");
        assertThat(city.value(A, "free").asInt()).isEqualTo(5);
    }

    @Test
    void replayedRecordThatWasOvertakenEntersTheHistoryOnly() {
        city.answers("/parks", parks(park("a", 5, "10:00:00").replace("100", "\"1.000,0\""), park("a", 7, "10:05:00")));
        Acquisition acquisition = city.start(SOURCE.replace("every: 100ms", "every: 1h"));
        City.awaitSource(acquisition, "parks", view -> view.quarantined() == 1);
        assertThat(city.history(A, "free")).containsExactly("2026-11-22T10:05:00Z 7");
        city.changeFile(
                "parks.yaml",
                MAPPING.replace("{value: total | integer,", "{value: \"total | number(',')\",")
                        .replace("version: 1", "version: 2"));

        assertThat(acquisition.replayAll(Optional.of("parks"))).isEqualTo(new SourceRunner.Replay(1, 0));

        assertThat(city.history(A, "free")).containsExactly("2026-11-22T10:00:00Z 5", "2026-11-22T10:05:00Z 7");
        assertThat(city.history(A, "total")).containsExactly("2026-11-22T10:00:00Z 1000", "2026-11-22T10:05:00Z 100");
        assertThat(city.value(A, "total").asInt()).isEqualTo(100);
    }

    @Test
    void afterAMendedMappingTheQuarantineIsReplayed() {
        city.answers("/parks", parks(park("a", 5, "10:00:00").replace("100", "\"1.000,0\""), park("b", 7, "10:00:00")));
        Acquisition acquisition = city.start(SOURCE.replace("every: 100ms", "every: 1h"));
        City.awaitSource(acquisition, "parks", view -> view.quarantined() == 1);
        String id = acquisition.quarantined(Optional.empty(), 1, 0).getFirst().id();
        assertThat(acquisition.replay(id)).isEqualTo(new SourceRunner.Replay(0, 1));
        city.changeFile(
                "parks.yaml",
                MAPPING.replace("{value: total | integer,", "{value: \"total | number(',')\",")
                        .replace("version: 1", "version: 2"));
        assertThat(acquisition.replayAll(Optional.of("parks"))).isEqualTo(new SourceRunner.Replay(1, 0));
        assertThat(city.value(A, "total").asInt()).isEqualTo(1000);
        assertThat(City.source(acquisition, "parks").quarantined()).isZero();
    }

    @Test
    void theSameBadRecordIsKeptOnceAndNoMoreThanAllowed() {
        city.answers("/parks", parks(bad("a"), bad("b"), bad("c"), park("a", 1, "10:00:00")));
        Acquisition acquisition = city.start(SOURCE + "    quarantine: {keep: 2}\n");
        SourceView first = City.awaitState(acquisition, "parks", State.OK);
        assertThat(first.quarantined()).isEqualTo(2);
        assertThat(first.status().beyond()).isEqualTo(1);
        city.answers("/parks", parks(bad("a"), bad("b"), bad("c"), park("a", 1, "10:00:00")) + " ");
        SourceView second = City.awaitSource(
                acquisition, "parks", view -> view.status().tally().faulty() == 6);
        assertThat(second.quarantined()).isEqualTo(2);
    }

    private static String bad(String id) {
        return park(id, 1, "10:00:00").replace("\"at\": \"2026", "\"at\": \"in 2026");
    }

    @Test
    void aMappingFileWithFaultsMakesTheSourceFailAndTheOldMappingStays() {
        city.answers("/parks", parks(park("a", 5, "10:00:00")));
        Acquisition acquisition = city.start(SOURCE);
        City.awaitState(acquisition, "parks", State.OK);
        city.changeFile("parks.yaml", MAPPING.replace("free | integer", "free | integr"));
        assertThat(City.awaitState(acquisition, "parks", State.FAILING)
                        .status()
                        .error()
                        .orElseThrow()
                        .message())
                .startsWith(
                        "The mapping file parks.yaml has faults: attributes.free.value: there is no function 'integr'");
        city.file("parks.yaml", MAPPING);
        City.awaitState(acquisition, "parks", State.OK);
    }

    @Test
    void aStoreThatFailsIsToldAndTheRecordsAreTakenOnceItIsBack() {
        city.answers("/parks", parks(park("a", 5, "10:00:00")));
        AtomicBoolean broken = new AtomicBoolean(true);
        Acquisition acquisition = city.start(
                SOURCE,
                target -> new EntityTarget(
                        (tenant, mutations) -> {
                            if (broken.get()) {
                                throw new IllegalStateException("disk full");
                            }
                            return target.apply().apply(tenant, mutations);
                        },
                        target.get()));
        assertThat(City.awaitState(acquisition, "parks", State.FAILING)
                        .status()
                        .error()
                        .orElseThrow()
                        .message())
                .contains("disk full");
        broken.set(false);
        City.awaitState(acquisition, "parks", State.OK);
        assertThat(city.value(A, "free").asInt()).isEqualTo(5);
    }
}
