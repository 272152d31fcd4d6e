package eu.twintown.node.authority.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import eu.twintown.node.authority.contract.SimplContracts;
import eu.twintown.node.catalogue.simpl.SimplFixture;
import eu.twintown.node.catalogue.simpl.description.OfferingWriter;
import eu.twintown.node.catalogue.simpl.description.TextRules;
import eu.twintown.node.http.outgoing.OutgoingClient;
import eu.twintown.store.StoreFixture;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The authority's catalogue as a stranger's client meets it. */
class AuthorityCatalogueTest {
    private static final String OTHER = "0190a6c2-0000-7000-8000-000000000009";
    private final CatalogueAuthority authority = new CatalogueAuthority();
    private final KeyPair keys = SimplFixture.keyPair();

    AuthorityCatalogueTest() {
        authority.admit(SimplFixture.PARTICIPANT, SimplFixture.ISSUER, keys.getPublic());
    }

    @AfterEach
    void stop() {
        authority.close();
    }

    private static ObjectNode subject(String id) {
        ObjectNode subject = OfferingWriter.write(
                        SimplFixture.dataset(id, "Parkhaus " + id),
                        SimplFixture.settings(),
                        TextRules.of(SimplFixture.sandboxShapes()),
                        SimplFixture.PARTICIPANT)
                .subject();
        ((ObjectNode) subject.get("simpl:providerInformation")).put("simpl:signature", "ab12");
        return subject;
    }

    private String signed(String id, Consumer<ObjectNode> change) {
        ObjectNode subject = subject(id);
        change.accept(subject);
        return SimplFixture.signer(keys)
                .signed(SimplFixture.credential(SimplFixture.ISSUER, subject), Instant.now())
                .toString();
    }

    private record Answer(int status, Map<String, String> headers, JsonNode body) {}

    private Answer as(String participant, String method, String path, String body) {
        OutgoingClient.Response response = authority
                .sender(participant, "CONSUMER")
                .apply(authority.request(
                        method,
                        path,
                        body.isEmpty() ? Map.of() : Map.of("Content-Type", "application/json"),
                        body.getBytes(StandardCharsets.UTF_8)));
        boolean json = response.headers().getOrDefault("content-type", "").contains("json");
        return new Answer(
                response.status(),
                response.headers(),
                json
                        ? JsonMapper.shared().readTree(response.body())
                        : JsonMapper.shared().nullNode());
    }

    private Answer add(String description) {
        return as(SimplFixture.PARTICIPANT, "POST", "/fc/self-descriptions", description);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Test
    void aSelfDescriptionThatViolatesAShapeIsRefusedWithTheShapeNamed() {
        Answer refused = add(signed("p", subject -> ((ObjectNode) subject.get("simpl:dataProperties"))
                .put("simpl:format", "JSON-LD, no blanks")));

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.headers().get("content-type")).startsWith("application/json");
        assertThat(refused.body().path("message").asString())
                .contains("dataProperties/format", "PatternConstraintComponent", "simpl-shapes#Data");
        assertThat(refused.body().at("/violations/0/shape").asString()).endsWith("#Data");
        Answer second = as(SimplFixture.PARTICIPANT, "POST", "/fc/selfDescriptions", "{}");
        assertThat(second.headers().get("content-type")).startsWith("application/problem+json");
        assertThat(second.body().path("type").asString()).isEqualTo("urn:problem-type:simpl:badRequest");
    }

