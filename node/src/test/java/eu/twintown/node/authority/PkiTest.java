package eu.twintown.node.authority;

import static org.assertj.core.api.Assertions.assertThat;

import eu.twintown.node.authority.participants.CredentialStatus;
import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cert.ocsp.BasicOCSPResp;
import org.bouncycastle.cert.ocsp.CertificateID;
import org.bouncycastle.cert.ocsp.CertificateStatus;
import org.bouncycastle.cert.ocsp.OCSPReq;
import org.bouncycastle.cert.ocsp.OCSPReqBuilder;
import org.bouncycastle.cert.ocsp.OCSPResp;
import org.bouncycastle.cert.ocsp.RevokedStatus;
import org.bouncycastle.cert.ocsp.UnknownStatus;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Certificates, their state by OCSP (RFC 6960) and by revocation list (RFC 5280). */
class PkiTest {
    private static final SandboxAuthority AUTHORITY = SandboxAuthority.start();
    private static final Member CITY = AUTHORITY.join("Leuven", "t2.leuven.example");
    private static final byte[] NONCE = {1, 2, 3, 4, 5, 6, 7, 8};

    @AfterAll
    static void stop() {
        AUTHORITY.close();
        assertThat(AUTHORITY.deviations()).isEmpty();
    }

    @Test
    void aCertificateIsForTheGatewayAndSaysWhereItsStateIsFound() throws Exception {
        X509Certificate own = CITY.chain().get(0);
        X509Certificate ca = CITY.chain().get(1);
        own.verify(ca.getPublicKey());
        ca.verify(AUTHORITY.root().getPublicKey());

        assertThat(own.getSubjectX500Principal().getName())
                .contains("CN=t2.leuven.example", "O=Leuven", "OU=Digital", "C=BE");
        assertThat(own.getSubjectAlternativeNames())
                .anySatisfy(name -> assertThat(name.get(1)).isEqualTo("t2.leuven.example"));
        assertThat(own.getExtendedKeyUsage()).containsExactlyInAnyOrder("1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.2");
        assertThat(own.getBasicConstraints()).isEqualTo(-1);
        assertThat(ca.getBasicConstraints()).isZero();
        String raw = new String(own.getEncoded(), StandardCharsets.ISO_8859_1);
        assertThat(raw).contains(AUTHORITY.tier1() + "/pki/ocsp", AUTHORITY.tier1() + "/pki/onboarding.crl");
        assertThat(AUTHORITY.anonymous().get("/pki/root.pem").expect(200).text())
                .contains("BEGIN CERTIFICATE");
    }

    @Test
    void aGoodCertificateIsGoodAndTheNonceComesBack() throws Exception {
        BasicOCSPResp answer = ask(AUTHORITY, CITY.chain().get(0).getSerialNumber());

        assertThat(answer.getResponses()[0].getCertStatus()).isEqualTo(CertificateStatus.GOOD);
        assertThat(answer.getExtension(OCSPObjectIdentifiers.id_pkix_ocsp_nonce)
                        .getExtnValue()
                        .getOctets())
                .isEqualTo(new DEROctetString(NONCE).getEncoded());
        assertThat(answer.isSignatureValid(new JcaContentVerifierProviderBuilder()
                        .build(CITY.chain().get(1).getPublicKey())))
                .isTrue();
    }

    @Test
    void aRequestInThePathIsAnsweredToo() throws Exception {
        String encoded = URLEncoder.encode(
                Base64.getEncoder()
                        .encodeToString(
                                request(CITY.chain().get(0).getSerialNumber()).getEncoded()),
                StandardCharsets.UTF_8);
        byte[] answer =
                AUTHORITY.anonymous().get("/pki/ocsp/" + encoded).expect(200).body();

        assertThat(new OCSPResp(answer).getStatus()).isZero();
        assertThat(AUTHORITY.anonymous().get("/pki/ocsp/!!").status()).isEqualTo(400);
    }

    @Test
    void suspensionIsAHoldAndRevocationIsForGood() throws Exception {
        Member member = AUTHORITY.join("Halle", "t2.halle.example");
        BigInteger serial = member.chain().get(0).getSerialNumber();

        change(member, CredentialStatus.SUSPENDED);
        assertThat(reason(ask(AUTHORITY, serial))).isEqualTo(6);
        assertThat(list().getRevokedCertificate(serial).getRevocationReason())
                .isEqualTo(java.security.cert.CRLReason.CERTIFICATE_HOLD);
        change(member, CredentialStatus.VALID);
        assertThat(ask(AUTHORITY, serial).getResponses()[0].getCertStatus()).isEqualTo(CertificateStatus.GOOD);
        assertThat(list().getRevokedCertificate(serial)).isNull();
        change(member, CredentialStatus.REVOKED);
        assertThat(reason(ask(AUTHORITY, serial))).isEqualTo(9);
        list().verify(CITY.chain().get(1).getPublicKey());
    }

    @Test
    void whatTheAuthorityNeverIssuedIsUnknown() throws Exception {
        assertThat(ask(AUTHORITY, BigInteger.valueOf(4711)).getResponses()[0].getCertStatus())
                .isInstanceOf(UnknownStatus.class);
        byte[] answer = post(new byte[] {1, 2, 3});
        assertThat(new OCSPResp(answer).getStatus()).isEqualTo(1);
        try (SandboxAuthority other = SandboxAuthority.start()) {
            Member stranger = other.join("Elsewhere", "t2.else.example");
            CertificateID foreign = id(stranger.chain().get(1), BigInteger.ONE);
            assertThat(new OCSPResp(post(new OCSPReqBuilder()
                                    .addRequest(foreign)
                                    .build()
                                    .getEncoded()))
                            .getStatus())
                    .isEqualTo(6);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "C=BE,O=City,OU=IT,CN=not a host | host name",
                "C=BE,O=City,CN=t2.city.example | organizational unit",
                "O=City,OU=IT,CN=t2.city.example | country",
                "C=BE,OU=IT,CN=t2.city.example | organization",
                "C=BE,O=City,OU=IT,CN=t2.leuven.example | another participant"
            })
    void aSigningRequestMustNameItsGateway(String subject, String fault) {
        Member member = Holder.OTHER;
        String body = Member.body("csr", Member.csr(Member.newKeys(), subject));

        assertThat(member.person()
                        .put("/tier1/v2/participants/" + member.participantId() + "/csr", body)
                        .expect(400)
                        .text())
                .contains(fault);
    }

