package eu.twintown.node.trust.did;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.twintown.node.trust.Party;
import eu.twintown.node.trust.jose.StrictJson;
import eu.twintown.node.trust.jose.TrustException;
import eu.twintown.node.trust.key.KeyPurpose;
import eu.twintown.node.trust.key.KeyRing;
import eu.twintown.node.trust.key.SigningKey;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class DidTest {
    @TempDir
    private Path folder;

    private Instant now = Instant.parse("2026-11-22T12:00:00Z");

    /** did:web method specification, section 2.5.2. */
    @ParameterizedTest
    @CsvSource({
        "did:web:w3c-ccg.github.io, w3c-ccg.github.io, /.well-known/did.json",
        "did:web:w3c-ccg.github.io:user:alice, w3c-ccg.github.io, /user/alice/did.json",
        "did:web:example.com%3A3000, example.com:3000, /.well-known/did.json",
        "did:web:example.com%3A3000:user:alice, example.com:3000, /user/alice/did.json",
    })
    void didWebNamesItsDocument(String text, String host, String path) {
        Did did = Did.parse(text);

        assertThat(did.webHost()).isEqualTo(host);
        assertThat(did.webPath()).isEqualTo(path);
    }

    @Test
    void thePublicAddressMakesTheDid() {
        assertThat(Did.web(URI.create("https://twin.muenster.de")).value()).isEqualTo("did:web:twin.muenster.de");
        assertThat(Did.web(URI.create("http://127.0.0.1:8080/")).value()).isEqualTo("did:web:127.0.0.1%3A8080");
        assertThat(Did.web(URI.create("https://a.example/twin/x")).value()).isEqualTo("did:web:a.example:twin:x");
        assertThat(Did.parse("did:web:a.example#key-1").value()).isEqualTo("did:web:a.example");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "did",
                "did:web",
                "did:web:",
                "DID:web:a.example",
                "did:web:a.example/path",
                "did:web:a.example?x",
                "did:web:user@a.example",
                "did:web:a.example%2Fadmin",
                "did:web:a.example:..:admin",
                "did:web:a.example:%2e%2e",
                "did:web:a.example::x",
                "did:web:a.example%3A80%3A90",
                "did:web:[::1]",
                "did:web:a.example\r\nHost: b"
            })
    void whatIsNoDidIsRefused(String text) {
        assertThatThrownBy(() -> Did.parse(text)).isInstanceOf(TrustException.class);
    }

    @Test
    void aKeyCountsForTheRelationshipsThatTheDocumentStates() {
        Party party = Party.of("did:web:a.example");
        ObjectNode json = party.documentJson();
        json.remove("authentication");
        DidDocument document = DidDocument.parse(party.did(), json);

        assertThat(document.key(party.keyId(), Relationship.AUTHENTICATION)).isEmpty();
        assertThat(document.key(party.keyId(), Relationship.ASSERTION_METHOD)).isPresent();
        assertThat(document.key("#" + party.key().kid(), Relationship.ASSERTION_METHOD))
                .isPresent();
        assertThat(document.key(party.key().kid(), Relationship.ASSERTION_METHOD))
                .isPresent();
        assertThat(document.key("", Relationship.ASSERTION_METHOD))
                .as("the only one")
                .isPresent();
    }

    @Test
    void aKeyThatSomebodyElseControlsOrThatIsUnusableIsPassedOver() {
        Party party = Party.of("did:web:a.example");
        ObjectNode foreign = party.documentJson();
        ((ObjectNode) foreign.path("verificationMethod").path(0)).put("controller", "did:web:evil.example");
        ObjectNode odd = party.documentJson();
        ((ObjectNode) odd.path("verificationMethod").path(0).path("publicKeyJwk")).put("crv", "secp256k1");

        for (ObjectNode json : List.of(foreign, odd)) {
            assertThat(DidDocument.parse(party.did(), json).keys(Relationship.ASSERTION_METHOD))
                    .isEmpty();
        }
    }

    @Test
    void twoKeysOfOneNameAreRefused() {
        Party party = Party.of("did:web:a.example");
        ObjectNode json = party.documentJson();
        json.withArray("verificationMethod")
                .add(json.path("verificationMethod").path(0).deepCopy());

        assertThatThrownBy(() -> DidDocument.parse(party.did(), json)).hasMessageContaining("two keys");
    }

    @Test
    void theNodesDocumentShowsKeysAndServicesAndItsHistoryTheRest() {
        KeyRing keys = KeyRing.open(folder, () -> now);
        NodeDid node = new NodeDid(
                Did.parse("did:web:a.example"),
                keys,
                () -> List.of(new DidService("#dcp", "CredentialService", URI.create("https://a.example/dcp"))),
                () -> now);
        SigningKey old = node.key();
        now = now.plus(Duration.ofDays(1));
        SigningKey fresh = keys.rotate(KeyPurpose.NODE);

        DidDocument document = node.document();
        assertThat(document.keys(Relationship.CAPABILITY_INVOCATION))
                .extracting("thumbprint")
                .containsExactly(fresh.kid(), old.kid());
        assertThat(document.service("CredentialService").orElseThrow().endpoint())
                .isEqualTo(URI.create("https://a.example/dcp"));
        assertThat(document.json().toString()).doesNotContain("\"d\":");
        assertThat(node.keyId()).isEqualTo("did:web:a.example#" + fresh.kid());

        now = now.plus(Duration.ofDays(40));
        assertThat(node.document().keys(Relationship.AUTHENTICATION)).hasSize(1);
        assertThat(node.history().path("keys").values())
                .extracting(key -> key.path("state").asString())
                .containsExactly("active", "historic");
        JsonNode historic = node.history().path("keys").path(1);
        assertThat(historic.path("publicKeyJwk").path("kid").asString()).isEqualTo(old.kid());
        assertThat(StrictJson.object(document.json().toString())).isEqualTo(document.json());
    }
}
