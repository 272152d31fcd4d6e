package eu.twintown.node.space;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import eu.twintown.node.authority.HttpCaller;
import eu.twintown.node.authority.HttpCaller.Reply;
import eu.twintown.node.catalogue.simpl.SimplFixture;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** An authority and two cities, all whole and started from files: from the application to a dataset found and revoked. */
@Tag("simpl")
@Timeout(240)
class DataSpaceTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    static Path folder;

    private static Space space;
    private static SpaceNode ghent;
    private static SpaceNode leuven;

    @BeforeAll
    static void bothJoin() {
        space = Space.start(folder, "ghent", "leuven");
        ghent = space.node("ghent");
        leuven = space.node("leuven");
        assertThat(ghent.state()).isEqualTo("not-started");
        ghent.parking("korenmarkt", 3);
        leuven.parking("bondgenotenlaan", 5);
        String first = ghent.apply("DATA_PROVIDER");
        String second = leuven.apply("CONSUMER");
        HttpCaller notary = space.office();
        notary.post("/v1/onboardingRequests/" + first + "/approve").expect(200);
        notary.post("/v1/onboardingRequests/" + second + "/approve").expect(200);
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(ghent.state()).isEqualTo("onboarded");
            assertThat(leuven.state()).isEqualTo("onboarded");
        });
    }

    @AfterAll
    static void stop() {
        if (space != null) {
            space.close();
        }
    }

    @Test
    void theCertificateNamesTheGatewayAndItsStateIsKnown() {
        JsonNode certificate = ghent.membership().path("certificate");

        assertThat(certificate.path("subject").asString()).contains("CN=t2.ghent.localhost", "O=City of ghent");
        assertThat(certificate.path("status").asString()).isEqualTo("VALID");
    }

    @Test
    void eachIsToldWhoItIs() {
        JsonNode echo = ghent.api().post("/api/simpl/echo").expect(200).json();

        assertThat(echo.path("organization").asString()).isEqualTo("City of ghent");
        assertThat(ghent.membership().path("attributes").toString()).contains("DATA_PROVIDER");
        assertThat(leuven.membership().path("attributes").toString()).contains("CONSUMER");
    }

    @Test
    void theyPingEachOtherInBothDirections() {
        assertThat(ghent.ping(leuven).expect(200).text()).contains("City of leuven");
        assertThat(leuven.ping(ghent).expect(200).text()).contains("City of ghent");
    }

    @Test
    void membershipCredentialsOfTheAuthorityComeIntoTheWalletsAndHold() {
        for (SpaceNode node : java.util.List.of(ghent, leuven)) {
            await().atMost(PATIENCE).until(() -> node.credential().isPresent());
            JsonNode credential = node.credential().orElseThrow();
            assertThat(credential.path("state").asString())
                    .as(credential.toString())
                    .isEqualTo("VALID");
            assertThat(credential.toString()).contains(space.did(), "The authority");
        }
    }

    @Test
    void eachReadsWhatIsNotPublicAtTheOtherBecauseItIsAMember() {
        await().atMost(PATIENCE)
                .until(() ->
                        ghent.credential().isPresent() && leuven.credential().isPresent());

        assertThat(ghent.anyone()
                        .get("/ngsi-ld/v1/entities?type=OffStreetParking&local=true")
                        .status())
                .isEqualTo(401);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(leuven.api()
                        .get("/ngsi-ld/v1/entities?type=OffStreetParking")
                        .expect(200)
                        .text())
                .contains("ghent:korenmarkt", "leuven:bondgenotenlaan"));
    }

    /** The Dataspace Protocol over tier 2: certificate and ephemeral proof with each message, the DID by DCP on top. */
    @Test
    void anAgreementIsNegotiatedAndATransferStartedOverTier2() {
        await().atMost(PATIENCE)
                .until(() ->
                        ghent.credential().isPresent() && leuven.credential().isPresent());
        String dataset = "urn:dataset:ghent:car-parks";
        ghent.api().post("/api/offers", """
                {"id": "%s", "title": "Car parks", "content": {"kind": "entities", "types": ["OffStreetParking"]},
                 "terms": [{"template": "MEMBERS"}]}""".formatted(dataset)).expect(201);
        String negotiation = leuven.api()
                .post("/api/negotiations", """
                        {"participant": "%s", "dataset": "%s"}""".formatted(ghent.did(), dataset))
                .expect(201)
                .json()
                .path("id")
                .asString();
        await().atMost(PATIENCE).untilAsserted(() -> {
            JsonNode item = leuven.api()
                    .get("/api/negotiations/" + negotiation)
                    .expect(200)
                    .json();
            assertThat(item.path("state").asString()).as(item.toString()).isEqualTo("FINALIZED");
            assertThat(item.path("address").asString()).startsWith("https://t2.ghent.localhost:");
        });
        JsonNode sold = ghent.api().get("/api/negotiations").expect(200).json().path(0);
        assertThat(sold.path("counterparty").asString()).isEqualTo(leuven.did());
        assertThat(sold.path("address").asString())
                .as("answers go to tier 2 as well")
                .startsWith("https://t2.leuven.localhost:");
        for (SpaceNode node : java.util.List.of(ghent, leuven)) {
            assertThat(node.api().get("/api/agreements").expect(200).text()).contains("IN_FORCE", dataset);
        }
        String agreement = leuven.api()
                .get("/api/negotiations/" + negotiation)
                .json()
                .path("agreement")
                .asString();
        await().atMost(PATIENCE).untilAsserted(() -> {
            if (leuven.api()
                    .get("/api/transfers?agreement=" + encoded(agreement))
                    .json()
                    .isEmpty()) {
                leuven.api()
                        .post("/api/transfers", "{\"agreement\": \"" + agreement + "\"}")
                        .expect(201);
            }
            assertThat(leuven.api()
                            .get("/api/transfers?agreement=" + encoded(agreement))
                            .text())
                    .contains("STARTED");
        });
    }

    private static String encoded(String text) {
        return java.net.URLEncoder.encode(text, java.nio.charset.StandardCharsets.UTF_8);
    }

    @Test
    void aDatasetIsPublishedFoundByTheOtherAndRevoked() {
        HttpCaller api = ghent.api();
        JsonNode dataset = publications(api).path(0);
        assertThat(dataset.path("state").asString()).isEqualTo("not-published");
        String iri = dataset.path("dataset").asString();

        Reply published = api.post("/api/simpl/publications", "{\"dataset\": \"" + iri + "\"}");

        assertThat(published.expect(200).json().path("state").asString()).isEqualTo("published");
        JsonNode found = search(leuven);
        assertThat(found.path("totalCount").asInt()).as(found.toString()).isEqualTo(1);
        assertThat(found.toString()).contains(dataset.path("offering").asString());

        Reply revoked = api.delete("/api/simpl/publications?dataset=" + encode(iri));

        assertThat(revoked.expect(200).json().path("state").asString()).isEqualTo("revoked");
        assertThat(search(leuven).path("totalCount").asInt()).isZero();
    }

    @Test
    void aDatasetThatDoesNotFitTheDataSpacesSchemaIsNotSentAndTheShapeIsNamed() {
        HttpCaller api = leuven.api();
        String iri = publications(api).path(0).path("dataset").asString();

        Reply refused = api.post("/api/simpl/publications", "{\"dataset\": \"" + iri + "\"}");

        JsonNode violations = refused.expect(422).json().path("violations");
        assertThat(violations.path(0).path("property").asString()).isEqualTo("offeringPrice/license");
        assertThat(violations.path(0).path("shape").asString()).endsWith("#Price");
    }

    @Test
    void aNewSchemaIsToldToTheNodesWhichReadItAtOnce() {
        HttpCaller office = space.office();
        String before = schemaVersion(leuven);
        // Told are those who have subscribed by then, which each node does within a second of its certificate.
        await().atMost(PATIENCE).pollInterval(Duration.ofSeconds(2)).untilAsserted(() -> {
            office.send(
                            "POST",
                            "/v1/schemas/DataOfferingShape/versions",
                            "multipart/form-data; boundary=b",
                            form(SimplFixture.sandboxTurtle() + "# " + UUID.randomUUID() + "\n"))
                    .expect(201);
            assertThat(schemaVersion(leuven)).isNotEqualTo(before);
        });
    }

    private static String schemaVersion(SpaceNode node) {
        return node.api()
                .get("/api/simpl/schemas")
                .expect(200)
                .json()
                .at("/schemas/0/version")
                .asString();
    }

    private static byte[] form(String turtle) {
        return ("--b\r\nContent-Disposition: form-data; name=\"changelog\"\r\n\r\nThe same\r\n"
                        + "--b\r\nContent-Disposition: form-data; name=\"schemaFile\"; filename=\"s.ttl\"\r\n"
                        + "Content-Type: text/turtle\r\n\r\n" + turtle + "\r\n--b--\r\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static JsonNode publications(HttpCaller api) {
        return api.get("/api/simpl/publications").expect(200).json();
    }

    private static JsonNode search(SpaceNode node) {
        return node.api()
                .get("/api/simpl/search?q=OffStreetParking")
                .expect(200)
                .json();
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
