package eu.twintown.node.authority;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jose.util.X509CertUtils;
import eu.twintown.node.authority.HttpCaller.Reply;
import eu.twintown.node.authority.participants.CredentialStatus;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPrivateKey;
import java.util.Base64;
import java.util.List;
import org.bouncycastle.cms.CMSSignedData;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Documents signed by the authority, and signatures checked; held against the published contract of the signing service. */
class SigningTest {
    private static final SandboxAuthority AUTHORITY = SandboxAuthority.start();
    private static final Member CITY =
            AUTHORITY.join("Leuven", "t2.leuven.example").proven();
    private static final String SIGN = "/signingService/v1/documents/sign";
    private static final String VERIFY = "/signingService/v1/documents/verify";
    private static final String AGREEMENT = "<agreement xmlns=\"urn:x\"><party>Leuven</party></agreement>";

    @AfterAll
    static void stop() {
        AUTHORITY.close();
        assertThat(AUTHORITY.deviations()).isEmpty();
    }

    private static ObjectNode order(String document, String format, String type) {
        return JsonMapper.shared()
                .createObjectNode()
                .put("bytes", base64(document.getBytes(StandardCharsets.UTF_8)))
                .put("keyAlias", "authority")
                .put("signatureFormat", format)
                .put("signatureType", type);
    }

    private static byte[] sign(String document, String format, String type) {
        JsonNode answer = CITY.agent()
                .post(SIGN, order(document, format, type).toString())
                .expect(201)
                .json();
        return Base64.getDecoder().decode(answer.path("signedDocument").asString());
    }

    private static Reply verify(byte[] signed, String... original) {
        ObjectNode body = JsonMapper.shared().createObjectNode();
        body.putObject("signedDocument").put("bytes", base64(signed)).put("name", "signed");
        for (String document : original) {
            body.putObject("originalDocument").put("bytes", base64(document.getBytes(StandardCharsets.UTF_8)));
        }
        return CITY.agent().post(VERIFY, body.toString());
    }

    private static void assertInvalid(Reply reply, String reason) {
        JsonNode answer = reply.expect(200).json();
        assertThat(answer.path("valid").booleanValue()).isFalse();
        assertThat(answer.path("report").asString()).contains(reason);
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static byte[] changed(byte[] signed, String from, String to) {
        String text = new String(signed, StandardCharsets.ISO_8859_1);
        assertThat(text).contains(from);
        return text.replace(from, to).getBytes(StandardCharsets.ISO_8859_1);
    }

    @ParameterizedTest
    @CsvSource({"CADES", "XADES", "JADES"})
    void aSignedDocumentIsValidAndSaysWhoSignedItAndWhen(String format) {
        byte[] signed = sign(AGREEMENT, format, "ENVELOPED");
        JsonNode answer = verify(signed).expect(200).json();
        assertThat(answer.path("valid").booleanValue()).as(answer.toString()).isTrue();
        assertThat(answer.path("report").asString()).contains(format, "Document Signer", "2");
    }

    @ParameterizedTest
    @CsvSource({"CADES", "XADES", "JADES"})
    void aDetachedSignatureNeedsItsDocumentAndNoOther(String format) {
        String text = "any bytes, not only XML";
        byte[] signed = sign(text, format, "DETACHED");
        assertThat(new String(signed, StandardCharsets.ISO_8859_1)).doesNotContain(text);
        assertThat(verify(signed, text).expect(200).json().path("valid").booleanValue())
                .isTrue();
        assertInvalid(verify(signed, text + "!"), "");
        assertInvalid(verify(signed), "originalDocument");
    }

    @Test
    void oneByteMoreAndItIsNoLongerValid() {
        assertInvalid(verify(changed(sign(AGREEMENT, "CADES", "ENVELOPED"), "Leuven", "Leuve_")), "hold");
        assertInvalid(verify(changed(sign(AGREEMENT, "XADES", "ENVELOPED"), ">Leuven<", ">Leuve_<")), "fit");
        String jws = new String(sign(AGREEMENT, "JADES", "ENVELOPED"), StandardCharsets.US_ASCII);
        String[] parts = jws.split("\\.");
        String other = Base64URL.encode(AGREEMENT.replace("Leuven", "Gent")).toString();
        assertInvalid(verify((parts[0] + "." + other + "." + parts[2]).getBytes(StandardCharsets.US_ASCII)), "fit");
    }

    @Test
    void theTimeInAnXmlSignatureIsSignedToo() {
        byte[] signed = sign(AGREEMENT, "XADES", "ENVELOPED");
        assertInvalid(verify(changed(signed, "<xades:SigningTime>2", "<xades:SigningTime>1")), "fit");
    }

    /** Signature wrapping: a signed document is put where another one is read. */
    @Test
    void aSignatureThatWasMovedIntoAnotherDocumentIsRefused() {
        String signed = new String(sign(AGREEMENT, "XADES", "ENVELOPED"), StandardCharsets.UTF_8);
        String wrapped = "<agreement xmlns=\"urn:x\"><party>Mallory</party>" + signed + "</agreement>";
        assertInvalid(verify(wrapped.getBytes(StandardCharsets.UTF_8)), "does not cover");
        String twice = signed.replace("</agreement>", signed.substring(signed.indexOf("<ds:Signature")));
        assertInvalid(verify(twice.getBytes(StandardCharsets.UTF_8)), "2 signatures");
    }

    @Test
    void xmlThatNamesFilesIsNotRead() {
        String evil = "<!DOCTYPE a [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><a>&e;</a>";
        assertThat(CITY.agent()
                        .post(SIGN, order(evil, "XADES", "ENVELOPED").toString())
                        .expect(400)
                        .text())
                .contains("document type");
        assertInvalid(verify(evil.getBytes(StandardCharsets.UTF_8)), "document type");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "hello", "a.b.c", "<a/>", "0"})
    void whatIsNoSignatureIsNotValid(String text) {
        Reply reply = verify((text + " ").getBytes(StandardCharsets.UTF_8));
        assertThat(reply.expect(200).json().path("valid").booleanValue()).isFalse();
    }

