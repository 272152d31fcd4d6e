package eu.twintown.node.trust;

import static org.assertj.core.api.Assertions.assertThat;

import eu.twintown.node.http.Exchange;
import eu.twintown.node.http.ServerOptions;
import eu.twintown.node.http.WebServer;
import io.helidon.webserver.http.HttpService;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RecogniserTest {
    private static final Recogniser ANNA = exchange -> exchange.header("Authorization")
            .filter("Bearer anna"::equals)
            .map(value -> new Principal("local:anna", Principal.Kind.PERSON, "Anna", Set.of(), Map.of()));
    private static final Recogniser CITY = exchange -> {
        if (exchange.header("Authorization").filter("Bearer forged"::equals).isPresent()) {
            throw Unauthorized.because("forged\nsecond line", "This does not hold");
        }
        return exchange.header("Peer").map(did -> Principal.participant(did, did, Map.of()));
    };

    private static HttpResponse<String> ask(String... headers) throws Exception {
        Recogniser chain = Recogniser.chain(List.of(ANNA, CITY));
        HttpService routes = rules -> rules.get(
                "/",
                Exchange.handler(exchange -> exchange.send(
                        200, "text/plain", Principal.of(exchange).id().getBytes(StandardCharsets.UTF_8))));
        try (WebServer server = new WebServer(
                        ServerOptions.loopback(0),
                        List.of(routes),
                        (method, template, status, nanos) -> {},
                        (exchange, route) -> chain.recognise(exchange).orElse(Principal.ANONYMOUS));
                HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server.url()));
            if (headers.length > 0) {
                request.headers(headers);
            }
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        }
    }

    @Test
    void theFirstThatKnowsTheCallerDecides() throws Exception {
        assertThat(ask("Authorization", "Bearer anna", "Peer", "did:web:ghent.example")
                        .body())
                .isEqualTo("local:anna");
        assertThat(ask("Peer", "did:web:ghent.example").body()).isEqualTo("did:web:ghent.example");
    }

    @Test
    void whoShowsNothingIsAnonymous() throws Exception {
        assertThat(ask().body()).isEqualTo("anonymous");
    }

    @Test
    void aProofThatDoesNotHoldOrThatNobodyKnowsIsRefused() throws Exception {
        assertThat(ask("Authorization", "Bearer forged").statusCode()).isEqualTo(401);
        assertThat(ask("Authorization", "Bearer forged").body())
                .contains("This does not hold")
                .doesNotContain("second line");
        assertThat(ask("Authorization", "Bearer other").statusCode()).isEqualTo(401);
        assertThat(ask("Authorization", "Negotiate x").statusCode()).isEqualTo(401);
    }

    @Test
    void rolesIncludeOthers() {
        Principal admin = new Principal("a", Principal.Kind.PERSON, "a", Set.of(Role.ADMIN), Map.of());
        Principal auditor = new Principal("b", Principal.Kind.PERSON, "b", Set.of(Role.AUDITOR), Map.of());
        for (Role role : Role.values()) {
            assertThat(admin.has(role)).isTrue();
            assertThat(auditor.has(role)).isEqualTo(role == Role.AUDITOR || role == Role.VIEWER);
            assertThat(Principal.ANONYMOUS.has(role)).isFalse();
        }
        assertThat(Optional.of(admin).map(p -> p.attribute("none"))).contains(List.of());
    }
}
