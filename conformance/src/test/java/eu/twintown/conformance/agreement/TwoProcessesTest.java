package eu.twintown.conformance.agreement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import eu.twintown.conformance.city.City;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Ghent's node is two processes on one database, of which one is killed; both have the same wishes. */
@Tag("kill")
class TwoProcessesTest {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final City muenster = new City("muenster");
    private final City ghent = new City("ghent");

    @BeforeEach
    void start() {
        muenster.start(List.of(muenster, ghent), "health", "");
        for (String type : List.of("OffStreetParking", "TrafficFlowObserved")) {
            muenster.post(
                    "/ngsi-ld/v1/entities", "{\"id\": \"urn:ngsi-ld:" + type + ":1\", \"type\": \"" + type + "\"}");
        }
    }

    @AfterEach
    void stop() {
        ghent.close();
        muenster.close();
    }

    private void offer(String type) {
        muenster.post("/api/offers", """
                {"title": "%s", "content": {"kind": "entities", "types": ["%s"]},
                 "terms": [{"template": "OPEN"}]}""".formatted(type, type));
    }

    private String wish(String type) {
        return "    - {participant: \"%s\", address: \"%s/dsp\", dataset: %s}%n"
                .formatted(muenster.did(), muenster.url(), type);
    }

    private static void awaitSight(City city, String type) {
        await().atMost(PATIENCE)
                .ignoreExceptionsInstanceOf(UncheckedIOException.class)
                .untilAsserted(() -> assertThat(city.entities(type))
                        .as(() -> city.get("/api/wishes").body())
                        .containsExactly("urn:ngsi-ld:" + type + ":1"));
    }

    @Test
    void oneNegotiatesForBothAndWhenItIsKilledTheOtherGoesOn() throws InterruptedException {
        ghent.start(
                List.of(muenster, ghent),
                "health",
                "dataspace:\n  agreements:\n" + wish("OffStreetParking") + wish("TrafficFlowObserved"));
        ghent.stop();
        Process killed = ghent.apart();
        try {
            await().atMost(PATIENCE)
                    .ignoreExceptionsInstanceOf(UncheckedIOException.class)
                    .until(() -> ghent.get("/api/wishes").body().contains("no such dataset"));
            try (City other = ghent.beside()) {
                offer("OffStreetParking");
                awaitSight(ghent, "OffStreetParking");
                awaitSight(other, "OffStreetParking");
                assertThat(muenster.json("/api/negotiations")).hasSize(1);
                assertThat(muenster.json("/api/transfers")).hasSize(1);

                killed.destroyForcibly().waitFor();
                ghent.line.to(other.port());
                offer("TrafficFlowObserved");
                awaitSight(other, "TrafficFlowObserved");
                awaitSight(other, "OffStreetParking");
                assertThat(muenster.json("/api/negotiations")).hasSize(2);
                assertThat(muenster.json("/api/transfers")).hasSize(2);
            }
        } finally {
            killed.destroyForcibly().waitFor();
        }
    }
}
