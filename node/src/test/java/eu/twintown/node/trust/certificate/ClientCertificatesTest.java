package eu.twintown.node.trust.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.twintown.node.authority.HttpCaller;
import eu.twintown.node.authority.Member;
import eu.twintown.node.authority.SandboxAuthority;
import eu.twintown.node.authority.participants.CredentialStatus;
import eu.twintown.node.config.ConfigNode;
import eu.twintown.node.http.Exchange;
import eu.twintown.node.http.ServerOptions;
import eu.twintown.node.http.WebServer;
import eu.twintown.node.http.outgoing.OutgoingClient;
import eu.twintown.node.http.outgoing.OutgoingRules;
import eu.twintown.node.http.tls.ClientTls;
import eu.twintown.node.http.tls.LiveIdentity;
import eu.twintown.node.http.tls.Pem;
import eu.twintown.node.http.tls.ServerTls;
import eu.twintown.node.http.tls.TestCa;
import eu.twintown.node.http.tls.TlsIdentity;
import eu.twintown.node.http.tls.TrustAnchors;
import eu.twintown.node.trust.Principal;
import eu.twintown.node.trust.simpl.revocation.RevocationSettings;
import io.helidon.webserver.http.HttpService;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** A data space's client certificates at the main listener, over real TLS. */
class ClientCertificatesTest {
    private static final TestCa OWN = TestCa.root("Own");
    private static final TestCa SPACE = TestCa.root("Space");

    private final List<AutoCloseable> open = new ArrayList<>();
    private final AtomicReference<Optional<Principal>> met = new AtomicReference<>(Optional.empty());