    @Test
    void aParticipantsOwnSignatureCountsWhileItIsInGoodStanding() throws Exception {
        Member member = AUTHORITY.join("Halle", "t2.halle.example");
        byte[] signed = jades(member, "a contract");
        assertThat(verify(signed).expect(200).json().path("valid").booleanValue())
                .isTrue();
        AUTHORITY.authority().participants().change(member.credentialId(), CredentialStatus.SUSPENDED, "test", "test");
        assertInvalid(verify(signed), "SUSPENDED");
        try (SandboxAuthority other = SandboxAuthority.start()) {
            Member stranger = other.join("Elsewhere", "t2.else.example");
            assertInvalid(verify(jades(stranger, "a contract")), "not issued in this data space");
        }
    }

    @Test
    void nothingThatTheServiceSignsPassesForAnEphemeralProof() {
        Member member = AUTHORITY.join("Diest", "t2.diest.example");
        String proof = member.proof();
        String claims = new String(Base64.getUrlDecoder().decode(proof.split("\\.")[1]), StandardCharsets.UTF_8);
        String forged = new String(sign(claims, "JADES", "ENVELOPED"), StandardCharsets.US_ASCII);
        member.agent()
                .post("/tier2/v2/ephemeralProof", Member.body("proof", forged))
                .expect(401);
        member.agent().get("/tier2/v2/echo").expect(401);
    }

    @Test
    void theSignersCertificateIsForDocumentsAloneAndNotFromTheRoot() throws Exception {
        CMSSignedData data = new CMSSignedData(sign("x", "CADES", "DETACHED"));
        X509Certificate signer = data.getCertificates().getMatches(null).stream()
                .map(holder -> X509CertUtils.parse(encoded(holder)))
                .filter(one -> one.getSubjectX500Principal().getName().contains("Document Signer"))
                .findFirst()
                .orElseThrow();
        assertThat(signer.getExtendedKeyUsage()).isEqualTo(List.of("1.3.6.1.5.5.7.3.36"));
        assertThat(signer.getIssuerX500Principal())
                .isNotEqualTo(AUTHORITY.root().getSubjectX500Principal());
        boolean[] usage = signer.getKeyUsage();
        assertThat(usage[0] && usage[1]).isTrue();
        assertThat(usage[5] || usage[6]).isFalse();
    }

    private static byte[] encoded(org.bouncycastle.cert.X509CertificateHolder holder) {
        try {
            return holder.getEncoded();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void onlyParticipantsWithAProofMayAsk() {
        Member fresh = AUTHORITY.join("Bree", "t2.bree.example");
        fresh.agent().post(SIGN, order("x", "CADES", "DETACHED").toString()).expect(401);
        fresh.agent().get("/signingService/v1/health").expect(200);
        assertThat(AUTHORITY
                        .anonymous()
                        .post(SIGN, order("x", "CADES", "DETACHED").toString())
                        .status())
                .as("there is no such thing at the people's listener")
                .isIn(401, 403, 404);
    }

    @Test
    void whoHadWhatSignedIsKept() throws Exception {
        String document = "worth remembering";
        sign(document, "CADES", "DETACHED");
        String digest = java.util.HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(document.getBytes(StandardCharsets.UTF_8)));
        JsonNode journal = AUTHORITY
                .staff(SandboxAuthority.MANAGER)
                .get("/api/authority/journal")
                .expect(200)
                .json();
        assertThat(journal.toString()).contains(digest, CITY.participantId(), "document.signed");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "keyAlias | orgA-signer | authority",
                "signatureFormat | PADES | CADES",
                "signatureType | ENVELOPING | DETACHED",
                "bytes | %% | base64",
                "tsaUrl | http://169.254.169.254/ | time-stamping"
            })
    void wrongOrdersAreToldWhatWouldBeRight(String member, String value, String hint) {
        String order = order("x", "CADES", "DETACHED").put(member, value).toString();
        assertThat(CITY.agent().post(SIGN, order).expect(400).text()).contains(member, hint);
    }

    private static byte[] jades(Member member, String text) throws Exception {
        X509Certificate own = member.chain().getFirst();
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(own.getEncoded());
        JWSObject jws = new JWSObject(
                new JWSHeader.Builder(JWSAlgorithm.ES256)
                        .x509CertChain(List.of(com.nimbusds.jose.util.Base64.encode(own.getEncoded())))
                        .x509CertSHA256Thumbprint(Base64URL.encode(digest))
                        .build(),
                new Payload(text));
        jws.sign(new ECDSASigner((ECPrivateKey) member.keys().getPrivate()));
        return jws.serialize().getBytes(StandardCharsets.US_ASCII);
    }
}
