package eu.twintown.conformance.agreement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import eu.twintown.conformance.city.City;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * Ghent's configuration wishes for Münster's car parks: the nodes come to an agreement by themselves, it opens the data,
 * and its end closes them on both sides, with and without the line between them.
 */
class BoundAgreementTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration A_SECOND = Duration.ofSeconds(1);
    private static final String TYPE = "OffStreetParking";
    private static final String PARKING = "urn:ngsi-ld:OffStreetParking:muenster:1";

    private final City muenster = new City("muenster");
    private final City ghent = new City("ghent");

    @BeforeEach
    void start() {
        muenster.start(List.of(muenster, ghent), "health", "");
        parking(PARKING, 7);
    }

    @AfterEach
    void stop() {
        ghent.close();
        muenster.close();
    }

    private void parking(String id, int free) {
        muenster.post("/ngsi-ld/v1/entities", """
                {"id": "%s", "type": "OffStreetParking",
                 "availableSpotNumber": {"type": "Property", "value": %d}}""".formatted(id, free));
    }

    private void offer(String terms) {
        muenster.post("/api/offers", """
                {"title": "Car parks", "content": {"kind": "entities", "types": ["OffStreetParking"]},
                 "terms": [%s]}""".formatted(terms));
    }

    private void wish(String more) {
        wish(List.of(muenster, ghent), "health", more);
    }

    private void wish(List<City> all, String open, String more) {
        ghent.start(all, open, """
                dataspace:
                  agreements:
                    - participant: "%s"
                      address: "http://127.0.0.1:%d/dsp"
                      dataset: Car parks
                %s""".formatted(muenster.did(), muenster.line.port(), more));
    }

    private void awaitBound() {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(ghent.entities(TYPE))
                .as(() -> ghent.get("/api/wishes").body()
                        + ghent.get("/api/transfers").body())
                .containsExactly(PARKING));
    }

    private static JsonNode agreement(City city) {
        return city.json("/api/agreements").path(0);
    }

    private static String id(City city) {
        return agreement(city).path("id").asString();
    }

    private static void decide(City city, String what) {
        city.post("/api/agreements/" + id(city) + "/" + what, "{\"reason\": \"We think again\"}");
    }

    private List<String> registrations() {
        return ghent.json("/ngsi-ld/v1/csourceRegistrations?type=" + TYPE)
                .valueStream()
                .map(one -> one.path("agreement").asString())
                .toList();
    }

    @Test
    void theDataCanBeSeenUnderTheAgreementAndOnlyByGhentsOwnPeople() {
        offer("{\"template\": \"OPEN\"}");
        wish("");
        awaitBound();

        assertThat(registrations()).containsExactly(id(ghent));
        assertThat(ghent.json("/api/wishes").path(0).path("registered").asBoolean())
                .isTrue();
        assertThat(ghent.anonymously("/ngsi-ld/v1/entities?type=" + TYPE).statusCode())
                .isEqualTo(401);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(muenster.post("/api/usage/" + id(muenster) + "/request", "")
                                .path(0)
                                .path("entities")
                                .asInt())
                        .isPositive());
        assertThat(muenster.json("/api/usage?side=PROVIDER")
                        .path(0)
                        .path("requests")
                        .asInt())
                .isPositive();
        assertThat(muenster.json("/api/usage").toString()).doesNotContain("tester");
        assertThat(ghent.json("/api/usage?side=CONSUMER").toString()).contains("tester");
    }

    @Test
    void othersGetNothingOfItEvenWhereGhentIsOpenToEverybody() {
        offer("""
                {"policy": {"@context": "http://www.w3.org/ns/odrl.jsonld", "@type": "Offer", "uid": "urn:uuid:named",
                  "permission": [{"action": "use", "duty": [{"action": "attribute"}]}]}}""");
        try (City hamm = new City("hamm")) {
            List<City> all = List.of(muenster, ghent, hamm);
            wish(all, "health, entities", "");
            awaitBound();
            assertThat(ghent.get("/ngsi-ld/v1/entities?type=" + TYPE).headers().allValues("Link"))
                    .anySatisfy(link -> assertThat(link).contains(muenster.did(), "rel=\"author\""));
            String own = "urn:ngsi-ld:OffStreetParking:ghent:1";
            ghent.post("/ngsi-ld/v1/entities", """
                    {"id": "%s", "type": "OffStreetParking",
                     "availableSpotNumber": {"type": "Property", "value": 1}}""".formatted(own));
            hamm.start(all, "health", """
                    peers:
                      - {name: ghent, country: BE, url: "http://127.0.0.1:%d/ngsi-ld/v1", types: [OffStreetParking]}
                    """.formatted(ghent.line.port()));

            await().atMost(PATIENCE).until(() -> hamm.entities(TYPE).equals(List.of(own)));
            assertThat(ghent.anonymously("/ngsi-ld/v1/entities?type=" + TYPE).body())
                    .contains(own)
                    .doesNotContain(PARKING);
            assertThat(ghent.anonymously("/ngsi-ld/v1/entities/" + PARKING).statusCode())
                    .isEqualTo(404);
            assertThat(ghent.entities(TYPE)).containsExactlyInAnyOrder(own, PARKING);
        }
    }

    @Test
    void suspensionClosesWithinASecondOnBothSidesAndResumptionOpensAgain() {
        offer("{\"template\": \"OPEN\"}");
        wish("");
        awaitBound();

        decide(muenster, "suspend");
        await().atMost(A_SECOND).until(() -> ghent.entities(TYPE).isEmpty());
        await().atMost(A_SECOND).until(() -> registrations().isEmpty());
        assertThat(agreement(ghent).path("state").asString()).isEqualTo("SUSPENDED");

        decide(muenster, "resume");
        awaitBound();
    }

    @Test
    void theConsumerCanEndItToo() {
        offer("{\"template\": \"OPEN\"}");
        wish("");
        awaitBound();

        decide(ghent, "terminate");

        assertThat(ghent.entities(TYPE)).isEmpty();
        assertThat(registrations()).isEmpty();
        await().atMost(A_SECOND)
                .until(() -> agreement(muenster).path("state").asString().equals("ENDED"));
        assertThat(ghent.json("/api/wishes").path(0).path("state").asString()).isEqualTo("ended");
    }

    @Test
    void whatTheProviderEndsIsClosedAtOnceEvenWhereItsMessageDoesNotArrive() {
        offer("{\"template\": \"OPEN\"}");
        wish("");
        awaitBound();
        ghent.line.cut();

        decide(muenster, "terminate");

        // Ghent still believes in the agreement, and asks with the token that it has: Münster gives nothing.
        assertThat(agreement(ghent).path("state").asString()).isEqualTo("IN_FORCE");
        assertThat(ghent.entities(TYPE)).isEmpty();
        assertThat(ghent.get("/ngsi-ld/v1/entities?type=" + TYPE).headers().firstValue("NGSILD-Warning"))
                .isPresent();
        ghent.line.mend();
        await().atMost(PATIENCE)
                .until(() -> agreement(ghent).path("state").asString().equals("ENDED"));
        await().atMost(A_SECOND).until(() -> registrations().isEmpty());
    }

    @Test
    void whereNoMessageArrivesTheConsumerClosesWithTheEndOfItsToken() {
        muenster.stop();
        muenster.start(List.of(muenster, ghent), "health", "dataspace: {transfers: {token-life: 10s}}\n");
        offer("{\"template\": \"OPEN\"}");
        wish("");
        awaitBound();
        ghent.line.cut();
        decide(muenster, "suspend");

        await().atMost(Duration.ofSeconds(13)).until(() -> registrations().isEmpty());
        assertThat(agreement(ghent).path("state").asString()).isEqualTo("IN_FORCE");

        decide(muenster, "resume");
        ghent.line.mend();
        awaitBound();
    }

    @Test
    void anAgreementWithAnEndEndsOnBothSidesByItself() {
        Instant end = Instant.now().plusSeconds(12);
        offer("""
                {"policy": {"@context": "http://www.w3.org/ns/odrl.jsonld", "@type": "Offer", "uid": "urn:uuid:until",
                  "permission": [{"action": "use", "constraint": {"leftOperand": "dateTime", "operator": "lt",
                    "rightOperand": {"@value": "%s", "@type": "xsd:dateTime"}}}]}}""".formatted(end));
        wish("");
        awaitBound();
        ghent.line.cut();
        muenster.line.cut();

        await().atMost(Duration.between(Instant.now(), end).plusSeconds(2))
                .until(() -> agreement(ghent).path("state").asString().equals("ENDED")
                        && agreement(muenster).path("state").asString().equals("ENDED"));
        assertThat(agreement(ghent).at("/timeline").toString()).contains("\"time\"");
        assertThat(registrations()).isEmpty();
    }

    @Test
    void aConsumerThatIsStoppedAtAnyTimeGoesOnAndLearnsWhatItMissed() {
        offer("{\"template\": \"OPEN\"}");
        wish("");
        ghent.stop();
        ghent.again();
        await().atMost(PATIENCE)
                .until(() -> agreement(ghent).path("state").asString().equals("IN_FORCE"));
        ghent.stop();
        ghent.again();
        awaitBound();
        ghent.stop();
        decide(muenster, "terminate");
        ghent.again();
        await().atMost(PATIENCE)
                .until(() -> agreement(ghent).path("state").asString().equals("ENDED"));
        await().atMost(A_SECOND).until(() -> registrations().isEmpty());
        assertThat(ghent.entities(TYPE)).isEmpty();
    }

    @Test
    void whatIsPushedIsKeptApartAndDeletedInTimeWithAReceipt() {
        offer("""
                {"policy": {"@context": "http://www.w3.org/ns/odrl.jsonld", "@type": "Offer", "uid": "urn:uuid:delete",
                  "permission": [{"action": "use", "duty": [{"action": "delete", "constraint":
                    {"leftOperand": "elapsedTime", "operator": "gteq",
                     "rightOperand": {"@value": "PT5S", "@type": "xsd:duration"}}}]}]}}""");
        wish("      transfer: push\n");
        await().atMost(PATIENCE)
                .until(() -> ghent.json("/api/transfers").toString().contains("STARTED"));
        parking("urn:ngsi-ld:OffStreetParking:muenster:2", 3);

        String tenant = "agreement-"
                + UUID.nameUUIDFromBytes(id(ghent).getBytes(StandardCharsets.UTF_8))
                        .toString()
                        .replace("-", "");
        String path = "/ngsi-ld/v1/entities?type=" + TYPE;
        await().atMost(PATIENCE)
                .until(() -> ghent.get(path, "NGSILD-Tenant", tenant).body().contains("muenster:2"));
        assertThat(ghent.entities(TYPE)).isEmpty();
        assertThat(registrations()).isEmpty();

        await().atMost(PATIENCE)
                .until(() -> !ghent.get(path, "NGSILD-Tenant", tenant).body().contains("muenster:2"));
        await().atMost(PATIENCE).until(() -> muenster.json("/api/duties")
                .at("/0/receipts/0/statement")
                .isString());
        assertThat(muenster.json("/api/duties").at("/0/state").asString()).isEqualTo("ACCEPTED");
        assertThat(ghent.json("/api/duties").at("/0/delivery/state").asString()).isEqualTo("ACCEPTED");
    }

    @Test
    void theProviderIsToldWhereItDoesNotGiveWhatItWasToGive() {
        offer("{\"template\": \"OPEN\"}");
        wish("      expect: {entities: 2}\n  supply: {every: 1s}\n");
        awaitBound();
        await().atMost(PATIENCE).until(() -> muenster.json("/api/supply")
                .at("/0/breaches/0/kind")
                .asString()
                .equals("completeness"));
        parking("urn:ngsi-ld:OffStreetParking:muenster:2", 3);
        await().atMost(PATIENCE)
                .until(() -> muenster.json("/api/supply").at("/0/breaches/0").has("until"));
        assertThat(ghent.json("/api/supply").at("/0/state").asString()).isEqualTo("ok");
    }
}
