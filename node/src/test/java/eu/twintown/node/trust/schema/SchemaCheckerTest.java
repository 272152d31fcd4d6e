package eu.twintown.node.trust.schema;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import eu.twintown.node.http.outgoing.OutgoingClient;
import eu.twintown.node.http.outgoing.OutgoingRules;
import eu.twintown.node.trust.Party;
import eu.twintown.node.trust.credential.Check;
import eu.twintown.node.trust.credential.Credential;
import eu.twintown.node.trust.credential.Credentials;
import eu.twintown.node.trust.jose.StrictJson;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class SchemaCheckerTest {
    private static final Party ISSUER = Party.of("did:web:authority.example");

    private final WireMockServer host = new WireMockServer(0);
    private final OutgoingClient outgoing = new OutgoingClient(
            OutgoingRules.PUBLIC_ONLY.allowing("127.0.0.0/8").withCircuit(1000, Duration.ofMillis(1)));
    private final SchemaChecker checker = new SchemaChecker(outgoing);

    @BeforeEach
    void open() {
        host.start();
        host.stubFor(get("/whole").willReturn(okJson("""
                {"$schema": "https://json-schema.org/draft/2020-12/schema",
                 "properties": {"credentialSubject": {"required": ["role"]}}}
                """)));
        host.stubFor(get("/subject").willReturn(okJson("""
                {"$schema": "http://json-schema.org/draft-07/schema#", "required": ["role"]}
                """)));
    }

    @AfterEach
    void close() {
        host.stop();
        outgoing.close();
    }

    private Credential credential(boolean role, String type, String path) {
        ObjectNode json = StrictJson.object("""
                {"@context": ["https://www.w3.org/ns/credentials/v2"], "type": ["VerifiableCredential", "T"],
                 "issuer": "did:web:authority.example", "credentialSubject": {"id": "did:web:a.example"}}
                """);
        if (role) {
            ((ObjectNode) json.path("credentialSubject")).put("role", "member");
        }
        if (!type.isEmpty()) {
            json.putObject("credentialSchema").put("type", type).put("id", host.url(path));
        }
        return Credentials.parse(ISSUER.sign("vc+jwt", json));
    }

    private boolean passes(boolean role, String type, String path) {
        return checker.check(credential(role, type, path)).orElseThrow().passed();
    }

    @Test
    void aCredentialIsHeldAgainstTheSchemaThatItNames() {
        assertThat(checker.check(credential(false, "", ""))).isEmpty();
        assertThat(passes(true, "JsonSchema", "/whole")).isTrue();
        assertThat(passes(false, "JsonSchema", "/whole")).isFalse();
        assertThat(passes(true, "JsonSchemaValidator2018", "/subject")).isTrue();
        assertThat(passes(false, "JsonSchemaValidator2018", "/subject")).isFalse();
    }

    @Test
    void aSchemaThatCannotBeUsedRefusesTheCredential() {
        host.stubFor(get("/gone").willReturn(aResponse().withStatus(404)));
        host.stubFor(get("/reaching").willReturn(okJson("{\"$ref\": \"http://127.0.0.1:1/inside\"}")));

        assertThat(passes(true, "Other", "/whole")).isFalse();
        assertThat(passes(true, "JsonSchema", "/gone")).isFalse();
        assertThat(passes(true, "JsonSchema", "/reaching")).isFalse();
        Check check = checker.check(credential(true, "JsonSchema", "/gone")).orElseThrow();
        assertThat(check.name()).isEqualTo("schema");
        assertThat(check.safe()).doesNotContain("127.0.0.1");
    }
}
