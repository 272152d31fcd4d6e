package eu.twintown.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.twintown.node.config.ConfigException;
import eu.twintown.node.http.ServerOptions;
import eu.twintown.node.http.WebServer;
import eu.twintown.node.http.outgoing.OutgoingClient;
import eu.twintown.node.http.outgoing.OutgoingRules;
import eu.twintown.node.trust.credential.CredentialFormat;
import eu.twintown.node.trust.credential.Expectation;
import eu.twintown.node.trust.did.DidService;
import eu.twintown.node.trust.issuance.CredentialOrder;
import eu.twintown.node.trust.jose.StrictJson;
import eu.twintown.node.trust.key.KeyPurpose;
import eu.twintown.store.StoreFixture;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The node's identity over HTTP, from a configuration file to the answers. */
class TrustPartsTest {
    private static final String CONFIG = """
            node: {name: city, title: City, country: DE, public-url: "https://city.example/twin"}
            trust:
              anchors:
                - {did: "did:web:fixed.example", name: Fixed, types: [A]}
                - {did: "did:web:city.example:twin", name: Ourselves}
            """;

    @TempDir
    private Path folder;

    private final HttpClient client = HttpClient.newHttpClient();
    private final StoreFixture fixture = StoreFixture.open();
    private final OutgoingClient outgoing = new OutgoingClient(OutgoingRules.PUBLIC_ONLY);
    private TrustParts trust;
    private WebServer server;

    record Answer(int status, String text) {
        JsonNode json() {
            return JsonMapper.shared().readTree(text);
        }
    }

    @BeforeEach
    void open() throws IOException {
        Settings settings = settings(CONFIG);
        trust = new TrustParts(
                settings.trust(), settings.config(), fixture.store().documents(), outgoing, InstantSource.system());
        server = new WebServer(ServerOptions.loopback(0), trust.routes());
    }

    @AfterEach
    void close() {
        server.close();
        outgoing.close();
        fixture.close();
    }

    private Settings settings(String yaml) throws IOException {
        Path file = folder.resolve("twintown.yaml");
        Files.writeString(file, yaml);
        return Settings.read(file, Map.of());
    }

