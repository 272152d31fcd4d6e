package eu.twintown.node.trust.gaiax;

import static org.assertj.core.api.Assertions.assertThat;

import eu.twintown.node.trust.OwnNode;
import eu.twintown.node.trust.Party;
import eu.twintown.node.trust.credential.Credential;
import eu.twintown.node.trust.credential.CredentialVerifier;
import eu.twintown.node.trust.credential.Expectation;
import eu.twintown.node.trust.credential.Verdict;
import eu.twintown.node.trust.jose.Jws;
import eu.twintown.node.trust.jose.StrictJson;
import eu.twintown.store.StoreFixture;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Gaia-X credentials made, and compliance verified without the clearing house. */
class GaiaXTest {
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final Party CLEARING_HOUSE = Party.of("did:web:compliance.example");

    @TempDir
    private Path folder;

    private final StoreFixture fixture = StoreFixture.open();
    private OwnNode node;
    private CredentialVerifier verifier;
    private ComplianceVerifier compliance;

    @BeforeEach
    void open() {
        node = new OwnNode(folder, fixture.store().documents(), URI.create("https://city.example"), () -> NOW);
        node.resolver.answer(CLEARING_HOUSE.did(), CLEARING_HOUSE::document);
        verifier = node.verifier(
                (issuer, types) -> issuer.equals("did:web:evil.example") ? Optional.empty() : Optional.of("this test"));
        compliance = new ComplianceVerifier(verifier);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private Credential legalPerson(String name) {
        return node.issuer.issue(GaiaXOrders.legalPerson(new GaiaXOrders.LegalPerson(
                "did:web:city.example#legal-person", name, "https://notary.example/vat#cs", "DE")));
    }

    private static String sha256(byte[] content) throws Exception {
        return "sha256-"
                + HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    }

    private static ObjectNode statement(ObjectNode subject) {
        ObjectNode json = StrictJson.object("""
                {"@context": ["https://www.w3.org/ns/credentials/v2", "https://w3id.org/gaia-x/development#"],
                 "id": "urn:uuid:c", "type": ["VerifiableCredential", "gx:LabelCredential"],
                 "issuer": "did:web:compliance.example", "validFrom": "2026-11-01T00:00:00Z"}
                """);
        json.set("credentialSubject", subject);
        return json;
    }

    @Test
    void theParticipantCredentialHasTheShapeOfLoire() {
        Credential credential = legalPerson("Stadt Münster");

        assertThat(verifier.verify(credential.text(), Expectation.any()).fullReason())
                .isEmpty();
        JsonNode json = credential.json();
        assertThat(json.path("@context").values())
                .extracting(JsonNode::asString)
                .containsExactly("https://www.w3.org/ns/credentials/v2", "https://w3id.org/gaia-x/development#");
        assertThat(credential.types()).containsExactly("gx:LegalPerson");
        assertThat(credential.claims().at("/gx:registrationNumber/id").asString())
                .isEqualTo("https://notary.example/vat#cs");
        assertThat(credential.claims().at("/gx:legalAddress/gx:countryCode").asString())
                .isEqualTo("DE");
        assertThat(Jws.parse(credential.text()).type()).isEqualTo("vc+jwt");
        assertThat(node.issuer
                        .issue(GaiaXOrders.issuerTerms("did:web:city.example#issuer"))
                        .claims()
                        .path("gx:gaiaxTermsAndConditions")
                        .asString())
                .hasSize(64);
    }

    @Test
    void aServiceOfferingNamesItsProviderTermsAndEndpoint() {
        Credential credential = node.issuer.issue(GaiaXOrders.serviceOffering(new GaiaXOrders.ServiceOffering(
                "https://city.example/services/parking",
                "Parking",
                "Free places",
                "did:web:city.example#legal-person",
                Optional.of(URI.create("https://city.example/ngsi-ld/v1")),
                URI.create("https://city.example/terms"),
                "ab".repeat(32),
                "default: allow intent")));

        JsonNode claims = credential.claims();
        assertThat(claims.at("/gx:providedBy/id").asString()).isEqualTo("did:web:city.example#legal-person");
        assertThat(claims.at("/gx:serviceOfferingTermsAndConditions/gx:url/@value")
                        .asString())
                .isEqualTo("https://city.example/terms");
        assertThat(claims.at("/gx:endpoint/gx:endpointURL/@value").asString())
                .isEqualTo("https://city.example/ngsi-ld/v1");
        assertThat(verifier.verify(credential.text(), Expectation.any()).fullReason())
                .isEmpty();
    }

    @Test
    void complianceIsProvedByTheDigestOfTheCanonicalCredential() throws Exception {
        Credential person = legalPerson("Stadt Münster");
        ObjectNode subject = StrictJson.object()
                .put("type", "gx:compliance")
                .put("id", person.id())
                .put(
                        "gx:integrity",
                        sha256(CanonicalJson.of(Jws.parse(person.text()).claims())))
                .put("gx:integrityNormalization", "RFC8785:JCS")
                .put("gx:version", "24.11")
                .put("gx:type", "gx:LegalPerson");
        String stated = CLEARING_HOUSE.sign("vc+jwt", statement(subject));

        Verdict verdict = compliance.verify(stated, List.of(person.text()));
        assertThat(verdict.fullReason()).isEmpty();
        assertThat(verdict.valid()).isTrue();

        Verdict other =
                compliance.verify(stated, List.of(legalPerson("Somebody else").text()));
        assertThat(other.failure().orElseThrow().name()).isEqualTo("integrity");
        assertThat(other.safeReason()).isEqualTo("The compliance is about another credential");
    }

    @Test
    void theListOfLoireIsReadWithEachOfItsDigests() throws Exception {
        Credential person = legalPerson("Stadt Münster");
        Credential terms = node.issuer.issue(GaiaXOrders.issuerTerms("did:web:city.example#issuer"));
        ObjectNode subject = StrictJson.object().put("id", "urn:uuid:c#cs").put("gx:labelLevel", "SC");
        subject.putArray("gx:compliantCredentials")
                .addObject()
                .put("id", person.id())
                .put("gx:digestSRI", sha256(person.text().getBytes(StandardCharsets.US_ASCII)));
        String stated = CLEARING_HOUSE.sign("vc+jwt", statement(subject));

        assertThat(compliance.verify(stated, List.of(person.text())).valid()).isTrue();
        assertThat(compliance
                        .verify(stated, List.of(person.text(), terms.text()))
                        .valid())
                .isFalse();
        assertThat(compliance.verify(stated, List.of()).valid()).isFalse();
        assertThat(compliance.verify(stated, List.of("x")).valid()).isFalse();
        assertThat(compliance
                        .verify(person.text(), List.of(person.text()))
                        .failure()
                        .orElseThrow()
                        .name())
                .isEqualTo("type");
    }
}
