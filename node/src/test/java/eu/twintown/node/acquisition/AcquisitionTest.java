package eu.twintown.node.acquisition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import eu.twintown.kernel.entity.Attribute;
import eu.twintown.kernel.entity.AttributeKind;
import eu.twintown.kernel.entity.Entity;
import eu.twintown.kernel.entity.EntityChange;
import eu.twintown.node.acquisition.SourceStatus.State;
import eu.twintown.store.Entities;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.IntNode;

/** Sources on real HTTP, a real store: what arrives, and what is repeated. */
class AcquisitionTest {
    static final String A = "urn:x:park:a";
    static final String B = "urn:x:park:b";

    static final String MAPPING = City.CONTEXT + """
            mapping: parks
            version: 1
            records: parks
            expect: [free]
            time: at
            id: urn:x:park:{id}
            type: Park
            attributes:
              name: name
              total: {value: total | integer, observedAt: $time, onChange: true}
              free: {value: free | integer, observedAt: $time}
            """;

    static final String SOURCE = """
            sources:
              - id: parks
                title: Car parks
                kind: json
                fetch: ${url}/parks
                schedule: {every: 100ms, jitter: 0ms, backoff-max: 200ms}
                mapping: parks.yaml
                licence: {title: CC0, url: https://example.org/cc0, confirmed: true}
                attribution: Town
                provider: Town of Parks
            """;

    static final String OTHER = """
              - id: other
                kind: json
                fetch: ${url}/other
                schedule: {every: 100ms, jitter: 0ms}
                mapping: parks.yaml
            """;

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

    static String parks(String... records) {
        return "{\"parks\": [" + String.join(", ", records) + "]}";
    }

    static String park(String id, int free, String time) {
        return """
                {"id": "%s", "name": "Park %s", "total": 100, "free": %d, "at": "2026-11-22T%sZ"}""".formatted(id, id, free, time);
    }

    @Test
    void recordsBecomeEntitiesWithTheirSource() {
        city.answers("/parks", parks(park("a", 5, "10:00:00"), park("b", 7, "10:01:00")));
        Acquisition acquisition = city.start(SOURCE);
        SourceView view = City.awaitState(acquisition, "parks", State.OK);
        assertThat(view.entityTypes()).containsExactly(City.P + "Park");
        assertThat(view.status().tally().accepted()).isEqualTo(2);
        assertThat(view.status().tally().lastObserved())
                .hasValueSatisfying(time -> assertThat(time).hasToString("2026-11-22T10:01:00Z"));
        Attribute free = city.attribute(A, City.P + "free");
        assertThat(free.value().asInt()).isEqualTo(5);
        assertThat(free.observedAt()).isEqualTo("2026-11-22T10:00:00Z");
        assertThat(city.attribute(A, Provenance.DATA_PROVIDER).value().asString())
                .isEqualTo("Town of Parks");
        assertThat(city.attribute(A, Provenance.PROVENANCE).value().toString())
                .contains("\"licence\":\"CC0\"", "\"licenceConfirmed\":true", "[\"free\",\"name\",\"total\"]");
    }

    @Test
    void whatIsNotNewIsNotWrittenAgain() {
        city.answers("/parks", parks(park("a", 5, "10:00:00")));
        Acquisition acquisition = city.start(SOURCE);
        City.awaitState(acquisition, "parks", State.OK);
        await().until(() -> city.unmodified("/parks") > 0);
        // same time, same values; then a later time with the same value
        city.answers("/parks", parks(park("a", 5, "10:00:00")) + " ");
        City.awaitSource(acquisition, "parks", view -> view.status().tally().unchanged() == 1);
        city.answers("/parks", parks(park("a", 5, "10:05:00")));
        City.awaitSource(acquisition, "parks", view -> view.status().tally().accepted() == 2);
        assertThat(city.history(A, "free")).containsExactly("2026-11-22T10:00:00Z 5", "2026-11-22T10:05:00Z 5");
        assertThat(city.history(A, "total")).hasSize(1);
        assertThat(city.history(A, "name")).hasSize(1);
    }