    private Answer ask(String method, String path, String body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .header("Content-Type", "application/json")
                .build();
        try {
            HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.body());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private JsonNode get(String path) {
        Answer answer = ask("GET", path, "");
        assertThat(answer.status()).as(path + " " + answer.text()).isEqualTo(200);
        return answer.json();
    }

    private static String encoded(String did) {
        return URLEncoder.encode(did, StandardCharsets.UTF_8);
    }

    @Test
    void theDidDocumentLiesWhereTheDidSaysAndAtTheRoot() {
        trust.offer(new DidService("#dcp", "CredentialService", URI.create("https://city.example/twin/dcp")));

        JsonNode document = get("/.well-known/did.json");
        assertThat(document.path("id").asString()).isEqualTo("did:web:city.example:twin");
        assertThat(get("/twin/did.json")).isEqualTo(document);
        assertThat(ask("GET", "/other/did.json", "").status()).isEqualTo(404);
        assertThat(document.at("/service/0/serviceEndpoint").asString()).isEqualTo("https://city.example/twin/dcp");
        assertThat(get("/.well-known/did-history.json").at("/keys/0/state").asString())
                .isEqualTo("active");
    }

    @Test
    void keysAreListedWithoutTheirSecretsAndRotated() {
        String before = get("/.well-known/did.json")
                .at("/verificationMethod/0/publicKeyJwk/kid")
                .asString();

        Answer rotated = ask("POST", "/api/keys/node/rotate", "");
        assertThat(rotated.status()).isEqualTo(200);
        assertThat(rotated.json().path("active").asBoolean()).isTrue();

        Answer keys = ask("GET", "/api/keys", "");
        assertThat(keys.json().values())
                .extracting(key -> key.path("purpose").asString() + " "
                        + key.path("active").asBoolean())
                .containsExactly("node true", "node false");
        assertThat(keys.json().at("/1/kid").asString()).isEqualTo(before);
        assertThat(keys.text()).doesNotContain("\"d\"", "sealed");
        assertThat(get("/.well-known/did.json").path("verificationMethod")).hasSize(2);
        assertThat(ask("POST", "/api/keys/other/rotate", "").status()).isEqualTo(404);
        assertThat(trust.keys().active(KeyPurpose.NODE).kid())
                .isEqualTo(rotated.json().path("kid").asString());
    }

    @Test
    void theOrganisationShowsWhatItHolds() {
        var credential = trust.issuer()
                .issue(CredentialOrder.of(
                        CredentialFormat.VC20_JWT, "A", "did:web:city.example:twin", StrictJson.object()));
        trust.wallet().add(credential.text());

        JsonNode answer = get("/api/organisation");
        assertThat(answer.path("did").asString()).isEqualTo("did:web:city.example:twin");
        assertThat(answer.at("/document/id")).isEqualTo(answer.path("did"));
        assertThat(answer.at("/credentials/0/state").asString()).isEqualTo("VALID");
        assertThat(answer.at("/credentials/0/issuerName").asString()).isEqualTo("Ourselves");

        trust.issuer().revoke(credential.id(), "x");
        assertThat(get("/api/organisation").at("/credentials/0/state").asString())
                .isEqualTo("REVOKED");
    }

    @Test
    void statusListsAreServedSigned() {
        var credential = trust.issuer()
                .issue(CredentialOrder.of(CredentialFormat.VC20_JWT, "A", "did:web:a.example", StrictJson.object()));
        String address = credential.status().getFirst().list().toString();
        assertThat(address).isEqualTo("https://city.example/twin/credentials/status/bitstring-1-revocation");

        for (String name : List.of("bitstring-1-revocation", "2021-1-suspension")) {
            String list = ask("GET", "/credentials/status/" + name, "").text();
            assertThat(trust.verifier().verify(list, Expectation.any()).fullReason())
                    .isEmpty();
        }
        assertThat(ask("GET", "/credentials/status/token-1", "").text()).startsWith("ey");
        assertThat(ask("GET", "/credentials/status/other", "").status()).isEqualTo(404);
    }

    @Test
    void trustAnchorsArePutRevokedAndPublishedInThreeShapes() {
        String did = "did:web:issuer.example";
        String path = "/api/trust/anchors/" + encoded(did);
        assertThat(ask("PUT", path, "{\"name\":\"Issuer\",\"types\":[\"gx:LabelCredential\"]}")
                        .status())
                .isEqualTo(200);
        assertThat(trust.anchors().trusts(did, List.of("gx:LabelCredential"))).isPresent();

        String ebsi = "/trusted-issuers-registry/v5/issuers";
        assertThat(get(ebsi).at("/items/0/did").asString()).isEqualTo(did);
        assertThat(get(ebsi).at("/links/next").asString()).startsWith("https://city.example/twin" + ebsi);
        assertThat(get(ebsi + "/" + encoded(did)).path("hasAttributes").asBoolean())
                .isTrue();
        assertThat(get(ebsi + "/" + encoded(did) + "?version=deprecated")
                        .at("/attributes/0/issuerType")
                        .asString())
                .isEqualTo("TI");
        String id =
                get(ebsi + "/" + encoded(did) + "/attributes").at("/items/0/id").asString();
        String attribute = ebsi + "/" + encoded(did) + "/attributes/" + id;
        assertThat(get(attribute).at("/attribute/body").asString()).startsWith("ey");
        assertThat(get("/gaia-x/api/complianceIssuers").values())
                .extracting(JsonNode::asString)
                .containsExactly("did:web:city.example:twin", did);

        assertThat(ask("DELETE", path, "").status()).as("a reason is needed").isEqualTo(400);
        assertThat(ask("DELETE", path + "?reason=broke+the+rules", "").status()).isEqualTo(200);
        assertThat(trust.anchors().trusts(did, List.of("gx:LabelCredential"))).isEmpty();
        assertThat(get(attribute).at("/attribute/issuerType").asString()).isEqualTo("Revoked");
        assertThat(get(attribute + "/revisions").path("total").asInt()).isEqualTo(2);
        assertThat(get("/gaia-x/api/trustAnchors")
                        .at("/trustAnchors/2/trustState")
                        .asString())
                .isEqualTo("revoked");
        assertThat(get("/api/trust/anchors").at("/2/revoked/reason").asString()).isEqualTo("broke the rules");
        assertThat(get("/api/trust/anchors/history")).hasSize(2);
        assertThat(ask("GET", "/trust-anchors", "").text().split("\\.")).hasSize(3);
        assertThat(ask("GET", ebsi + "/did:web:none.example", "").status()).isEqualTo(404);
    }

    @Test
    void badAnchorsAreRefusedWithTheirPlace() {
        String path = "/api/trust/anchors/" + encoded("did:web:a.example");
        assertThat(ask("PUT", path, "{\"name\":\"x\",\"types\":[]}")
                        .json()
                        .path("pointer")
                        .asString())
                .isEqualTo("/types");
        assertThat(ask("PUT", path, "{\"types\":[\"A\"]}")
                        .json()
                        .path("pointer")
                        .asString())
                .isEqualTo("/name");
        assertThat(ask("PUT", path, "{\"name\":\"x\",\"types\":[\"A\"],\"until\":\"soon\"}")
                        .status())
                .isEqualTo(400);
        assertThat(ask("PUT", "/api/trust/anchors/x", "{\"name\":\"x\",\"types\":[\"A\"]}")
                        .status())
                .isEqualTo(400);
        assertThat(ask("DELETE", "/api/trust/anchors/" + encoded("did:web:fixed.example") + "?reason=x", "")
                        .status())
                .isEqualTo(409);
    }

    @Test
    void gaiaXCredentialsAreMadeAndHeld() {
        Answer made = ask(
                "POST",
                "/api/gaia-x/participant",
                "{\"name\":\"City\",\"country\":\"DE\",\"registrationNumber\":\"https://notary.example/1#cs\"}");
        assertThat(made.status()).isEqualTo(201);
        assertThat(made.json().values())
                .extracting(one -> one.at("/types/0").asString())
                .containsExactly("gx:LegalPerson", "gx:Issuer");
        assertThat(ask("POST", "/api/gaia-x/service-offerings", """
                {"id": "https://city.example/s", "name": "S", "termsUrl": "https://city.example/t", "termsHash": "%s"}
                """.formatted("0a".repeat(32)))
                        .status())
                .isEqualTo(201);
        assertThat(trust.wallet().list()).hasSize(3);
        assertThat(ask("POST", "/api/gaia-x/service-offerings", "{}").status()).isEqualTo(400);
        JsonNode refused = ask("POST", "/api/gaia-x/compliance", "{\"compliance\":\"a.b.c\",\"credentials\":[]}")
                .json();
        assertThat(refused.path("compliant").asBoolean(true)).isFalse();
    }

    @Test
    void faultsOfTheConfigurationAreAllTold() {
        assertThatThrownBy(() -> settings("""
                        node: {name: city, country: DE}
                        identity: {did: x, did-cache: soon, other: 1}
                        keys: {algorithm: RS512, passphrase-file: nowhere, external: {node: {kind: vault}, x: {}}}
                        trust: {anchors: [{name: x}], registries: [{kind: signed}]}
                        """))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("identity.did:")
                .hasMessageContaining("identity.did-cache")
                .hasMessageContaining("identity.other")
                .hasMessageContaining("keys.algorithm")
                .hasMessageContaining("keys.passphrase-file")
                .hasMessageContaining("keys.external.node.url")
                .hasMessageContaining("keys.external.x")
                .hasMessageContaining("trust.anchors[0].did")
                .hasMessageContaining("trust.registries[0].signer");
    }
}
