package eu.twintown.node.trust.simpl.revocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.twintown.node.http.outgoing.OutgoingClient.Request;
import eu.twintown.node.http.outgoing.OutgoingClient.Response;
import eu.twintown.node.http.outgoing.OutgoingException;
import eu.twintown.node.http.tls.TestCa;
import eu.twintown.node.trust.jose.TrustException;
import eu.twintown.node.trust.simpl.revocation.CertificateState.Standing;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.asn1.x509.AccessDescription;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.DistributionPoint;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509v2CRLBuilder;
import org.bouncycastle.cert.ocsp.BasicOCSPRespBuilder;
import org.bouncycastle.cert.ocsp.CertificateStatus;
import org.bouncycastle.cert.ocsp.OCSPReq;
import org.bouncycastle.cert.ocsp.OCSPReqBuilder;
import org.bouncycastle.cert.ocsp.OCSPRespBuilder;
import org.bouncycastle.cert.ocsp.RevokedStatus;
import org.bouncycastle.cert.ocsp.jcajce.JcaBasicOCSPRespBuilder;
import org.bouncycastle.cert.ocsp.jcajce.JcaCertificateID;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.junit.jupiter.api.Test;

/** OCSP (RFC 6960) and CRL (RFC 5280), with a responder that can be made to fail in each way. */
class CertificateStatusTest {
    private static final TestCa CA = TestCa.root("Issuer");
    private static final TestCa STRANGER = TestCa.root("Stranger");

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.now());
    private final List<String> asked = new ArrayList<>();
    private Optional<CertificateStatus> answer = Optional.empty();
    private TestCa signer = CA;
    private boolean ocspUp = true;
    private boolean crlUp = true;
    private boolean replays;
    private boolean revokedInList;
    private Duration age = Duration.ZERO;

    private final eu.twintown.node.trust.simpl.revocation.CertificateStatus status =
            new eu.twintown.node.trust.simpl.revocation.CertificateStatus(
                    RevocationSettings.USUAL, this::respond, now::get);
    private final X509Certificate certificate = CA.identity("ghent", TestCa.valid(), builder -> {
                GeneralName ocsp = new GeneralName(GeneralName.uniformResourceIdentifier, "http://ca.example/ocsp");
                GeneralName list = new GeneralName(GeneralName.uniformResourceIdentifier, "http://ca.example/list.crl");
                builder.addExtension(
                        Extension.authorityInfoAccess,
                        false,
                        new AuthorityInformationAccess(AccessDescription.id_ad_ocsp, ocsp));
                builder.addExtension(Extension.cRLDistributionPoints, false, new CRLDistPoint(new DistributionPoint[] {
                    new DistributionPoint(new DistributionPointName(new GeneralNames(list)), null, null)
                }));
            })
            .certificate();

    private Response respond(Request request) {
        asked.add(request.uri().getPath());
        boolean ocsp = request.uri().getPath().equals("/ocsp");
        if (ocsp && !ocspUp || !ocsp && !crlUp) {
            throw new OutgoingException(OutgoingException.Reason.UNREACHABLE, "down");
        }
        try {
            return new Response(200, Map.of(), ocsp ? ocsp(request.body()) : crl());
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private byte[] ocsp(byte[] body) throws Exception {
        OCSPReq request = new OCSPReq(body);
        BasicOCSPRespBuilder builder = new JcaBasicOCSPRespBuilder(
                CA.keys().getPublic(),
                new JcaDigestCalculatorProviderBuilder().build().get(org.bouncycastle.cert.ocsp.RespID.HASH_SHA1));
        Date update = Date.from(now.get().minus(age));
        builder.addResponse(
                request.getRequestList()[0].getCertID(),
                answer.orElse(null),
                update,
                Date.from(now.get().minus(age).plusSeconds(60)));
        Extension nonce = request.getExtension(OCSPObjectIdentifiers.id_pkix_ocsp_nonce);
        if (replays || nonce != null) {
            builder.setResponseExtensions(new Extensions(
                    replays
                            ? new Extension(OCSPObjectIdentifiers.id_pkix_ocsp_nonce, false, new byte[] {4, 2, 1, 1})
                            : nonce));
        }
        return new OCSPRespBuilder()
                .build(
                        OCSPRespBuilder.SUCCESSFUL,
                        builder.build(
                                new JcaContentSignerBuilder("SHA256withECDSA")
                                        .build(signer.keys().getPrivate()),
                                new X509CertificateHolder[0],
                                Date.from(now.get())))
                .getEncoded();
    }

    private byte[] crl() throws Exception {
        JcaX509v2CRLBuilder builder = new JcaX509v2CRLBuilder(
                CA.certificate().getSubjectX500Principal(), Date.from(now.get().minus(age)));
        builder.setNextUpdate(Date.from(now.get().minus(age).plusSeconds(60)));
        if (revokedInList) {
            builder.addCRLEntry(certificate.getSerialNumber(), Date.from(now.get()), CRLReason.keyCompromise);
        }
        return builder.build(new JcaContentSignerBuilder("SHA256withECDSA")
                        .build(signer.keys().getPrivate()))
                .getEncoded();
    }

    private CertificateState state() {
        return status.state(certificate, CA.certificate());
    }

    private void later(Duration by) {
        now.updateAndGet(time -> time.plus(by));
    }

    @Test
    void aGoodAnswerIsKeptForAWhile() {
        assertThat(state().standing()).isEqualTo(Standing.VALID);
        assertThat(state().source()).isEqualTo("OCSP");
        later(Duration.ofSeconds(59));
        state();
        assertThat(asked).hasSize(1);
        later(Duration.ofSeconds(2));
        state();
        assertThat(asked).hasSize(2);
    }

    @Test
    void revokedAndSuspendedAreToldApart() {
        answer = Optional.of(new RevokedStatus(Date.from(now.get()), CRLReason.keyCompromise));
        assertThat(state().standing()).isEqualTo(Standing.REVOKED);
        later(Duration.ofMinutes(2));
        answer = Optional.of(new RevokedStatus(Date.from(now.get()), CRLReason.certificateHold));
        assertThat(state().standing()).isEqualTo(Standing.SUSPENDED);
        assertThatThrownBy(() -> status.require(certificate, CA.certificate()))
                .isInstanceOf(TrustException.class)
                .hasMessageContaining("suspended since");
        later(Duration.ofMinutes(2));
        answer = Optional.empty();
        assertThat(state().standing()).isEqualTo(Standing.VALID);
    }

    @Test
    void theListIsReadWhereTheResponderIsDown() {
        ocspUp = false;
        assertThat(state().source()).isEqualTo("CRL");
        assertThat(state().standing()).isEqualTo(Standing.VALID);
        later(Duration.ofMinutes(2));
        revokedInList = true;
        assertThat(state().standing()).isEqualTo(Standing.REVOKED);
    }

    @Test
    void whileNobodyCanBeAskedAGoodAnswerCountsForItsStatedAgeAndThenTheCertificateIsRefused() {
        assertThat(state().standing()).isEqualTo(Standing.VALID);
        ocspUp = false;
        crlUp = false;
        later(Duration.ofMinutes(9));
        assertThat(state().standing()).isEqualTo(Standing.VALID);
        later(Duration.ofMinutes(2));
        assertThat(state().standing()).isEqualTo(Standing.UNKNOWN);
        assertThatThrownBy(() -> status.require(certificate, CA.certificate())).hasMessageContaining("PT10M");
    }

    @Test
    void aRevokedCertificateStaysSoWhileNobodyCanBeAsked() {
        answer = Optional.of(new RevokedStatus(Date.from(now.get()), CRLReason.keyCompromise));
        state();
        ocspUp = false;
        crlUp = false;
        later(Duration.ofHours(5));
        assertThat(state().standing()).isEqualTo(Standing.REVOKED);
    }

    @Test
    void anAnswerOfSomebodyElseARepeatedOneAndAnOldOneAreNoAnswers() {
        crlUp = false;
        signer = STRANGER;
        assertThat(state().reason()).contains("not signed by the certificate's issuer");
        status.forget();
        signer = CA;
        replays = true;
        assertThat(state().reason()).contains("replay");
        status.forget();
        replays = false;
        age = Duration.ofHours(3);
        assertThat(state().reason()).contains("too old");
        assertThat(state().standing()).isEqualTo(Standing.UNKNOWN);
    }

    /** An answer as a server sends it along in the handshake (RFC 6066, section 8): without a nonce. */
    private byte[] staple() throws Exception {
        return ocsp(new OCSPReqBuilder()
                .addRequest(new JcaCertificateID(
                        new JcaDigestCalculatorProviderBuilder()
                                .build()
                                .get(org.bouncycastle.cert.ocsp.CertificateID.HASH_SHA1),
                        CA.certificate(),
                        certificate.getSerialNumber()))
                .build()
                .getEncoded());
    }

    private void handshake() throws Exception {
        status.stapled(certificate, CA.certificate(), staple());
    }

    @Test
    void aGoodStapledAnswerSparesTheQuestion() throws Exception {
        handshake();
        assertThat(state().standing()).isEqualTo(Standing.VALID);
        assertThat(state().source()).isEqualTo("OCSP (stapled)");
        assertThat(asked).isEmpty();
        later(Duration.ofSeconds(61));
        assertThat(state().source()).as("asked for when it is old").isEqualTo("OCSP");
    }

    @Test
    void aStapledAnswerThatSaysRevokedCounts() throws Exception {
        answer = Optional.of(new RevokedStatus(Date.from(now.get()), CRLReason.keyCompromise));
        handshake();
        assertThat(state().standing()).isEqualTo(Standing.REVOKED);
        assertThat(asked).isEmpty();
        assertThatThrownBy(() -> status.require(certificate, CA.certificate())).isInstanceOf(TrustException.class);
    }

    @Test
    void withoutAStapledAnswerTheResponderIsAsked() {
        assertThat(state().standing()).isEqualTo(Standing.VALID);
        assertThat(asked).containsExactly("/ocsp");
    }

    @Test
    void aStaleOneOneOfSomebodyElseAndRubbishCountForNothing() throws Exception {
        age = Duration.ofHours(3);
        handshake();
        age = Duration.ZERO;
        signer = STRANGER;
        handshake();
        signer = CA;
        status.stapled(certificate, CA.certificate(), new byte[] {1, 2, 3});
        assertThat(state().source()).isEqualTo("OCSP");
        assertThat(asked).containsExactly("/ocsp");
    }

    @Test
    void goodNewsThatAServerBringsNeverReplaceBadOnesThatWereAskedFor() throws Exception {
        answer = Optional.of(new RevokedStatus(Date.from(now.get()), CRLReason.keyCompromise));
        assertThat(state().standing()).isEqualTo(Standing.REVOKED);
        answer = Optional.empty();
        later(Duration.ofMinutes(2));
        handshake();
        ocspUp = false;
        crlUp = false;
        assertThat(state().standing()).isEqualTo(Standing.REVOKED);
    }

    @Test
    void aListThatTheIssuerDidNotSignIsNone() {
        ocspUp = false;
        signer = STRANGER;
        assertThat(state().standing()).isEqualTo(Standing.UNKNOWN);
        assertThat(state().reason()).contains("not signed by the certificate's issuer");
    }

    @Test
    void aCertificateThatNamesNobodyToAskIsRefusedUnlessTheConfigurationTakesIt() {
        X509Certificate silent = CA.identity("silent").certificate();
        assertThat(status.state(silent, CA.certificate()).standing()).isEqualTo(Standing.UNKNOWN);

        RevocationSettings mild = new RevocationSettings(Duration.ofMinutes(1), Duration.ofMinutes(10), false);
        assertThat(new eu.twintown.node.trust.simpl.revocation.CertificateStatus(mild, this::respond, now::get)
                        .state(silent, CA.certificate())
                        .standing())
                .isEqualTo(Standing.VALID);
    }

    @Test
    void whenNobodyAnswersEachRequestDoesNotAskAgain() {
        ocspUp = false;
        crlUp = false;
        state();
        state();
        state();
        assertThat(asked).hasSize(2);
    }
}
