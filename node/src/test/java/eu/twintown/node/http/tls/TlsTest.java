package eu.twintown.node.http.tls;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.twintown.node.http.Exchange;
import eu.twintown.node.http.MediaType;
import eu.twintown.node.http.ServerOptions;
import eu.twintown.node.http.WebServer;
import eu.twintown.node.http.outgoing.OutgoingClient;
import eu.twintown.node.http.outgoing.OutgoingClient.Request;
import eu.twintown.node.http.outgoing.OutgoingException;
import eu.twintown.node.http.outgoing.OutgoingException.Reason;
import eu.twintown.node.http.outgoing.OutgoingRules;
import eu.twintown.node.http.tls.ServerTls.ClientAuth;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.X509ExtendedTrustManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Real handshakes on loopback, of both sides. */
@Timeout(60)
class TlsTest {
    private static final TestCa ROOT = TestCa.root("Test root");
    private static final TestCa CA = ROOT.intermediate("Test CA");
    private static final X509ExtendedTrustManager TRUST = TrustAnchors.of(List.of(ROOT.certificate()));

    private final OutgoingClient client =
            new OutgoingClient(OutgoingRules.PUBLIC_ONLY.allowing("127.0.0.0/8", "localhost"));
    private Optional<WebServer> server = Optional.empty();

    @TempDir
    private Path folder;

    @AfterEach
    void stop() {
        client.close();
        server.ifPresent(WebServer::close);
    }

    private WebServer serve(ServerTls tls) {
        WebServer started = new WebServer(ServerOptions.loopback(0).withTls(tls), List.of(rules -> rules.get(
                        "/who", Exchange.handler(TlsTest::who))
                .get("/once", Exchange.handler(x -> who(x.answerHeader("Connection", "close"))))
                .get("/away", Exchange.handler(x -> {
                    x.answerHeader("Location", "https://localhost:1/who");
                    x.send(302);
                }))));
        server = Optional.of(started);
        return started;
    }

    private static void who(Exchange exchange) {
        List<X509Certificate> chain = exchange.peerCertificates();
        String name = chain.isEmpty()
                ? "nobody"
                : chain.getFirst().getSubjectX500Principal().getName();
        exchange.send(200, MediaType.JSON, (chain.size() + " " + name).getBytes(UTF_8));
    }

    private String ask(String profile) {
        return ask(profile, "/who");
    }

    private String ask(String profile, String path) {
        URI uri = URI.create(server.orElseThrow().url() + path);
        Request request = new Request("GET", uri, Map.of(), new byte[0], Duration.ofSeconds(10));
        return new String(client.send(request.withTls(profile)).body(), UTF_8);
    }

    private void assertRefused(String profile) {
        assertThatThrownBy(() -> ask(profile))
                .isInstanceOfSatisfying(
                        OutgoingException.class, e -> assertThat(e.reason()).isEqualTo(Reason.UNREACHABLE));
    }

    private void use(String profile, TlsIdentity identity) {
        client.useTls(profile, new ClientTls(Optional.of(new LiveIdentity(identity)), TRUST));
    }

    @Test
    void answersOverTlsToThoseWhoTrustItsAnchor() {
        WebServer https = serve(ServerTls.of(new LiveIdentity(CA.identity("localhost"))));
        client.useTls("anchored", ClientTls.trusting(TRUST));

        assertThat(https.url()).startsWith("https://");
        assertThat(ask("anchored")).isEqualTo("0 nobody");
        assertThatThrownBy(() -> ask("")).hasMessageContaining("unable to find valid certification path");
    }

    @Test
    void aServerUnderAForeignAnchorIsRefused() {
        serve(ServerTls.of(new LiveIdentity(TestCa.root("Foreign").identity("localhost"))));
        client.useTls("anchored", ClientTls.trusting(TRUST));

        assertThatThrownBy(() -> ask("anchored")).hasMessageContaining("unable to find valid certification path");
    }

    @Test
    void aServerWithAnExpiredCertificateIsRefused() {
        serve(ServerTls.of(new LiveIdentity(CA.identity("localhost", TestCa.expired(), b -> {}))));
        client.useTls("anchored", ClientTls.trusting(TRUST));

        assertThatThrownBy(() -> ask("anchored")).hasMessageContaining("NotAfter");
    }

