package eu.twintown.node.catalogue.simpl.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.twintown.node.catalogue.simpl.SimplFixture;
import eu.twintown.node.catalogue.simpl.check.DescriptionFault;
import eu.twintown.node.catalogue.simpl.check.SelfDescription;
import eu.twintown.node.catalogue.simpl.description.OfferingWriter;
import eu.twintown.node.catalogue.simpl.description.TextRules;
import java.security.KeyPair;
import java.time.Instant;
import java.util.Base64;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class JwsProofTest {
    private static final KeyPair KEYS = SimplFixture.keyPair();
    private static final CredentialSigner SIGNER = SimplFixture.signer(KEYS);
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private final JwsProof proofs = new JwsProof(method -> KEYS.getPublic());

    private static ObjectNode signed() {
        ObjectNode subject = OfferingWriter.write(
                        SimplFixture.dataset("parking", "Parken"),
                        SimplFixture.settings(),
                        TextRules.of(SimplFixture.sandboxShapes()),
                        SimplFixture.PARTICIPANT)
                .subject();
        return SIGNER.signed(SimplFixture.credential(SimplFixture.ISSUER, subject), NOW);
    }

    @Test
    void whatIsSignedVerifies() {
        assertThat(proofs.verify(SelfDescription.of(signed()))).isEqualTo(SimplFixture.KEY);
    }

    @Test
    void theOrderOfMembersAndTheNamesOfPrefixesDoNotMatter() {
        String text = signed().toString().replace("simpl:", "s:").replace("\"simpl\":", "\"s\":");

        assertThat(proofs.verify(SelfDescription.parse(text))).isEqualTo(SimplFixture.KEY);
    }

    @Test
    void theCanonicalFormNamesEachThingOnceAndKnowsTheTermsOfTheCredential() {
        String canonical = CanonicalHash.canonical(signed().without("proof"));

        assertThat(canonical)
                .contains("<https://www.w3.org/2018/credentials#credentialSubject>")
                .contains("\"2026-11-22T12:00:00Z\"^^<http://www.w3.org/2001/XMLSchema#dateTime>")
                .contains("_:c14n0")
                .doesNotContain("simpl:");
    }

    static Stream<Arguments> tricks() {
        return Stream.of(
                Arguments.of(
                        "a changed text",
                        edit(sd -> ((ObjectNode) sd.at("/credentialSubject/simpl:generalServiceProperties"))
                                .put("simpl:name", "Other")),
                        "does not hold"),
                Arguments.of(
                        "another issuer",
                        edit(sd -> sd.put("issuer", "did:web:other.example")),
                        "no key of the issuer"),
                Arguments.of(
                        "a later date", edit(sd -> sd.put("issuanceDate", "2027-01-01T00:00:00Z")), "does not hold"),
                Arguments.of(
                        "a changed proof",
                        edit(sd -> ((ObjectNode) sd.get("proof")).put("created", "2027-01-01T00:00:00Z")),
                        "does not hold"),
                Arguments.of(
                        "algorithm none",
                        edit(sd -> header(sd, "{\"alg\":\"none\",\"b64\":false,\"crit\":[\"b64\"]}")),
                        "does not hold"),
                Arguments.of(
                        "another algorithm",
                        edit(sd -> header(sd, "{\"alg\":\"EdDSA\",\"b64\":false,\"crit\":[\"b64\"]}")),
                        "does not hold"),
                Arguments.of("an encoded payload", edit(sd -> header(sd, "{\"alg\":\"ES256\"}")), "b64 false"),
                Arguments.of("no proof", edit(sd -> sd.remove("proof")), "proof must be"),
                Arguments.of("a member beside", edit(sd -> sd.put("evidence", "x")), "not known here"),
                Arguments.of(
                        "a member beside in the proof",
                        edit(sd -> ((ObjectNode) sd.get("proof")).put("x", "y")),
                        "not known here"),
                Arguments.of(
                        "a foreign context",
                        edit(sd -> sd.withArray("@context").add("http://127.0.0.1/ctx")),
                        "not read"),
                Arguments.of(
                        "a context in the offering",
                        edit(sd -> ((ObjectNode) sd.at("/credentialSubject/simpl:dataProperties"))
                                .put("@context", "http://127.0.0.1/ctx")),
                        "not read"),
                Arguments.of(
                        "an imported context",
                        edit(sd -> ((ObjectNode) sd.at("/credentialSubject/@context"))
                                .put("@import", "http://127.0.0.1/ctx")),
                        "no prefix"),
                Arguments.of(
                        "a term without a prefix",
                        edit(sd -> ((ObjectNode) sd.get("credentialSubject")).put("hidden", "x")),
                        "no property with one of the prefixes"));
    }

    private static Consumer<ObjectNode> edit(Consumer<ObjectNode> change) {
        return change;
    }

    private static void header(ObjectNode description, String header) {
        ObjectNode proof = (ObjectNode) description.get("proof");
        String jws = proof.get("jws").asString();
        proof.put(
                "jws",
                Base64.getUrlEncoder()
                                .withoutPadding()
                                .encodeToString(header.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                        + jws.substring(jws.indexOf('.')));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("tricks")
    void tricksAreRefusedWithAReason(String name, Consumer<ObjectNode> trick, String reason) {
        ObjectNode description = signed();
        trick.accept(description);

        assertThatThrownBy(() ->
                        proofs.verify(SelfDescription.parse(JsonMapper.shared().writeValueAsString(description))))
                .as(name)
                .isInstanceOf(DescriptionFault.class)
                .hasMessageContaining(reason);
    }

    @Test
    void anotherKeyDoesNotVerify() {
        KeyPair other = SimplFixture.keyPair();

        assertThatThrownBy(() -> new JwsProof(method -> other.getPublic()).verify(SelfDescription.of(signed())))
                .isInstanceOf(DescriptionFault.class);
    }
}
