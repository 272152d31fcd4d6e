package eu.twintown.node.authority.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import eu.twintown.node.authority.contract.SimplContracts;
import eu.twintown.node.authority.schema.SchemaForms;
import eu.twintown.node.catalogue.simpl.SimplFixture;
import eu.twintown.node.catalogue.simpl.publish.CatalogueSettings;
import eu.twintown.node.catalogue.simpl.publish.SimplCatalogue;
import eu.twintown.node.http.Guard;
import eu.twintown.node.http.ServerOptions;
import eu.twintown.node.http.WebServer;
import eu.twintown.node.http.outgoing.OutgoingClient;
import eu.twintown.node.http.outgoing.OutgoingRules;
import eu.twintown.store.StoreFixture;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.jena.rdf.model.Model;
import org.apache.jena.rdf.model.ModelFactory;
import org.apache.jena.rdf.model.Resource;
import org.apache.jena.vocabulary.DCAT;
import org.apache.jena.vocabulary.DCTerms;
import org.apache.jena.vocabulary.RDF;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A node publishes, finds and revokes its datasets in an authority's catalogue, over HTTP on both sides. */
class PublishingTest {
    private static final String PARKING = "https://twin.example.org/catalogue#parking";
    private static final String GHENT = "0190a6c2-0000-7000-8000-000000000002";

    private final CatalogueAuthority authority = new CatalogueAuthority();
    private final StoreFixture fixture = StoreFixture.open();
    private final KeyPair keys = SimplFixture.keyPair();
    private final OutgoingClient client = new OutgoingClient(OutgoingRules.PUBLIC_ONLY.allowing("127.0.0.0/8"));
    private final List<AutoCloseable> open = new ArrayList<>();
    private volatile Model catalogue = catalogue("Parkhäuser Münster", "https://www.govdata.de/dl-de/by-2-0");
    private volatile Optional<String> participant = Optional.of(SimplFixture.PARTICIPANT);
    private WebServer node;

