package eu.twintown.node.trust.simpl.tier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import eu.twintown.node.http.Exchange;
import eu.twintown.node.http.ServerOptions;
import eu.twintown.node.http.WebServer;
import eu.twintown.node.http.outgoing.OutgoingClient;
import eu.twintown.node.http.outgoing.OutgoingClient.Request;
import eu.twintown.node.http.outgoing.OutgoingClient.Response;
import eu.twintown.node.http.outgoing.OutgoingException;
import eu.twintown.node.http.outgoing.OutgoingRules;
import eu.twintown.node.http.tls.ClientTls;
import eu.twintown.node.http.tls.LiveIdentity;
import eu.twintown.node.http.tls.ServerTls;
import eu.twintown.node.http.tls.TestCa;
import eu.twintown.node.trust.key.KeyRing;
import eu.twintown.node.trust.simpl.onboarding.Installed;
import eu.twintown.node.trust.simpl.onboarding.MembershipStore;
import eu.twintown.node.trust.simpl.revocation.CertificateStatus;
import eu.twintown.node.trust.simpl.revocation.RevocationSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.bouncycastle.asn1.x509.AccessDescription;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.ocsp.BasicOCSPRespBuilder;
import org.bouncycastle.cert.ocsp.OCSPReq;
import org.bouncycastle.cert.ocsp.OCSPRespBuilder;
import org.bouncycastle.cert.ocsp.RespID;
import org.bouncycastle.cert.ocsp.RevokedStatus;
import org.bouncycastle.cert.ocsp.jcajce.JcaBasicOCSPRespBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Handshakes with a server that staples OCSP answers (RFC 6066, 8; RFC 8446, 4.4.2.1): a real one of the JDK, which asks a
 * responder of this test. The client itself reaches no responder, so what it knows came with the handshake.
 */
@Timeout(60)
class StaplingTest {
    private static final String STAPLES = "jdk.tls.server.enableStatusRequestExtension";
    private static final TestCa ROOT = TestCa.root("Root");
    private static final TestCa CA = ROOT.intermediate("Issuer");

    @TempDir
    private Path folder;

    private final AtomicInteger stapled = new AtomicInteger();
    private final AtomicInteger askedByClient = new AtomicInteger();
    private final OutgoingClient client = new OutgoingClient(OutgoingRules.PUBLIC_ONLY.allowing("127.0.0.0/8"));
    private Optional<RevokedStatus> revoked = Optional.empty();
    private HttpServer responder;
    private WebServer server;

    @BeforeEach
    void start() throws IOException {
        responder = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        responder.createContext("/", this::respond);
        responder.start();
        client.useTls("tier2", ClientTls.trusting(trust()));
    }

    @AfterEach
    void stop() {
        System.clearProperty(STAPLES);
        client.close();
        if (server != null) {
            server.close();
        }
        responder.stop(0);
    }

    private void serve(boolean staples) {
        System.setProperty(STAPLES, Boolean.toString(staples));
        String place = "http://127.0.0.1:" + responder.getAddress().getPort();
        LiveIdentity own = new LiveIdentity(CA.identity(
                "peer",
                TestCa.valid(),
                builder -> builder.addExtension(
                        Extension.authorityInfoAccess,
                        false,
                        new AuthorityInformationAccess(
                                AccessDescription.id_ad_ocsp,
                                new GeneralName(GeneralName.uniformResourceIdentifier, place)))));
        server = new WebServer(
                ServerOptions.loopback(0).withTls(ServerTls.of(own)),
                List.of(rules -> rules.get("/", Exchange.handler(exchange -> exchange.send(204)))));
    }

    private Tier2Trust trust() {
        Installed installed = new Installed(
                new MembershipStore(Optional.empty(), json -> {}),
                KeyRing.open(folder, InstantSource.system()),
                List.of(ROOT.certificate()));
        return new Tier2Trust(
                installed, new CertificateStatus(RevocationSettings.USUAL, this::nobody, InstantSource.system()));
    }

    private Response nobody(Request request) {
        askedByClient.incrementAndGet();
        throw new OutgoingException(OutgoingException.Reason.UNREACHABLE, "no responder can be reached");
    }

    private void respond(HttpExchange exchange) throws IOException {
        try (exchange) {
            stapled.incrementAndGet();
            byte[] asked = exchange.getRequestMethod().equals("POST")
                    ? exchange.getRequestBody().readAllBytes()
                    : Base64.getDecoder()
                            .decode(exchange.getRequestURI().getPath().replaceFirst("^/+", ""));
            byte[] answer = answer(asked);
            exchange.getResponseHeaders().add("Content-Type", "application/ocsp-response");
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
        }
    }

    private byte[] answer(byte[] asked) {
        try {
            BasicOCSPRespBuilder builder = new JcaBasicOCSPRespBuilder(
                    CA.keys().getPublic(),
                    new JcaDigestCalculatorProviderBuilder().build().get(RespID.HASH_SHA1));
            Date now = Date.from(Instant.now().minusSeconds(1));
            builder.addResponse(
                    new OCSPReq(asked).getRequestList()[0].getCertID(),
                    revoked.orElse(null),
                    now,
                    Date.from(Instant.now().plusSeconds(60)));
            return new OCSPRespBuilder()
                    .build(
                            OCSPRespBuilder.SUCCESSFUL,
                            builder.build(
                                    new JcaContentSignerBuilder("SHA256withECDSA")
                                            .build(CA.keys().getPrivate()),
                                    new X509CertificateHolder[0],
                                    now))
                    .getEncoded();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private Response ask() {
        URI uri = URI.create("https://127.0.0.1:" + server.port() + "/");
        return client.send(new Request("GET", uri, Map.of(), new byte[0], Duration.ofSeconds(20)).withTls("tier2"));
    }

    @Test
    void aGoodAnswerThatTheServerStaplesIsEnough() {
        serve(true);

        assertThat(ask().status()).isEqualTo(204);
        assertThat(stapled).hasPositiveValue();
        assertThat(askedByClient).hasValue(0);
    }

    @Test
    void withoutAStapleTheSameServerIsRefusedWhileNobodyCanBeAsked() {
        serve(false);

        assertThatThrownBy(this::ask).isInstanceOf(OutgoingException.class);
        assertThat(stapled).hasValue(0);
        assertThat(askedByClient).hasPositiveValue();
    }

    @Test
    void aServerThatStaplesItsOwnRevocationIsRefused() {
        revoked = Optional.of(new RevokedStatus(new Date(), CRLReason.keyCompromise));
        serve(true);

        assertThatThrownBy(this::ask).isInstanceOf(OutgoingException.class);
        assertThat(stapled).hasPositiveValue();
        assertThat(askedByClient).hasValue(0);
    }
}
