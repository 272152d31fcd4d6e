package eu.twintown.node.trust.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import eu.twintown.node.http.Exchange;
import eu.twintown.node.http.ServerOptions;
import eu.twintown.node.http.WebServer;
import io.helidon.webserver.http.HttpService;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class CookiesTest {

    private static List<String> set(Cookies cookies) throws Exception {
        HttpService routes = rules -> rules.get("/", Exchange.handler(exchange -> {
            cookies.set(exchange, "session", "s3cret", Duration.ofHours(1));
            cookies.clear(exchange, "login");
            exchange.send(204);
        }));
        try (WebServer server = new WebServer(ServerOptions.loopback(0), List.of(routes));
                HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                            HttpRequest.newBuilder(URI.create(server.url())).build(),
                            HttpResponse.BodyHandlers.discarding())
                    .headers()
                    .allValues("Set-Cookie");
        }
    }

    @Test
    void withTlsTheyAreBoundToTheHostAndGoOverTlsOnly() throws Exception {
        Cookies cookies = new Cookies("ghent", () -> URI.create("https://twin.ghent.example"));
        assertThat(cookies.name("session")).isEqualTo("__Host-twintown-ghent-session");
        assertThat(set(cookies))
                .containsExactly(
                        "__Host-twintown-ghent-session=s3cret; Path=/; Max-Age=3600; HttpOnly; SameSite=Lax; Secure",
                        "__Host-twintown-ghent-login=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax; Secure");
    }

    @Test
    void withoutTlsTheyWorkAndHoldTheNodesName() throws Exception {
        Cookies cookies = new Cookies("ghent", () -> URI.create("http://127.0.0.1:8082"));
        assertThat(set(cookies))
                .first()
                .isEqualTo("twintown-ghent-session=s3cret; Path=/; Max-Age=3600; HttpOnly; SameSite=Lax");
    }
}