    PublishingTest() {
        authority.admit(SimplFixture.PARTICIPANT, SimplFixture.ISSUER, keys.getPublic());
        authority.admit(GHENT, "did:web:ghent.example", SimplFixture.keyPair().getPublic());
        node = node(false, "v1", Duration.ofHours(1));
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable part : open.reversed()) {
            part.close();
        }
        client.close();
        fixture.close();
        authority.close();
    }

    private WebServer node(boolean all, String api, Duration recheck) {
        CatalogueSettings settings = new CatalogueSettings(
                authority.url(),
                api.equals("v1") ? "/fc/self-descriptions" : "/fc/selfDescriptions",
                "/adapter/v1/selfDescriptions",
                "/adapter/v1/selfDescriptions/advancedSearch",
                URI.create(authority.url() + "/v1"),
                authority.url(),
                Optional.empty(),
                Duration.ofHours(1),
                Duration.ofDays(1),
                recheck,
                all,
                SimplFixture.settings());
        SimplCatalogue part = new SimplCatalogue(
                settings,
                new SimplCatalogue.Surroundings(
                        () -> catalogue,
                        () -> participant,
                        () -> SimplFixture.signer(keys),
                        authority.sender(SimplFixture.PARTICIPANT, "DATA_PROVIDER"),
                        fixture.store().documents(),
                        InstantSource.system()));
        WebServer server = new WebServer(
                ServerOptions.loopback(0),
                List.of(part.routes(CatalogueAuthority.BODIES), part.tier2Routes(CatalogueAuthority.BODIES)),
                (method, template, status, nanos) -> {},
                Guard.OPEN);
        part.start();
        open.add(server);
        open.add(part);
        return server;
    }

    private static Model catalogue(String title, String licence) {
        Model model = ModelFactory.createDefaultModel();
        Resource distribution = model.createResource(PARKING + "-current")
                .addProperty(RDF.type, DCAT.Distribution)
                .addProperty(
                        DCAT.accessURL, model.createResource("https://twin.example.org/ngsi-ld/v1/entities?type=P"))
                .addProperty(DCTerms.format, model.createResource("http://example.org/file-type/JSON_LD"));
        if (!licence.isEmpty()) {
            distribution.addProperty(DCTerms.license, model.createResource(licence));
        }
        model.createResource(PARKING)
                .addProperty(RDF.type, DCAT.Dataset)
                .addProperty(DCTerms.title, title, "de")
                .addProperty(DCTerms.description, "Freie Plätze", "de")
                .addProperty(DCAT.keyword, "parking", "en")
                .addProperty(DCAT.distribution, distribution);
        return model;
    }

    private record Answer(int status, JsonNode body) {}

    private Answer call(String method, String path, String body) {
        OutgoingClient.Response response = client.send(new OutgoingClient.Request(
                method,
                URI.create(node.url() + path),
                body.isEmpty() ? Map.of() : Map.of("Content-Type", "application/json"),
                body.getBytes(StandardCharsets.UTF_8),
                Duration.ofSeconds(20)));
        return new Answer(
                response.status(),
                response.body().length == 0
                        ? JsonMapper.shared().nullNode()
                        : JsonMapper.shared().readTree(response.body()));
    }

    private Answer publish() {
        return call("POST", "/api/simpl/publications", "{\"dataset\":\"" + PARKING + "\"}");
    }

    private Answer revoke() {
        return call("DELETE", "/api/simpl/publications?dataset=" + encoded(PARKING), "");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private String state() {
        return call("GET", "/api/simpl/publications", "").body().at("/0/state").asString();
    }

    private JsonNode found(String participantId, String words, String... attributes) {
        OutgoingClient.Response response = authority
                .sender(participantId, attributes)
                .apply(authority.request(
                        "GET", "/adapter/v1/selfDescriptions?searchString=" + encoded(words), Map.of(), new byte[0]));
        assertThat(response.status()).isEqualTo(200);
        return JsonMapper.shared().readTree(response.body());
    }

    @Test
    void aDatasetIsPublishedFoundByAnotherParticipantRevokedAndNotFoundAnyMore() {
        assertThat(state()).isEqualTo("not-published");

        Answer published = publish();

        assertThat(published.body().path("state").asString())
                .as(published.body().toString())
                .isEqualTo("published");
        assertThat(published.body().path("hash").asString()).hasSize(64);
        assertThat(published.body().at("/rewritten/0/original").asString()).isEqualTo("JSON_LD");
        JsonNode found = found(GHENT, "münster parkhäuser", "CONSUMER");
        assertThat(found.path("totalCount").asInt()).isEqualTo(1);
        assertThat(found.at("/items/0/n/name").asString()).isEqualTo("Parkhäuser Münster");
        assertThat(found.at("/items/0/n/claimsGraphUri/0").asString())
                .isEqualTo(published.body().path("offering").asString());

        assertThat(revoke().body().path("state").asString()).isEqualTo("revoked");
        assertThat(found(GHENT, "münster", "CONSUMER").path("totalCount").asInt())
                .isZero();
        assertThat(call("GET", "/api/simpl/search?q=Parkh%C3%A4user", "")
                        .body()
                        .path("totalCount")
                        .asInt())
                .isZero();
    }

    @Test
    void bothVersionsOfTheCataloguesPathsWork() {
        node = node(false, "v2", Duration.ofHours(1));

        assertThat(publish().body().path("state").asString()).isEqualTo("published");
        assertThat(revoke().body().path("state").asString()).isEqualTo("revoked");
    }

    @Test
    void whoLacksTheAttributeThatTheAccessPolicyNamesDoesNotFindIt() {
        publish();

        assertThat(found(GHENT, "Münster").path("totalCount").asInt()).isZero();
        assertThat(found(GHENT, "Münster", "INFRA_PROVIDER").path("totalCount").asInt())
                .isZero();
        assertThat(found(GHENT, "Münster", "CONSUMER").path("totalCount").asInt())
                .isEqualTo(1);
    }

    @Test
    void offeringsOfASuspendedParticipantAreNotFound() {
        publish();
        authority.suspend(SimplFixture.PARTICIPANT);

        assertThat(found(GHENT, "Münster", "CONSUMER").path("totalCount").asInt())
                .isZero();
    }

    @Test
    void whatDoesNotFitIsToldByPropertyAndNothingIsSent() {
        catalogue = catalogue("Parkhäuser", "");
        int before = authority.exchanges().size();

        Answer refused = publish();

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.body().path("state").asString()).isEqualTo("invalid");
        assertThat(refused.body().at("/violations/0/property").asString()).isEqualTo("offeringPrice/license");
        assertThat(refused.body().at("/violations/0/shape").asString()).endsWith("#Price");
        assertThat(authority.exchanges().stream().skip(before))
                .noneMatch(exchange -> exchange.method().equals("POST"));
        assertThat(state()).isEqualTo("invalid");
    }

    @Test
    void thePreviewShowsTheOfferingWithoutSendingIt() {
        Answer preview = call("GET", "/api/simpl/publications/preview?dataset=" + encoded(PARKING), "");

        assertThat(preview.body().path("violations").size()).isZero();
        assertThat(preview.body()
                        .at("/subject/simpl:generalServiceProperties/simpl:name")
                        .asString())
                .isEqualTo("Parkhäuser Münster");
        assertThat(state()).isEqualTo("not-published");
    }

    @Test
    void aChangedDatasetIsPublishedAgainAndOneThatIsGoneIsRevoked() {
        node = node(true, "v1", Duration.ofMillis(50));
        await().until(this::state, "published"::equals);
        String first = found(GHENT, "Münster", "CONSUMER")
                .at("/items/0/n/claimsGraphUri/0")
                .asString();

        catalogue = catalogue("Parkhäuser Münster Süd", "https://www.govdata.de/dl-de/by-2-0");

        await().untilAsserted(() -> assertThat(
                        found(GHENT, "Süd", "CONSUMER").path("totalCount").asInt())
                .isEqualTo(1));
        JsonNode now = found(GHENT, "Münster", "CONSUMER");
        assertThat(now.path("totalCount").asInt()).isEqualTo(1);
        assertThat(now.at("/items/0/n/claimsGraphUri/0").asString()).isEqualTo(first);

        catalogue = ModelFactory.createDefaultModel();
        await().untilAsserted(() -> assertThat(
                        found(GHENT, "Münster", "CONSUMER").path("totalCount").asInt())
                .isZero());
    }

    @Test
    void anUnchangedDatasetIsSentOnce() {
        node = node(true, "v1", Duration.ofMillis(20));
        await().until(this::state, "published"::equals);
        String hash =
                call("GET", "/api/simpl/publications", "").body().at("/0/hash").asString();
        call("POST", "/schemas/events", event());
        await().until(() -> authority.exchanges().stream()
                        .filter(e -> e.path().equals("/v1/schemas"))
                        .count()
                >= 2);

        assertThat(call("GET", "/api/simpl/publications", "")
                        .body()
                        .at("/0/hash")
                        .asString())
                .isEqualTo(hash);
        assertThat(authority.exchanges())
                .filteredOn(e -> e.method().equals("POST") && e.path().endsWith("self-descriptions"))
                .hasSize(1);
    }

    private static String event() {
        return """
                {"eventId":"1","eventType":"SchemaPublished","timestamp":"2026-11-22T12:00:00Z","data":{"schema":{
                "uri":"https://a/schemas/X","title":"X","name":"X","description":"x","resourceType":"X",
                "status":"PUBLISHED"}}}""";
    }

    @Test
    void aNewSchemaVersionChangesWhatIsValidOnBothSides() {
        assertThat(publish().status()).isEqualTo(200);
        assertThat(call("GET", "/api/simpl/schemas", "")
                        .body()
                        .at("/schemas/0/version")
                        .asString())
                .isEqualTo("1.0.0");
        String stricter = SimplFixture.sandboxTurtle()
                + "\nhere:General sh:property [ sh:path simpl:name ; sh:pattern \"^[a-zA-Z0-9][a-zA-Z0-9\\\\s]*$\" ] ."
                + "\nhere:DataOffering sh:property [ sh:path simpl:slaAgreements ; sh:minCount 1 ] .";
        OutgoingClient.Response added = authority.asOperator(
                "POST",
                "/v1/schemas/DataOfferingShape/versions",
                SchemaForms.HEADERS,
                SchemaForms.form(Map.of("schemaFile", stricter, "changelog", "Names in plain letters, agreements")));
        assertThat(added.status()).isEqualTo(201);
        assertThat(call("POST", "/schemas/events", event()).status()).isEqualTo(204);

        Answer refused = publish();

        assertThat(call("GET", "/api/simpl/schemas", "")
                        .body()
                        .at("/schemas/0/version")
                        .asString())
                .isEqualTo("1.0.1");
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.body().at("/violations/0/property").asString()).isEqualTo("slaAgreements");
        assertThat(refused.body().path("rewritten").toString()).contains("Parkhaeuser Muenster");
    }

    @Test
    void withoutAnAuthorityItIsToldAndTriedAgain() {
        publish();
        authority.suspend(SimplFixture.PARTICIPANT);
        participant = Optional.empty();

        assertThat(publish().status()).isEqualTo(409);
    }

    @Test
    void advancedSearchFindsByPropertiesAndRanges() {
        publish();
        String wanted = """
                {"simpl:GeneralServiceProperties":{"@type":"simpl:GeneralServiceProperties","name":"parkhäuser"},
                 "simpl:OfferingPrice":{"price":{"op1":">=","value1":0,"op2":"<","value2":%s}}}""";

        assertThat(call("POST", "/api/simpl/search", wanted.formatted("10"))
                        .body()
                        .path("totalCount")
                        .asInt())
                .isEqualTo(1);
        assertThat(call("POST", "/api/simpl/search", wanted.formatted("0"))
                        .body()
                        .path("totalCount")
                        .asInt())
                .isZero();
        assertThat(call("POST", "/api/simpl/search", "{\"simpl:ContractTemplate\":{}}")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void malformedEventsAndUnknownDatasetsAreRefused() {
        assertThat(call("POST", "/schemas/events", "{\"eventType\":\"SchemaPublished\"}")
                        .status())
                .isEqualTo(400);
        assertThat(call("POST", "/schemas/events", event().replace("SchemaPublished", "Other"))
                        .status())
                .isEqualTo(400);
        assertThat(call("POST", "/api/simpl/publications", "{\"dataset\":\"urn:x\"}")
                        .status())
                .isEqualTo(404);
        assertThat(call("POST", "/api/simpl/publications", "{}").status()).isEqualTo(400);
        assertThat(call("DELETE", "/api/simpl/publications?dataset=urn%3Ax", "").status())
                .isEqualTo(404);
    }

    @Test
    void whatGoesOverTheLineIsWhatTheContractsForesee() {
        Optional<SimplContracts> contracts = SimplContracts.atHand();
        Assumptions.assumeTrue(contracts.isPresent(), "TWINTOWN_SIMPL_CONTRACTS names no folder");
        publish();
        found(GHENT, "Münster", "CONSUMER");
        revoke();
        ContractedPaths.assertConform(contracts.get(), authority.exchanges());
    }
}
