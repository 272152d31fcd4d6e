package eu.twintown.node.trust;

import static org.assertj.core.api.Assertions.assertThat;

import eu.twintown.node.authority.HttpCaller;
import eu.twintown.node.http.Exchange;
import eu.twintown.node.http.ServerOptions;
import eu.twintown.node.http.WebServer;
import io.helidon.webserver.http.HttpService;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JointRecogniserTest {
    private final AtomicReference<Optional<Principal>> met = new AtomicReference<>(Optional.empty());
    private final Recogniser joint =
            JointRecogniser.of(JointRecogniserTest::byCertificate, List.of(JointRecogniserTest::byToken));
    private final HttpService service = rules -> rules.get("/", Exchange.handler(exchange -> exchange.send(204)));
    private final WebServer server = new WebServer(
            ServerOptions.loopback(0), List.of(service), (method, template, status, nanos) -> {}, (exchange, route) -> {
                met.set(joint.recognise(exchange));
                return met.get().orElse(Principal.ANONYMOUS);
            });

    @AfterEach
    void close() {
        server.close();
    }

    private static Optional<Principal> byCertificate(Exchange exchange) {
        return exchange.header("Certificate").map(name -> {
            if (name.equals("revoked")) {
                throw Unauthorized.because("revoked", "The certificate is revoked");
            }
            return new Principal(
                    name,
                    Principal.Kind.PARTICIPANT,
                    "City",
                    Set.of(Role.VIEWER),
                    Map.of("credential", List.of("SimplParticipant"), "participant_id", List.of(name)));
        });
    }

    private static Optional<Principal> byToken(Exchange exchange) {
        return exchange.header("Authorization").flatMap(token -> switch (token) {
            case "Bearer did" ->
                Optional.of(Principal.participant(
                        "did:web:ghent.example", "Stad Gent", Map.of("credential", List.of("MembershipCredential"))));
            case "Bearer agreement" ->
                Optional.of(Principal.participant(
                        "did:web:ghent.example", "Stad Gent", Map.of("agreement", List.of("a-1"))));
            case "Bearer nobody" -> Optional.of(Principal.ANONYMOUS);
            default -> Optional.empty();
        });
    }

    private int get(String... headers) {
        return new HttpCaller(server.url(), "")
                .send("GET", "/", "", new byte[0], headers)
                .status();
    }

    @Test
    void whoProvesBothIsKnownByItsDidWithWhatBothShow() {
        assertThat(get("Certificate", "p-1", "Authorization", "Bearer did")).isEqualTo(204);
        Principal who = met.get().orElseThrow();
        assertThat(who.id()).isEqualTo("did:web:ghent.example");
        assertThat(who.attribute("credential")).containsExactly("MembershipCredential", "SimplParticipant");
        assertThat(who.attribute("participant_id")).containsExactly("p-1");
        assertThat(who.roles()).containsExactly(Role.VIEWER);
    }

    @Test
    void theCertificateAloneIsEnough() {
        get("Certificate", "p-1");
        assertThat(met.get().orElseThrow().id()).isEqualTo("p-1");
        get("Certificate", "p-1", "Authorization", "Bearer nobody");
        assertThat(met.get().orElseThrow().id()).isEqualTo("p-1");
    }

    @Test
    void aTokenOfAnAgreementStandsForItself() {
        get("Certificate", "p-1", "Authorization", "Bearer agreement");
        assertThat(met.get().orElseThrow().attributes()).containsOnlyKeys("agreement");
        assertThat(met.get().orElseThrow().roles()).isEmpty();
    }

    @Test
    void whateverIsSentAlongDoesNotMakeUpForTheCertificate() {
        assertThat(get("Certificate", "revoked", "Authorization", "Bearer did")).isEqualTo(401);
        assertThat(get("Authorization", "Bearer did")).isEqualTo(204);
        assertThat(met.get())
                .as("nobody, where the listener demands a certificate")
                .isEmpty();
        assertThat(get("Certificate", "p-1", "Authorization", "Bearer unknown")).isEqualTo(401);
    }
}
