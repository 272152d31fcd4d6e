package eu.twintown.node.trust;

import static org.assertj.core.api.Assertions.assertThat;

import eu.twintown.node.http.Exchange;
import eu.twintown.node.http.ServerOptions;
import eu.twintown.node.http.WebServer;
import io.helidon.webserver.http.HttpService;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CallersTest {
    private final Callers callers = new Callers(() -> Instant.parse("2026-11-22T12:00:00Z"));
    private final Recogniser recogniser =
            callers.noting("dcp", exchange -> exchange.header("Who").map(who -> {
                if (who.equals("liar")) {
                    throw Unauthorized.because("a forged signature", "The proof does not hold");
                }
                return who.equals("person")
                        ? new Principal("local:ada", Principal.Kind.PERSON, "Ada", java.util.Set.of(), Map.of())
                        : Principal.participant(
                                who, "Stad Gent", Map.of("credential", List.of("MembershipCredential")));
            }));

    /** What the recogniser makes of a request with this header. */
    private int call(String who) throws IOException, InterruptedException {
        HttpService service = rules -> rules.get("/", Exchange.handler(exchange -> exchange.send(204)));
        try (WebServer server = new WebServer(
                        ServerOptions.loopback(0),
                        List.of(service),
                        (method, template, status, nanos) -> {},
                        (exchange, route) -> recogniser.recognise(exchange).orElse(Principal.ANONYMOUS));
                HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server.url() + "/"));
            if (!who.isEmpty()) {
                request.header("Who", who);
            }
            return client.send(request.build(), HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        }
    }

    @Test
    void participantsAreNotedWithWhatTheyProved() throws Exception {
        assertThat(call("did:web:ghent.example")).isEqualTo(204);
        assertThat(call("did:web:ghent.example")).isEqualTo(204);
        assertThat(callers.all()).singleElement().satisfies(seen -> {
            assertThat(seen.id()).isEqualTo("did:web:ghent.example");
            assertThat(seen.name()).isEqualTo("Stad Gent");
            assertThat(seen.how()).isEqualTo("dcp");
            assertThat(seen.attributes()).containsEntry("credential", List.of("MembershipCredential"));
            assertThat(seen.refused()).isEmpty();
        });
    }

    @Test
    void aRefusalIsNotedWithTheReasonThatTheCallerGot() throws Exception {
        assertThat(call("liar")).isEqualTo(401);
        assertThat(callers.all()).singleElement().satisfies(seen -> {
            assertThat(seen.refused().map(Callers.Refusal::reason)).hasValueSatisfying(reason -> assertThat(reason)
                    .contains("The proof does not hold")
                    .doesNotContain("forged"));
            assertThat(seen.attributes()).isEmpty();
        });
    }

    @Test
    void peopleAndStrangersAreNotNoted() throws Exception {
        assertThat(call("person")).isEqualTo(204);
        assertThat(call("")).isEqualTo(204);
        assertThat(callers.all()).isEmpty();
    }
}