    @TempDir
    Path folder;

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable one : open.reversed()) {
            one.close();
        }
    }

    private String node(List<X509Certificate> authorities, boolean required, Map<String, String> participants) {
        ClientCertificates clients = new ClientCertificates(
                new ClientCertificateSettings(
                        authorities, new RevocationSettings(Duration.ZERO, Duration.ZERO, required), participants),
                new OutgoingClient(OutgoingRules.PUBLIC_ONLY.allowing("127.0.0.0/8"))::send,
                InstantSource.system());
        ServerTls tls = clients.asking(ServerTls.of(new LiveIdentity(OWN.identity("node"))));
        HttpService service = rules -> rules.get("/", Exchange.handler(exchange -> exchange.send(204)));
        WebServer server = new WebServer(
                ServerOptions.loopback(0).withTls(tls),
                List.of(service),
                (method, template, status, nanos) -> {},
                (exchange, route) -> {
                    met.set(clients.recognise(exchange));
                    return met.get().orElse(Principal.ANONYMOUS);
                });
        open.add(server);
        return server.url();
    }

    private static HttpCaller caller(String url, Optional<TlsIdentity> identity) {
        return HttpCaller.agent(
                url,
                new ClientTls(identity.map(LiveIdentity::new), TrustAnchors.of(List.of(OWN.certificate()))).context());
    }

    private Principal seen() {
        return met.get().orElseThrow();
    }

    @Test
    void aCertificateOfTheDataSpaceMakesAParticipant() {
        String url = node(List.of(SPACE.certificate()), false, Map.of());
        caller(url, Optional.of(SPACE.identity("ghent"))).get("/").expect(204);
        assertThat(seen().kind()).isEqualTo(Principal.Kind.PARTICIPANT);
        assertThat(seen().id()).isEqualTo("x509:CN=ghent,O=ghent,C=DE");
        assertThat(seen().name()).isEqualTo("ghent");
        assertThat(seen().roles()).isEmpty();
        assertThat(seen().attribute("credential")).containsExactly(ClientCertificates.CREDENTIAL);
        assertThat(seen().attribute("issuer")).containsExactly("CN=Space");
        assertThat(seen().attribute("subject.CN")).containsExactly("ghent");
    }

    @Test
    void aDidInTheCertificateIsItsId() {
        String url = node(List.of(SPACE.certificate()), false, Map.of());
        TlsIdentity named = SPACE.identity(
                "ghent",
                TestCa.valid(),
                builder -> builder.replaceExtension(
                        Extension.subjectAlternativeName, false, new GeneralNames(new GeneralName[] {
                            new GeneralName(GeneralName.uniformResourceIdentifier, "https://ghent.example"),
                            new GeneralName(GeneralName.uniformResourceIdentifier, "did:web:ghent.example")
                        })));
        caller(url, Optional.of(named)).get("/").expect(204);
        assertThat(seen().id()).isEqualTo("did:web:ghent.example");
    }

    @Test
    void theConfigurationSaysWhoACommonNameIs() {
        String url = node(List.of(SPACE.certificate()), false, Map.of("t2.ghent.example", "did:web:ghent.example"));
        caller(url, Optional.of(SPACE.identity("t2.ghent.example"))).get("/").expect(204);
        assertThat(seen().id()).isEqualTo("did:web:ghent.example");
    }

    @Test
    void whoShowsNoneIsServedAsAnybody() {
        String url = node(List.of(SPACE.certificate()), false, Map.of());
        caller(url, Optional.empty()).get("/").expect(204);
        assertThat(met.get()).isEmpty();
    }

    @Test
    void certificatesOfOthersAndExpiredOnesAreRefusedInTheHandshake() {
        String url = node(List.of(SPACE.certificate()), false, Map.of());
        TlsIdentity foreign = TestCa.root("Elsewhere").identity("ghent");
        TlsIdentity expired = SPACE.identity("ghent", TestCa.expired(), builder -> {});
        for (TlsIdentity wrong : List.of(foreign, expired)) {
            assertThatThrownBy(() -> caller(url, Optional.of(wrong)).get("/")).isInstanceOf(UncheckedIOException.class);
        }
        assertThat(met.get()).isEmpty();
    }

    @Test
    void whoseStateCannotBeAskedForIsRefusedUnlessThatIsAllowed() {
        String url = node(List.of(SPACE.certificate()), true, Map.of());
        assertThat(caller(url, Optional.of(SPACE.identity("ghent")))
                        .get("/")
                        .expect(401)
                        .text())
                .contains("state of the certificate");
    }

    @Test
    void anotherProofIsJudgedAlone() {
        String url = node(List.of(SPACE.certificate()), false, Map.of());
        caller(url, Optional.of(SPACE.identity("ghent")))
                .send("GET", "/", "", new byte[0], "Authorization", "Bearer something")
                .expect(204);
        assertThat(met.get()).isEmpty();
    }

    @Test
    void aSuspensionAtTheAuthorityCountsWithTheNextRequestOnTheSameConnection() {
        SandboxAuthority authority = SandboxAuthority.start();
        open.add(authority);
        Member member = authority.join("Leuven", "t2.leuven.example");
        String url = node(List.of(authority.root()), true, Map.of("t2.leuven.example", "did:web:leuven.example"));
        HttpCaller caller = caller(
                url, Optional.of(new TlsIdentity(member.chain(), member.keys().getPrivate())));
        caller.get("/").expect(204);
        assertThat(seen().id()).isEqualTo("did:web:leuven.example");
        assertThat(seen().name()).isEqualTo("Leuven");
        authority.authority().participants().change(member.credentialId(), CredentialStatus.SUSPENDED, "test", "test");
        assertThat(caller.get("/").expect(401).text()).contains("suspended");
        authority.authority().participants().change(member.credentialId(), CredentialStatus.VALID, "test", "test");
        caller.get("/").expect(204);
    }

    private List<String> faults(String yaml, boolean tls) {
        List<String> faults = new ArrayList<>();
        ClientCertificateSettings.read(
                new ConfigNode(new YAMLMapper().readTree(yaml), folder, faults).section("trust"), tls);
        return faults;
    }

    @Test
    void theConfigurationMustNameAuthoritiesAndTheListenerSpeakTls() throws IOException {
        Files.writeString(folder.resolve("space.pem"), Pem.of(List.of(SPACE.certificate())));
        Files.writeString(
                folder.resolve("leaf.pem"),
                Pem.of(List.of(SPACE.identity("ghent").certificate())));
        String right = "trust: {client-certificates: {authorities: space.pem,"
                + " participants: [{common-name: a, id: 'did:web:a.example'}]}}";
        assertThat(faults(right, true)).isEmpty();
        assertThat(faults(right, false)).singleElement().satisfies(fault -> assertThat(fault)
                .contains("server.tls"));
        assertThat(faults("trust: {client-certificates: {}}", true))
                .singleElement()
                .satisfies(fault -> assertThat(fault).contains("authorities", "is missing"));
        assertThat(faults("trust: {client-certificates: {authorities: leaf.pem}}", true))
                .singleElement()
                .satisfies(fault -> assertThat(fault).contains("certification authorities"));
        assertThat(faults("trust: {client-certificates: {authorities: nowhere.pem}}", true))
                .hasSize(1);
    }
}