    @Test
    void anOfferingOfAClassThatNoSchemaDescribesIsRefused() {
        Answer refused =
                add(signed("p", subject -> ((ObjectNode) subject.get("rdf:type")).put("@id", "simpl:Anything")));

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.body().path("message").asString()).contains("Anything", "described by no schema");
    }

    @Test
    void aWrongSignatureAnUnknownKeyAndAForeignProviderAreRefused() {
        String changed = signed("p", subject -> {}).replace("Parkhaus p", "Parkhaus q");
        assertThat(add(changed).body().path("message").asString()).contains("does not hold");

        String foreign = SimplFixture.signer(keys, "did:web:unknown.example")
                .signed(SimplFixture.credential("did:web:unknown.example", subject("p")), Instant.now())
                .toString();
        assertThat(add(foreign).body().path("message").asString()).contains("cannot be had");

        assertThat(as(OTHER, "POST", "/fc/self-descriptions", signed("p", s -> {}))
                        .status())
                .isEqualTo(403);
        assertThat(authority
                        .asStranger("POST", "/fc/self-descriptions", signed("p", s -> {}))
                        .status())
                .isEqualTo(401);
        assertThat(authority.asStranger("GET", "/fc/self-descriptions", null).status())
                .isEqualTo(401);
    }

    @Test
    void nobodyRevokesOrDeletesWhatIsNotTheirs() {
        Answer added = add(signed("p", s -> {}));
        assertThat(added.status()).as(added.body().toString()).isEqualTo(201);
        String id = encoded(added.body().path("id").asString());

        assertThat(as(OTHER, "POST", "/fc/self-descriptions/" + id + "/revoke", "")
                        .status())
                .isEqualTo(403);
        assertThat(as(
                                OTHER,
                                "DELETE",
                                "/fc/self-descriptions/"
                                        + added.body().path("sdHash").asString(),
                                "")
                        .status())
                .isEqualTo(403);
        assertThat(as(OTHER, "GET", "/fc/self-descriptions/" + id, "").status()).isEqualTo(200);
        assertThat(as(SimplFixture.PARTICIPANT, "POST", "/fc/self-descriptions/" + id + "/revoke", "")
                        .body()
                        .path("status")
                        .asString())
                .isEqualTo("revoked");
        assertThat(as(OTHER, "GET", "/fc/self-descriptions/" + id, "").status()).isEqualTo(404);
    }

    @Test
    void aNewVersionReplacesTheFormerOneWhichStaysInTheHistory() {
        Answer first = add(signed("p", s -> {}));
        String second =
                signed("p", s -> ((ObjectNode) s.get("simpl:generalServiceProperties")).put("simpl:name", "New"));
        assertThat(add(second).status()).isEqualTo(201);
        assertThat(add(second).status()).isEqualTo(409);
        String id = first.body().path("id").asString();

        Answer list = as(
                SimplFixture.PARTICIPANT,
                "GET",
                "/fc/self-descriptions?statuses=active,deprecated&ids=" + encoded(id),
                "");
        Answer active =
                as(OTHER, "GET", "/fc/self-descriptions?withContent=true&providedBy=" + SimplFixture.PARTICIPANT, "");
        Answer versions = as(OTHER, "GET", "/fc/self-descriptions/" + encoded(id) + "/versions?pageSize=1", "");

        assertThat(list.body().path("totalCount").asInt()).isEqualTo(2);
        assertThat(list.body().at("/items/0/meta/status").asString()).isEqualTo("deprecated");
        assertThat(active.body().path("totalCount").asInt()).isEqualTo(1);
        assertThat(active.body().at("/items/0/content").asString()).isEqualTo(second);
        assertThat(versions.body().path("totalCount").asInt()).isEqualTo(2);
        assertThat(versions.body().at("/items/0/n/name").asString()).isEqualTo("New");
        assertThat(versions.body().path("items").size()).isEqualTo(1);
    }

    @Test
    void deletingTakesOneVersionAway() {
        Answer added = add(signed("p", s -> {}));
        String hash = added.body().path("sdHash").asString();

        assertThat(as(SimplFixture.PARTICIPANT, "DELETE", "/fc/self-descriptions/" + hash, "")
                        .status())
                .isEqualTo(200);
        assertThat(as(SimplFixture.PARTICIPANT, "DELETE", "/fc/self-descriptions/" + hash, "")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void queriesFindNodesByLabelAndProperty() {
        add(signed("alpha", s -> {}));
        add(signed("beta", s -> {}));
        String query =
                "{\"statement\":\"MATCH (n:GeneralServiceProperties) WHERE n.name ENDS WITH $end RETURN n LIMIT 5\","
                        + "\"parameters\":{\"end\":\"beta\"}}";

        Answer found = as(OTHER, "POST", "/fc/query", query);
        Answer counted = as(
                OTHER,
                "POST",
                "/fc/query/search",
                "{\"statement\":\"MATCH (p:OfferingPrice) WHERE p.price >= 0 RETURN count(p)\"}");
        Answer wrong = as(OTHER, "POST", "/fc/query", "{\"statement\":\"MATCH (n) DELETE n\"}");
        Answer other = as(OTHER, "POST", "/fc/query?queryLanguage=SPARQL", query);

        assertThat(found.body().at("/items/0/n/name").asString()).isEqualTo("Parkhaus beta");
        assertThat(found.body().path("totalCount").asInt()).isEqualTo(1);
        assertThat(counted.body().at("/items/0/count(p)").asInt()).isEqualTo(2);
        assertThat(wrong.status()).isEqualTo(400);
        assertThat(wrong.body().path("message").asString()).contains("RETURN");
        assertThat(other.status()).isEqualTo(400);
    }

    @Test
    void verificationTellsWithoutKeeping() {
        String good = signed("p", s -> {});

        Answer verified = as(OTHER, "POST", "/fc/verification", good);
        Answer refused = as(OTHER, "POST", "/fc/verification", good.replace("Parkhaus", "Garage"));
        Answer unsigned =
                as(OTHER, "POST", "/fc/verification?verifyVCSignature=false", good.replace("Parkhaus", "Garage"));

        assertThat(verified.status()).isEqualTo(200);
        assertThat(verified.body().path("issuer").asString()).isEqualTo(SimplFixture.ISSUER);
        assertThat(refused.status()).isEqualTo(422);
        assertThat(unsigned.status()).isEqualTo(200);
        assertThat(as(OTHER, "GET", "/fc/self-descriptions", "")
                        .body()
                        .path("totalCount")
                        .asInt())
                .isZero();
    }

    @Test
    void schemasAndParticipantsAreShown() {
        assertThat(as(OTHER, "GET", "/fc/schemas", "").body().at("/shapes/0").asString())
                .isEqualTo("DataOfferingShape");
        assertThat(as(OTHER, "GET", "/fc/schemas/latest?type=shape", "")
                        .headers()
                        .get("content-type"))
                .isEqualTo("text/turtle");
        assertThat(as(OTHER, "GET", "/fc/schemas/DataOfferingShape", "").status())
                .isEqualTo(200);
        assertThat(as(OTHER, "GET", "/fc/schemas/Nothing", "").status()).isEqualTo(404);
        assertThat(as(OTHER, "GET", "/fc/participants", "")
                        .body()
                        .at("/items/0/id")
                        .asString())
                .isEqualTo(SimplFixture.PARTICIPANT);
        assertThat(as(OTHER, "GET", "/fc/participants/" + OTHER, "").status()).isEqualTo(404);
    }

    @Test
    void whatWasTakenIsThereAfterAStop() {
        StoreFixture fixture = StoreFixture.open();
        String id;
        try (CatalogueAuthority first = new CatalogueAuthority(fixture)) {
            first.admit(SimplFixture.PARTICIPANT, SimplFixture.ISSUER, keys.getPublic());
            OutgoingClient.Response added = first.sender(SimplFixture.PARTICIPANT)
                    .apply(first.request(
                            "POST",
                            "/fc/self-descriptions",
                            Map.of("Content-Type", "application/json"),
                            signed("p", s -> {}).getBytes(StandardCharsets.UTF_8)));
            id = JsonMapper.shared().readTree(added.body()).path("id").asString();
            Descriptions again = new Descriptions(fixture.store().documents());

            assertThat(again.byId(id)).hasSize(1);
            assertThat(again.byId(id).getFirst().stored().owner()).isEqualTo(SimplFixture.PARTICIPANT);
        }
    }

    @Test
    void whatGoesOverTheLineIsWhatTheContractsForesee() {
        Optional<SimplContracts> contracts = SimplContracts.atHand();
        Assumptions.assumeTrue(contracts.isPresent(), "TWINTOWN_SIMPL_CONTRACTS names no folder");
        queriesFindNodesByLabelAndProperty();
        nobodyRevokesOrDeletesWhatIsNotTheirs();
        verifies();
        schemasAndParticipantsAreShown();
        assertThat(as(OTHER, "GET", "/fc/selfDescriptions?withContent=true", "").status())
                .isEqualTo(200);
        ContractedPaths.assertConform(contracts.get(), authority.exchanges());
    }

    private void verifies() {
        assertThat(as(OTHER, "POST", "/fc/verification", signed("p", s -> {})).status())
                .isEqualTo(200);
    }
}
