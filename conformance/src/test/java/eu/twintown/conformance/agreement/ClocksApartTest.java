package eu.twintown.conformance.agreement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import eu.twintown.conformance.city.City;
import eu.twintown.node.Extensions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two whole nodes whose clocks differ: a little, or by ten minutes. */
class ClocksApartTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String REASON = "the clocks are too far apart";
    private static final String OFFER = """
            , "offer": {"@context": "http://www.w3.org/ns/odrl.jsonld", "@type": "Offer", "@id": "urn:uuid:offer",
              "permission": [{"action": "use"}]}""";
    private static final String PARKING = "urn:ngsi-ld:OffStreetParking:muenster:1";

    private final City muenster = new City("muenster");
    private final City ghent = new City("ghent");

    @BeforeEach
    void start() {
        muenster.start(List.of(muenster, ghent), "health", "");
        muenster.post("/ngsi-ld/v1/entities", """
                {"id": "%s", "type": "OffStreetParking",
                 "availableSpotNumber": {"type": "Property", "value": 7}}""".formatted(PARKING));
        muenster.post("/api/offers", """
                {"title": "Car parks", "content": {"kind": "entities", "types": ["OffStreetParking"]},
                 "terms": [{"template": "OPEN"}]}""");
    }

    @AfterEach
    void stop() {
        ghent.close();
        muenster.close();
    }

    private void wish(long secondsAhead) {
        ghent.with(Extensions.clock(() -> Instant.now().plusSeconds(secondsAhead)));
        ghent.start(List.of(muenster, ghent), "health", """
                dataspace:
                  agreements:
                    - {participant: "%s", address: "%s/dsp", dataset: Car parks}
                """.formatted(muenster.did(), muenster.url()));
    }

    private static String negotiation(City with, String more) {
        return """
                {"participant": "%s", "address": "%s/dsp", "dataset": "urn:dataset:any"%s}""".formatted(with.did(), with.url(), more);
    }

    private static void refused(City city) {
        assertThat(city.json("/api/participants").valueStream())
                .as(() -> city.get("/api/participants").body())
                .anySatisfy(caller ->
                        assertThat(caller.at("/refused/reason").asString("")).contains(REASON));
    }

    @ParameterizedTest
    @ValueSource(longs = {600, -600})
    void tenMinutesApartBothSidesRefuseAndSayThatItIsTheClocks(long secondsAhead) {
        wish(secondsAhead);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(
                        ghent.json("/api/wishes").at("/0/reason").asString(""))
                .contains("401", REASON));
        refused(muenster);

        String started = ghent.post("/api/negotiations", negotiation(muenster, OFFER))
                .path("id")
                .asString();
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(ghent.json("/api/negotiations/" + started.replace("%", "%25"))
                                .at("/pending/0/problem")
                                .asString(""))
                        .contains("401", REASON));
        assertThat(muenster.posted("/api/negotiations", negotiation(ghent, "")).body())
                .contains("401", REASON);
        refused(ghent);

        assertThat(muenster.json("/api/negotiations")).isEmpty();
        for (City city : List.of(muenster, ghent)) {
            assertThat(city.json("/api/agreements")).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {40, -40})
    void withinTheAllowedDifferenceNothingChanges(long secondsAhead) {
        wish(secondsAhead);

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(ghent.entities("OffStreetParking"))
                .as(() -> ghent.get("/api/wishes").body())
                .containsExactly(PARKING));
        for (City city : List.of(muenster, ghent)) {
            assertThat(city.json("/api/agreements").at("/0/state").asString()).isEqualTo("IN_FORCE");
            assertThat(city.json("/api/negotiations").at("/0/state").asString()).isEqualTo("FINALIZED");
        }
    }
}