    @Test
    void aServerWhoseCertificateNamesAnotherHostIsRefused() {
        serve(ServerTls.of(new LiveIdentity(CA.identity("localhost"))));
        client.useTls("anchored", ClientTls.trusting(TRUST));
        URI other = URI.create("https://127.0.0.2:" + server.orElseThrow().port() + "/who");

        assertThatThrownBy(() -> client.send(
                        new Request("GET", other, Map.of(), new byte[0], Duration.ofSeconds(5)).withTls("anchored")))
                .isInstanceOf(OutgoingException.class);
    }

    @Test
    void theServerSeesTheWholeChainOfAClient() {
        serve(ServerTls.of(new LiveIdentity(CA.identity("localhost"))).askingClients(ClientAuth.NEED, TRUST));
        use("ghent", CA.identity("ghent"));

        assertThat(ask("ghent")).startsWith("2 ").contains("CN=ghent");
    }

    @ParameterizedTest
    @EnumSource(names = {"WANT", "NEED"})
    void aClientCertificateOfAForeignAuthorityIsRefused(ClientAuth auth) {
        serve(ServerTls.of(new LiveIdentity(CA.identity("localhost"))).askingClients(auth, TRUST));
        use("foreign", TestCa.root("Foreign").identity("ghent"));

        assertRefused("foreign");
    }

    @ParameterizedTest
    @EnumSource(names = {"WANT", "NEED"})
    void anExpiredClientCertificateIsRefused(ClientAuth auth) {
        serve(ServerTls.of(new LiveIdentity(CA.identity("localhost"))).askingClients(auth, TRUST));
        use("old", CA.identity("ghent", TestCa.expired(), b -> {}));

        assertRefused("old");
    }

    @Test
    void whoShowsNoCertificateIsRefusedWhereOneIsNeededAndSeenAsNobodyWhereItIsWanted() {
        WebServer strict =
                serve(ServerTls.of(new LiveIdentity(CA.identity("localhost"))).askingClients(ClientAuth.NEED, TRUST));
        client.useTls("bare", ClientTls.trusting(TRUST));
        assertRefused("bare");
        strict.close();

        serve(ServerTls.of(new LiveIdentity(CA.identity("localhost"))).askingClients(ClientAuth.WANT, TRUST));
        assertThat(ask("bare")).isEqualTo("0 nobody");
    }