    @Test
    void recordsComeIntoTheOrderOfTimeAndLateOnesDoNotUndoLaterOnes() {
        city.answers("/parks", parks(park("a", 3, "10:10:00"), park("a", 1, "10:00:00"), park("a", 2, "10:05:00")));
        Acquisition acquisition = city.start(SOURCE);
        City.awaitSource(acquisition, "parks", view -> view.status().tally().accepted() == 3);
        city.answers("/parks", parks(park("a", 9, "10:07:00")));
        City.awaitSource(acquisition, "parks", view -> view.status().tally().accepted() == 4);
        assertThat(city.value(A, "free").asInt()).isEqualTo(3);
        assertThat(city.history(A, "free"))
                .containsExactly(
                        "2026-11-22T10:00:00Z 1",
                        "2026-11-22T10:05:00Z 2",
                        "2026-11-22T10:07:00Z 9",
                        "2026-11-22T10:10:00Z 3");
    }

    @Test
    void lateRecordsAreInTheHistoryOnceHoweverOftenTheyComeAgain() {
        String late = park("a", 9, "10:07:00").replace("Park a", "Another name");
        city.answers("/parks", parks(park("a", 1, "10:00:00"), park("a", 3, "10:10:00")));
        Acquisition first = city.start(SOURCE);
        City.awaitSource(first, "parks", view -> view.status().tally().accepted() == 2);
        city.answers("/parks", parks(late));
        City.awaitSource(first, "parks", view -> view.status().tally().accepted() == 3);
        city.answers("/parks", parks(late) + " ");
        City.awaitSource(first, "parks", view -> view.status().tally().unchanged() == 1);
        // The same value again at another time; a correction of the late one.
        city.answers("/parks", parks(park("a", 9, "10:08:00"), park("a", 8, "10:07:00")));
        City.awaitSource(first, "parks", view -> view.status().tally().accepted() == 5);
        first.close();
        city.answers(
                "/parks", parks(late, park("a", 8, "10:07:00"), park("a", 9, "10:08:00"), park("a", 1, "10:00:00")));
        Acquisition second = city.start(SOURCE);
        City.awaitSource(second, "parks", view -> view.status().tally().unchanged() == 5);
        assertThat(city.history(A, "free"))
                .containsExactly(
                        "2026-11-22T10:00:00Z 1",
                        "2026-11-22T10:07:00Z 9",
                        "2026-11-22T10:07:00Z 8",
                        "2026-11-22T10:08:00Z 9",
                        "2026-11-22T10:10:00Z 3");
        assertThat(city.value(A, "free").asInt()).isEqualTo(3);
        assertThat(city.value(A, "name").asString()).isEqualTo("Park a");
    }

    @Test
    void aRestartGoesOnWithoutDuplicates() {
        city.answers("/parks", parks(park("a", 1, "10:00:00"), park("a", 2, "10:05:00")));
        Acquisition first = city.start(SOURCE);
        City.awaitSource(first, "parks", view -> view.status().tally().accepted() == 2);
        first.close();
        assertThat(City.source(first, "parks").status().state()).isEqualTo(State.STOPPED);
        city.answers("/parks", parks(park("a", 1, "10:00:00"), park("a", 2, "10:05:00"), park("a", 4, "10:10:00")));
        Acquisition second = city.start(SOURCE);
        SourceView view = City.awaitSource(
                second, "parks", source -> source.status().tally().accepted() == 3);
        assertThat(view.status().tally().unchanged()).isEqualTo(2);
        assertThat(city.history(A, "free"))
                .containsExactly("2026-11-22T10:00:00Z 1", "2026-11-22T10:05:00Z 2", "2026-11-22T10:10:00Z 4");
    }

    @Test
    void oldRecordsDoNotBringBackWhatHasChangedSince() {
        String file = parks(
                park("a", 1, "10:00:00").replace("Park a", "Old name"),
                park("a", 2, "10:05:00").replace("Park a", "New name"));
        city.answers("/parks", file);
        Acquisition first = city.start(SOURCE);
        City.awaitSource(first, "parks", view -> view.status().tally().accepted() == 2);
        city.answers("/parks", file + " ");
        City.awaitSource(first, "parks", view -> view.status().tally().unchanged() == 2);
        first.close();
        Acquisition second = city.start(SOURCE);
        City.awaitSource(second, "parks", view -> view.status().tally().unchanged() == 4);
        assertThat(city.value(A, "name").asString()).isEqualTo("New name");
        assertThat(city.history(A, "name")).hasSize(2);
    }

    @Test
    void aCorrectionOfTheLatestValueIsTaken() {
        city.answers("/parks", parks(park("a", 1, "10:00:00")));
        Acquisition acquisition = city.start(SOURCE);
        City.awaitState(acquisition, "parks", State.OK);
        city.answers("/parks", parks(park("a", 2, "10:00:00")));
        await().until(() -> city.value(A, "free").asInt() == 2);
        assertThat(City.source(acquisition, "parks").status().state()).isEqualTo(State.OK);
    }

