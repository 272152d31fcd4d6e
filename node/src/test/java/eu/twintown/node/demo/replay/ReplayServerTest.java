package eu.twintown.node.demo.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ReplayServerTest {
    private static final String OPENDATASOFT =
            "/ghent/api/records/1.0/search/?dataset=bezetting-parkeergarages-real-time&rows=20";

    /** A Sunday afternoon in winter. */
    private final AtomicReference<Instant> time = new AtomicReference<>(Instant.parse("2026-11-22T15:28:31Z"));

    private final HttpClient client = HttpClient.newHttpClient();
    private ReplayServer server;

    @BeforeEach
    void start() {
        server = new ReplayServer(new ReplayClock(time::get, 1));
    }

    @AfterEach
    void stop() {
        server.close();
        client.close();
    }

    @Test
    void ghentAnswersAsOpendatasoftDoes() throws Exception {
        JsonNode answer = JsonMapper.shared()
                .readTree(get(OPENDATASOFT + "&facet=categorie").body());

        assertThat(answer.get("nhits").asInt()).isEqualTo(12);
        assertThat(answer.get("records")).hasSize(12);
        assertThat(answer.get("facet_groups").get(0).get("facets")).hasSize(2);
        JsonNode record = answer.get("records").get(0);
        JsonNode fields = record.get("fields");
        assertThat(fields.get("location").get(0).asDouble()).isBetween(51.0, 51.1);
        assertThat(record.get("geometry").get("coordinates").get(0).asDouble()).isBetween(3.6, 3.8);
        assertThat(JsonMapper.shared()
                        .readTree(fields.get("locationanddimension").asString())
                        .isObject())
                .isTrue();
        assertThat(fields.get("isopennow").asInt()).isEqualTo(1);
        assertThat(fields.propertyNames()).hasSizeGreaterThanOrEqualTo(18);
        assertThat(fields.get("lastupdate").asString())
                .startsWith("2026-11-22T16:")
                .endsWith("+01:00");
        assertThat(record.get("record_timestamp").asString()).startsWith("2026-11-22T15:");
    }

    @Test
    void ghentGivesTenRecordsUnlessAskedForMoreAndRefusesOtherDatasets() throws Exception {
        String base = "/ghent/api/records/1.0/search/?dataset=";

        assertThat(JsonMapper.shared()
                        .readTree(
                                get(base + "bezetting-parkeergarages-real-time").body())
                        .get("records"))
                .hasSize(10);
        assertThat(get(base + "other").statusCode()).isEqualTo(404);
        assertThat(get("/elsewhere").statusCode()).isEqualTo(404);
        assertThat(get("/muenster/counters/1.csv").statusCode()).isEqualTo(404);
    }

    @Test
    void theArchiveHoldsTheSevenDaysBeforeNowWithoutGapOrRepetition() throws Exception {
        List<Instant> stamps = new ArrayList<>();
        for (int day = 7; day >= 1; day--) {
            for (String line :
                    get("/ghent/archive/" + day + ".ndjson").body().lines().toList()) {
                JsonNode record =
                        JsonMapper.shared().readTree(line).get("records").get(0);
                stamps.add(Instant.parse(record.get("record_timestamp").asString()));
            }
        }

        // Some stand twice: the city's API went back to an earlier answer now and then.
        assertThat(stamps).hasSize(1706);
        assertThat(new TreeSet<>(stamps)).hasSize(1601);
        assertThat(stamps.getLast()).isBefore(time.get()).isAfter(time.get().minus(Duration.ofMinutes(20)));
        assertThat(stamps.getFirst())
                .isAfter(time.get().minus(Duration.ofDays(7)).minus(Duration.ofMinutes(20)));
    }

    @Test
    void ghentsFaultsAreServedForAMinute() throws Exception {
        time.set(Instant.parse("2026-12-02T16:14:10Z"));
        assertThat(get(OPENDATASOFT).body()).isEmpty();
        time.set(Instant.parse("2026-12-02T16:55:30Z"));
        assertThat(get(OPENDATASOFT).statusCode()).isEqualTo(404);
        time.set(Instant.parse("2026-12-02T16:56:30Z"));
        assertThat(get(OPENDATASOFT).body()).contains("Tolhuis");
    }

    @Test
    void freePlacesStartWithAFullRowAndEndBeforeNow() throws Exception {
        List<String> day = get("/muenster/parking/free.csv").body().lines().toList();
        List<String> week =
                get("/muenster/parking/free.csv?days=7").body().lines().toList();

        assertThat(day.getFirst()).startsWith("timestamp,stadt-muenster-parken-Parkhaus-Aegidii,");
        // The one empty cell: a car park that appears only later in the week.
        assertThat(day.get(1).split(",", -1)).hasSize(19).containsOnlyOnce("");
        assertThat(week).hasSize(1144);
        assertThat(week.getLast()).startsWith("2026-11-22T15:25:0").contains("+00:00,");
        assertThat(day.getLast()).isEqualTo(week.getLast());
    }

    @Test
    void placesHaveGaussKruegerCoordinatesAndTotalsAsText() throws Exception {
        JsonNode features = JsonMapper.shared()
                .readTree(get("/muenster/parking/places.geojson").body())
                .get("features");

        assertThat(features).hasSize(16);
        assertThat(features.get(0).get("geometry").get("coordinates").get(0).asInt())
                .isEqualTo(3405694);
        assertThat(features.get(0).get("properties").get("parkingTotal").isString())
                .isTrue();
        assertThat(features.get(0).get("properties").get("parkingFree").isInt()).isTrue();
    }

    @Test
    void countersShowWallClockWithOneStatusColumnPerChannel() throws Exception {
        List<String> lines =
                get("/muenster/counters/100031300.csv?days=7").body().lines().toList();

        assertThat(lines.getFirst())
                .isEqualTo("Datetime,100031300 (Hafenstraße),101031300 (Channel 1 IN),102031300 (Channel 2 OUT),"
                        + "100031300-status,101031300-status,102031300-status");
        assertThat(lines).hasSize(1 + 576);
        assertThat(lines.getLast()).startsWith("2026-11-22 16:00,");
        assertThat(server.counterIds()).hasSize(9);
    }

    @Test
    void airQualityHasMarkQuotesDashesAndHour24() throws Exception {
        String csv = get("/muenster/air/DENW260.csv?days=7").body();
        List<String> lines = csv.lines().toList();

        assertThat(csv)
                .startsWith("\uFEFF\"Station code\";Date;")
                .contains("24:00'\";")
                .contains(";-;");
        assertThat(lines).hasSize(1 + 168 + 2);
        assertThat(lines.get(168)).startsWith("DENW260;\"'2026-11-22 16:00'\";");
        assertThat(lines.getLast()).startsWith("\"Source: German Environment Agency");
        assertThat(server.stationIds()).containsExactlyInAnyOrder("DENW095", "DENW260");
    }

    @Test
    void nothingIsEverDatedAheadOfTheClock() throws Exception {
        for (int i = 0; i < 24; i++) {
            Instant now = time.updateAndGet(instant -> instant.plus(Duration.ofMinutes(427)));
            LocalDateTime wall = LocalDateTime.ofInstant(now, RecordedWeek.ZONE);
            JsonNode records =
                    JsonMapper.shared().readTree(get(OPENDATASOFT).body()).path("records");
            for (JsonNode record : records) {
                assertThat(OffsetDateTime.parse(
                                        record.get("fields").get("lastupdate").asString())
                                .toInstant())
                        .isBeforeOrEqualTo(now);
            }
            String parking =
                    get("/muenster/parking/free.csv").body().lines().toList().getLast();
            assertThat(OffsetDateTime.parse(parking.substring(0, 25)).toInstant())
                    .isBeforeOrEqualTo(now);
            String count = get("/muenster/counters/100035541.csv?days=7")
                    .body()
                    .lines()
                    .toList()
                    .getLast();
            assertThat(LocalDateTime.parse(count.substring(0, 16).replace(' ', 'T'))
                            .plusMinutes(15))
                    .isBeforeOrEqualTo(wall);
        }
    }

    @Test
    void anUnchangedAnswerIsNotSentAgain() throws Exception {
        HttpResponse<String> first = get(OPENDATASOFT);
        HttpRequest again = HttpRequest.newBuilder(URI.create(server.address() + OPENDATASOFT))
                .header("If-None-Match", first.headers().firstValue("ETag").orElseThrow())
                .build();

        assertThat(client.send(again, HttpResponse.BodyHandlers.ofString()).statusCode())
                .isEqualTo(304);
        time.set(time.get().plus(Duration.ofMinutes(10)));
        assertThat(client.send(again, HttpResponse.BodyHandlers.ofString()).statusCode())
                .isEqualTo(200);
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(URI.create(server.address() + path)).build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