    @Test
    void aSigningRequestNeedsAFreshKeyOnTheRightCurve() throws Exception {
        Member member = Holder.OTHER;
        String path = "/tier1/v2/participants/" + member.participantId() + "/csr";
        KeyPairGenerator rsa = KeyPairGenerator.getInstance("RSA");
        KeyPairGenerator p384 = KeyPairGenerator.getInstance("EC");
        p384.initialize(384);
        for (KeyPair wrong : List.of(rsa.generateKeyPair(), p384.generateKeyPair())) {
            assertThat(member.person()
                            .put(path, Member.body("csr", Member.csr(wrong, "C=BE,O=C,OU=I,CN=t2.o.example")))
                            .expect(400)
                            .text())
                    .contains("P-256");
        }
        KeyPair mixed =
                new KeyPair(Member.newKeys().getPublic(), Member.newKeys().getPrivate());
        assertThat(member.person()
                        .put(path, Member.body("csr", Member.csr(mixed, "C=BE,O=C,OU=I,CN=t2.o.example")))
                        .expect(400)
                        .text())
                .contains("not signed by the key");
        assertThat(member.person()
                        .put(path, Member.body("csr", Member.csr(CITY.keys(), "C=BE,O=C,OU=I,CN=t2.o.example")))
                        .expect(400)
                        .text())
                .contains("another certificate");
        assertThat(member.person().put(path, Member.body("csr", "hello")).status())
                .isEqualTo(400);
    }

    @Test
    void versionOneIssuesAtOnceAndGivesTheChainAsAFile() {
        Member member = AUTHORITY.join("Diest", "t2.diest.example");
        HttpCaller manager = AUTHORITY.staff(SandboxAuthority.MANAGER);
        String csr = Member.csr(Member.newKeys(), "C=BE,O=Diest,OU=IT,CN=t2.diest.example");
        String form = "--xyz\r\nContent-Disposition: form-data; name=\"csr\"; filename=\"a.csr\"\r\n\r\n" + csr
                + "\r\n--xyz--\r\n";
        member.person()
                .send(
                        "POST",
                        "/v1/participants/" + member.participantId() + "/csr",
                        "multipart/form-data; boundary=xyz",
                        form.getBytes(StandardCharsets.UTF_8))
                .expect(200);
        String one = "/v1/credentials/" + member.participantId();

        assertThat(member.person().get(one + "/download").expect(200).text().split("BEGIN CERTIFICATE"))
                .hasSize(4);
        assertThat(manager.get(one).expect(200).json().path("status").asString())
                .isEqualTo("VALID");
        manager.patch(one, "{\"status\":\"SUSPENDED\"}").expect(200);
        manager.patch(one, "{\"status\":\"NONSENSE\"}").expect(400);
        manager.delete(one).expect(204);
        assertThat(manager.get(one).json().path("status").asString()).isEqualTo("REVOKED");
        assertThat(manager.get("/v1/participants?organization=diest&hasCredential=true")
                        .expect(200)
                        .json()
                        .path("content"))
                .hasSize(1);
        manager.get("/v1/participants/" + member.participantId()).expect(200);
    }

    private static final class Holder {
        static final Member OTHER = AUTHORITY.join("Other", "t2.o.example");
    }

    private static void change(Member member, CredentialStatus next) {
        AUTHORITY.authority().participants().change(member.credentialId(), next, "test", "test");
    }

    private static int reason(BasicOCSPResp answer) {
        return ((RevokedStatus) answer.getResponses()[0].getCertStatus()).getRevocationReason();
    }

    private static X509CRL list() throws Exception {
        byte[] der =
                AUTHORITY.anonymous().get("/pki/onboarding.crl").expect(200).body();
        return (X509CRL) CertificateFactory.getInstance("X.509").generateCRL(new ByteArrayInputStream(der));
    }

    private static BasicOCSPResp ask(SandboxAuthority authority, BigInteger serial) throws Exception {
        return (BasicOCSPResp) new OCSPResp(post(request(serial).getEncoded())).getResponseObject();
    }

    private static byte[] post(byte[] request) {
        return AUTHORITY
                .anonymous()
                .send("POST", "/pki/ocsp", "application/ocsp-request", request)
                .expect(200)
                .body();
    }

    private static OCSPReq request(BigInteger serial) throws Exception {
        return new OCSPReqBuilder()
                .addRequest(id(CITY.chain().get(1), serial))
                .setRequestExtensions(new Extensions(new Extension(
                        OCSPObjectIdentifiers.id_pkix_ocsp_nonce,
                        false,
                        new DEROctetString(new DEROctetString(NONCE).getEncoded()))))
                .build();
    }

    private static CertificateID id(X509Certificate issuer, BigInteger serial) throws Exception {
        return new CertificateID(
                new JcaDigestCalculatorProviderBuilder().build().get(CertificateID.HASH_SHA1),
                new JcaX509CertificateHolder(issuer),
                serial);
    }
}