    @Test
    void aBackfillIsReadOnceAndBeforeTheRest() {
        city.answers("/parks", parks(park("a", 9, "11:00:00")));
        city.answers("/new.ndjson", parks(park("a", 3, "10:30:00")) + "\n" + parks(park("a", 4, "10:40:00")) + "\n");
        city.answers("/old.ndjson", parks(park("a", 1, "10:10:00")) + "\n\n" + parks(park("a", 2, "10:20:00")));
        String source = SOURCE + "    backfill: ['${url}/new.ndjson', '${url}/old.ndjson']\n";
        Acquisition first = city.start(source);
        City.awaitState(first, "parks", State.OK);
        assertThat(city.history(A, "free"))
                .extracting(instance -> instance.substring(instance.length() - 1))
                .containsExactly("1", "2", "3", "4", "9");
        first.close();
        Acquisition second = city.start(source);
        City.awaitState(second, "parks", State.OK);
        assertThat(city.asked("/old.ndjson")).isEqualTo(1);
    }

    @Test
    void aBackfillThatFailsIsToldAndTriedAgainBeforeNewerDataWouldHideIt() {
        city.answers("/parks", parks(park("a", 9, "11:00:00")));
        Acquisition acquisition = city.start(SOURCE + "    backfill: ${url}/old.ndjson\n");
        SourceView view = City.awaitState(acquisition, "parks", State.FAILING);
        assertThat(view.status().error().orElseThrow().message())
                .startsWith("The backfill failed: ")
                .endsWith("answered with status 404");
        city.answers("/old.ndjson", parks(park("a", 1, "10:10:00")));
        City.awaitState(acquisition, "parks", State.OK);
        assertThat(city.history(A, "free")).hasSize(2);
    }

    @Test
    void whatOthersWroteMeanwhileIsNotUndone() {
        city.answers("/parks", parks(park("a", 5, "10:00:00")));
        Acquisition acquisition = city.start(SOURCE);
        City.awaitState(acquisition, "parks", State.OK);
        Attribute later = new Attribute(
                AttributeKind.PROPERTY,
                IntNode.valueOf(50),
                null,
                "2026-11-22T11:00:00Z",
                null,
                List.of(),
                null,
                null,
                null,
                null,
                null,
                Map.of());
        Entity fragment = new Entity(A, List.of(City.P + "Park"), Map.of(City.P + "free", List.of(later)));
        city.store()
                .entities()
                .apply("", new Entities.Mutation(A, before -> EntityChange.upsert(before, fragment, true, City.NOW)));
        city.answers("/parks", parks(park("a", 6, "10:30:00")));
        City.awaitSource(acquisition, "parks", view -> view.status().tally().accepted() == 2);
        assertThat(city.value(A, "free").asInt()).isEqualTo(50);
        assertThat(city.history(A, "free"))
                .containsExactly("2026-11-22T10:00:00Z 5", "2026-11-22T10:30:00Z 6", "2026-11-22T11:00:00Z 50");
    }

    @Test
    void filesAreReadWhenTheyChange() {
        city.file("data.csv", "id,free,at\na,5,2026-11-22T10:00:00Z\n");
        city.file("csv.yaml", MAPPING.replace("records: parks\n", "").replace("total | integer", "total"));
        Acquisition acquisition = city.start("""
                sources:
                  - id: files
                    kind: csv
                    fetch: file:data.csv
                    schedule: {every: 100ms, jitter: 0ms}
                    mapping: csv.yaml
                """);
        City.awaitState(acquisition, "files", State.OK);
        city.changeFile("data.csv", "id,free,at\na,5,2026-11-22T10:00:00Z\na,8,2026-11-22T10:05:00Z\n");
        await().atMost(Duration.ofSeconds(10)).until(() -> city.value(A, "free").asInt() == 8);
        assertThat(city.history(A, "free")).hasSize(2);
    }

    @Test
    void aSourceThatIsReadOnceHasNoNextRun() {
        city.answers("/parks", parks(park("a", 5, "10:00:00")));
        Acquisition acquisition = city.start(SOURCE.replace("{every: 100ms, jitter: 0ms, backoff-max: 200ms}", "once"));
        SourceView view = City.awaitState(acquisition, "parks", State.OK);
        assertThat(view.status().nextRun()).isEmpty();
        assertThat(city.asked("/parks")).isEqualTo(1);
    }
}