    @Test
    void aRenewedChainOfAnotherIntermediateTakesTheOldOnesPlaceWithoutRestart() {
        LiveIdentity own = new LiveIdentity(CA.identity("localhost"));
        serve(ServerTls.of(own).askingClients(ClientAuth.NEED, TRUST));
        LiveIdentity shown = new LiveIdentity(CA.identity("ghent"));
        client.useTls("ghent", new ClientTls(Optional.of(shown), TRUST));
        assertThat(ask("ghent")).contains("CN=ghent,");

        TlsIdentity renewedServer = ROOT.intermediate("Next CA").identity("localhost");
        own.replace(renewedServer);
        TlsIdentity renewedClient = ROOT.intermediate("Third CA").identity("ghent-renewed");
        shown.replace(renewedClient);
        // Connections under way keep what they began with; a profile that is put in again begins anew.
        assertThat(ask("ghent")).contains("CN=ghent,");
        client.useTls("ghent", new ClientTls(Optional.of(shown), TRUST));
        assertThat(ask("ghent")).contains("CN=ghent-renewed");
        assertThat(servedCertificate()).isEqualTo(renewedServer.certificate());
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void sessionsAreResumed(String version) throws IOException {
        serve(ServerTls.of(new LiveIdentity(CA.identity("localhost"))).askingClients(ClientAuth.NEED, TRUST));
        SSLContext context = new ClientTls(Optional.of(new LiveIdentity(CA.identity("ghent"))), TRUST).context();

        Instant first = handshake(context, version);
        Instant second = handshake(context, version);

        // A resumed session is the one that was made with the first connection.
        assertThat(second).isEqualTo(first);
    }

    @Test
    void theOutgoingClientResumesItsSessionsWhenAConnectionIsMadeAnew() {
        AtomicInteger checks = new AtomicInteger();
        serve(ServerTls.of(new LiveIdentity(CA.identity("localhost")))
                .askingClients(ClientAuth.NEED, new CountingTrust(TRUST, checks)));
        use("ghent", CA.identity("ghent"));
        for (int i = 0; i < 5; i++) {
            assertThat(ask("ghent", "/once")).contains("CN=ghent");
        }

        assertThat(checks).as("certificates checked in full handshakes").hasValue(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.1", "TLSv1"})
    void oldVersionsAreNotSpoken(String version) {
        serve(ServerTls.of(new LiveIdentity(CA.identity("localhost"))));
        SSLContext context = ClientTls.trusting(TRUST).context();

        assertThatThrownBy(() -> handshake(context, version)).isInstanceOf(IOException.class);
    }

    @Test
    void filesAreReadAgainWhenTheyChange() throws IOException {
        Path chain = folder.resolve("chain.pem");
        Path key = folder.resolve("key.pem");
        TlsIdentity first = CA.identity("localhost");
        write(first, chain, key);
        AtomicReference<Instant> now = new AtomicReference<>(Instant.now());
        LiveIdentity live = LiveIdentity.ofFiles(chain, key, now::get);
        serve(ServerTls.of(live));
        assertThat(servedCertificate()).isEqualTo(first.certificate());

        TlsIdentity renewed = CA.identity("localhost");
        write(renewed, chain, key);
        Files.setLastModifiedTime(chain, FileTime.from(Instant.now().plusSeconds(60)));
        now.updateAndGet(time -> time.plusSeconds(6));
        assertThat(servedCertificate()).isEqualTo(renewed.certificate());

        Files.writeString(key, "broken");
        Files.setLastModifiedTime(key, FileTime.from(Instant.now().plusSeconds(120)));
        now.updateAndGet(time -> time.plusSeconds(6));
        assertThat(servedCertificate()).isEqualTo(renewed.certificate());
    }

    @Test
    void aRequestWithACertificateIsNotRedirectedElsewhere() {
        serve(ServerTls.of(new LiveIdentity(CA.identity("localhost"))));
        use("ghent", CA.identity("ghent"));

        assertThatThrownBy(() -> ask("ghent", "/away"))
                .isInstanceOfSatisfying(
                        OutgoingException.class, e -> assertThat(e.reason()).isEqualTo(Reason.FORBIDDEN_ADDRESS));
    }

    @Test
    void theAddressRulesHoldUnderAProfileToo() {
        serve(ServerTls.of(new LiveIdentity(CA.identity("localhost"))));
        try (OutgoingClient strict = new OutgoingClient(OutgoingRules.PUBLIC_ONLY)) {
            strict.useTls("ghent", ClientTls.trusting(TRUST));
            URI uri = URI.create(server.orElseThrow().url() + "/who");
            assertThatThrownBy(() -> strict.send(
                            new Request("GET", uri, Map.of(), new byte[0], Duration.ofSeconds(5)).withTls("ghent")))
                    .isInstanceOfSatisfying(
                            OutgoingException.class, e -> assertThat(e.reason()).isEqualTo(Reason.FORBIDDEN_ADDRESS));
        }
    }

    @Test
    void anUnknownProfileIsNoRequest() {
        serve(ServerTls.of(new LiveIdentity(CA.identity("localhost"))));

        assertThatThrownBy(() -> ask("nowhere")).hasMessageContaining("no TLS profile 'nowhere'");
    }

    @Test
    void othersThanTheJavaServerSpeakItToo() throws Exception {
        serve(ServerTls.of(new LiveIdentity(CA.identity("localhost"))));
        try (HttpClient other = HttpClient.newBuilder()
                .sslContext(ClientTls.trusting(TRUST).context())
                .build()) {
            URI uri = URI.create(server.orElseThrow().url() + "/who");
            assertThat(other.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
                            .body())
                    .isEqualTo("0 nobody");
        }
    }

    private static void write(TlsIdentity identity, Path chain, Path key) throws IOException {
        Files.writeString(chain, Pem.of(identity.chain()));
        Files.writeString(key, Pem.write("PRIVATE KEY", identity.key().getEncoded()));
    }

    private Instant handshake(SSLContext context, String version) throws IOException {
        SSLSession session = connect(context, version);
        return Instant.ofEpochMilli(session.getCreationTime());
    }

    private SSLSession connect(SSLContext context, String version) throws IOException {
        int port = server.orElseThrow().port();
        try (SSLSocket socket = (SSLSocket)
                context.getSocketFactory().createSocket(new Socket("127.0.0.1", port), "127.0.0.1", port, true)) {
            socket.setEnabledProtocols(new String[] {version});
            socket.startHandshake();
            // The ticket of TLS 1.3 comes with the first answer.
            socket.getOutputStream().write("GET /who HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(UTF_8));
            assertThat(socket.getInputStream().read()).isEqualTo('H');
            return socket.getSession();
        }
    }

    private X509Certificate servedCertificate() {
        try {
            return (X509Certificate) connect(
                            new ClientTls(Optional.of(new LiveIdentity(CA.identity("looker"))), TRUST).context(),
                            "TLSv1.3")
                    .getPeerCertificates()[0];
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
