package eu.twintown.conformance.agreement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import eu.twintown.conformance.city.City;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Two whole nodes whose people act at the same moment, or too late. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BothAtOnceTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String REASON = "{\"reason\": \"We think again\"}";

    private final City muenster = new City("muenster");
    private final City ghent = new City("ghent");

    @BeforeAll
    void start() {
        muenster.start(List.of(muenster, ghent), "health", "");
        ghent.start(List.of(muenster, ghent), "health", "");
        muenster.post("/ngsi-ld/v1/entities", """
                {"id": "urn:ngsi-ld:OffStreetParking:muenster:1", "type": "OffStreetParking",
                 "availableSpotNumber": {"type": "Property", "value": 7}}""");
    }

    @AfterAll
    void stop() {
        ghent.close();
        muenster.close();
    }

    private String offer(String title) {
        return muenster.post("/api/offers", """
                {"title": "%s", "content": {"kind": "entities", "types": ["OffStreetParking"]},
                 "terms": [{"template": "OPEN"}]}""".formatted(title)).path("id").asString();
    }

    /** @param terms the member {@code offer}, with a comma before it; empty = as offered */
    private String negotiate(String dataset, String terms) {
        return ghent.post("/api/negotiations", """
                {"participant": "%s", "address": "%s/dsp", "dataset": "%s"%s}""".formatted(muenster.did(), muenster.url(), dataset, terms))
                .path("id")
                .asString();
    }

    private static String at(String kind, String id, String more) {
        return "/api/" + kind + "/" + id.replace("%", "%25") + more;
    }

    private static JsonNode reach(City city, String path, String state) {
        return await(path)
                .atMost(PATIENCE)
                .until(
                        () -> JsonMapper.shared().readTree(city.get(path).body()),
                        found -> found.path("state").asString("").equals(state));
    }

    /** Both send at once; each must be taken or answered with the reason that it is over already. */
    private void both(String here, String there) {
        List<CompletableFuture<HttpResponse<String>>> answers = List.of(
                CompletableFuture.supplyAsync(() -> muenster.posted(here, REASON)),
                CompletableFuture.supplyAsync(() -> ghent.posted(there, REASON)));
        assertThat(answers).allSatisfy(answer -> assertThat(answer.join().statusCode())
                .as(answer.join().body())
                .isIn(200, 202, 204, 409));
    }

    /** The provider's negotiation of a dataset. */
    private String theirs(String dataset) {
        return await().atMost(PATIENCE)
                .until(
                        () -> muenster.json("/api/negotiations")
                                .valueStream()
                                .filter(one -> one.path("dataset").asString().equals(dataset))
                                .map(one -> one.path("id").asString())
                                .findFirst()
                                .orElse(""),
                        id -> !id.isEmpty());
    }

    @Test
    void anAgreementThatBothEndAtOnceIsEndedOnBothSidesAndOpensNothing() {
        String negotiation = negotiate(offer("To be ended"), "");
        String agreement = reach(ghent, at("negotiations", negotiation, "?wait=20"), "FINALIZED")
                .path("agreement")
                .asString();
        reach(muenster, at("agreements", agreement, ""), "IN_FORCE");
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(ghent.entities("OffStreetParking"))
                .hasSize(1));

        both(at("agreements", agreement, "/terminate"), at("agreements", agreement, "/terminate"));

        assertThat(ghent.entities("OffStreetParking")).isEmpty();
        for (City city : List.of(muenster, ghent)) {
            reach(city, at("agreements", agreement, ""), "ENDED");
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(
                            city.json("/api/transfers?agreement=" + agreement.replace("%", "%25"))
                                    .valueStream()
                                    .map(one -> one.path("state").asString()))
                    .containsOnly("TERMINATED"));
        }
    }

    @Test
    void aNegotiationThatBothEndAtOnceIsTerminatedOnBothSides() {
        String dataset = offer("Never agreed");
        String offered = muenster.json(at("offers", dataset, ""))
                .at("/terms/0/policy/@id")
                .asString();
        String negotiation = negotiate(dataset, """
                , "offer": {"@context": "http://www.w3.org/ns/odrl.jsonld", "@type": "Offer", "@id": "%s",
                  "permission": [{"action": "distribute"}]}""".formatted(offered));
        String theirs = theirs(dataset);

        both(at("negotiations", theirs, "/terminate"), at("negotiations", negotiation, "/terminate"));

        reach(muenster, at("negotiations", theirs, ""), "TERMINATED");
        reach(ghent, at("negotiations", negotiation, ""), "TERMINATED");
    }

    @Test
    void whoCountersAfterTheAgreementIsToldThatItIsTooLate() {
        String dataset = offer("Settled");
        String negotiation = negotiate(dataset, "");
        reach(ghent, at("negotiations", negotiation, "?wait=20"), "FINALIZED");
        String theirs = theirs(dataset);
        reach(muenster, at("negotiations", theirs, ""), "FINALIZED");

        HttpResponse<String> late = muenster.posted(at("negotiations", theirs, "/counter"), """
                {"offer": {"@context": "http://www.w3.org/ns/odrl.jsonld", "@type": "Offer", "@id": "urn:uuid:late",
                  "permission": [{"action": "use"}]}}""");

        assertThat(late.statusCode()).as(late.body()).isEqualTo(409);
        assertThat(late.body()).contains("FINALIZED");
        assertThat(ghent.json(at("negotiations", negotiation, "")).path("state").asString())
                .isEqualTo("FINALIZED");
    }
}
