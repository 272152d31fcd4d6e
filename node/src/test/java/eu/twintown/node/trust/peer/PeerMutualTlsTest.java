package eu.twintown.node.trust.peer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.twintown.node.config.NodeConfig.Peer;
import eu.twintown.node.config.PeerAuth;
import eu.twintown.node.http.Exchange;
import eu.twintown.node.http.MediaType;
import eu.twintown.node.http.ServerOptions;
import eu.twintown.node.http.WebServer;
import eu.twintown.node.http.outgoing.OutgoingClient;
import eu.twintown.node.http.outgoing.OutgoingException;
import eu.twintown.node.http.tls.LiveIdentity;
import eu.twintown.node.http.tls.Pem;
import eu.twintown.node.http.tls.ServerTls;
import eu.twintown.node.http.tls.ServerTls.ClientAuth;
import eu.twintown.node.http.tls.TestCa;
import eu.twintown.node.http.tls.TlsIdentity;
import eu.twintown.node.http.tls.TrustAnchors;
import eu.twintown.node.trust.dcp.Parties;
import eu.twintown.node.trust.dcp.Party;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code peers[].auth: mtls} before a real TLS server that demands a certificate of its callers. */
class PeerMutualTlsTest {
    private static final TestCa CA = TestCa.root("Peers");

    @TempDir
    private Path folder;

    private final Parties parties = new Parties(1, Instant::now);
    private final WebServer server = new WebServer(
            ServerOptions.loopback(0)
                    .withTls(ServerTls.of(new LiveIdentity(CA.identity("localhost")))
                            .askingClients(ClientAuth.NEED, TrustAnchors.of(List.of(CA.certificate())))),
            List.of(rules -> rules.get("/who", Exchange.handler(PeerMutualTlsTest::who))));

    @AfterEach
    void close() {
        server.close();
        parties.close();
    }

    private static void who(Exchange exchange) {
        String subject =
                exchange.peerCertificates().getFirst().getSubjectX500Principal().getName();
        exchange.send(200, MediaType.JSON, subject.getBytes(UTF_8));
    }

    private String address() {
        return "https://127.0.0.1:" + server.port();
    }

    /** A node that shows a certificate of this authority to its peer. */
    private Party node(TestCa authority) throws IOException {
        TlsIdentity own = authority.identity("node.example");
        Path certificate = Files.writeString(folder.resolve("own.pem"), Pem.of(own.chain()));
        Path key = Files.writeString(
                folder.resolve("own.key"), Pem.write("PRIVATE KEY", own.key().getEncoded()));
        Path trust = Files.writeString(folder.resolve("trust.pem"), Pem.of(List.of(CA.certificate())));
        PeerAuth auth = new PeerAuth(
                PeerAuth.Method.MTLS,
                Optional.empty(),
                Optional.empty(),
                Optional.of(new PeerAuth.Mtls(certificate, key, Optional.of(trust))));
        return parties.add(new Peer("peer", "Peer", "DE", URI.create(address()), List.of("X"), true, auth));
    }

    private String ask(Party node) {
        OutgoingClient.Request request = new OutgoingClient.Request(
                "GET", URI.create(address() + "/who"), Map.of(), new byte[0], Duration.ofSeconds(10));
        return new String(node.dcp().peers().send(request).body(), UTF_8);
    }

    @Test
    void thePeerSeesTheCertificateOfTheConfiguration() throws IOException {
        assertThat(ask(node(CA))).contains("node.example");
    }

    @Test
    void aCertificateThatThePeerDoesNotTrustGetsNothing() throws IOException {
        Party node = node(TestCa.root("Foreign"));
        assertThatThrownBy(() -> ask(node)).isInstanceOf(OutgoingException.class);
    }
}
