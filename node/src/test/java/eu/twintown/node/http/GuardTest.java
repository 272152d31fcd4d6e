package eu.twintown.node.http;

import static org.assertj.core.api.Assertions.assertThat;

import eu.twintown.kernel.problem.Problem;
import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.kernel.problem.ProblemType;
import io.helidon.webserver.http.HttpService;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The guard before every handler, and what an exchange tells about who asks. */
class GuardTest {
    private final List<RouteTable.Route> asked = new CopyOnWriteArrayList<>();
    private final List<String> handled = new CopyOnWriteArrayList<>();
    private final HttpClient client = HttpClient.newHttpClient();
    private WebServer server;

    @BeforeEach
    void start() {
        HttpService routes = rules -> rules.get("/things/{id}", Exchange.handler(this::tell))
                .post("/form", Exchange.handler(this::form))
                .get("/away", Exchange.handler(exchange -> exchange.redirect("/things/1")))
                .any("/any", Exchange.handler(this::tell));
        server = new WebServer(
                ServerOptions.loopback(0), List.of(routes), (method, template, status, nanos) -> {}, this::admit);
    }

    @AfterEach
    void stop() {
        server.close();
        client.close();
    }

    private Object admit(Exchange exchange, RouteTable.Route route) {
        asked.add(route);
        return switch (exchange.header("Who").orElse("nobody")) {
            case "nobody" -> throw new ProblemException(ProblemType.UNAUTHORIZED, "Who are you?");
            case "liar" ->
                throw new ProblemException(
                        new Problem(ProblemType.UNAUTHORIZED, "No", Map.of("error", "invalid_token")));
            case "stranger" -> throw new ProblemException(ProblemType.FORBIDDEN, "Not for you");
            default -> exchange.header("Who").get();
        };
    }

    private void tell(Exchange exchange) {
        handled.add(exchange.rawPath());
        String text = exchange.caller().orElse("?") + " " + exchange.remoteAddress() + " "
                + exchange.cookie("b").orElse("-") + " " + exchange.query().asMap();
        exchange.send(200, "text/plain", text.getBytes(StandardCharsets.UTF_8));
    }

    private void form(Exchange exchange) {
        exchange.send(200, "text/plain", exchange.form(20).asMap().toString().getBytes(StandardCharsets.UTF_8));
    }

    private HttpResponse<String> send(String method, String path, String body, String... headers) throws Exception {
        return client.send(
                HttpRequest.newBuilder(URI.create(server.url() + path))
                        .method(method, HttpRequest.BodyPublishers.ofString(body))
                        .headers(headers)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void theHandlerRunsOnlyForWhomTheGuardLetsIn() throws Exception {
        assertThat(send("GET", "/things/1", "", "Who", "nobody").statusCode()).isEqualTo(401);
        assertThat(send("GET", "/things/1", "", "Who", "stranger").statusCode()).isEqualTo(403);
        assertThat(handled).isEmpty();
        assertThat(send("GET", "/things/1", "", "Who", "anna").body()).startsWith("anna 127.0.0.1 ");
        assertThat(asked).containsOnly(new RouteTable.Route("GET", "/things/{id}"));
    }

    @Test
    void aRefusalForWantOfAProofNamesTheScheme() throws Exception {
        assertThat(send("GET", "/things/1", "", "Who", "nobody").headers().firstValue("WWW-Authenticate"))
                .contains("Bearer realm=\"twintown\"");
        assertThat(send("GET", "/things/1", "", "Who", "liar").headers().firstValue("WWW-Authenticate"))
                .contains("Bearer realm=\"twintown\", error=\"invalid_token\"");
    }

    @Test
    void aRouteOfAnyMethodIsAskedForAsSuch() throws Exception {
        send("DELETE", "/any", "", "Who", "anna");
        assertThat(asked).containsExactly(new RouteTable.Route("*", "/any"));
    }

    @Test
    void whatLeadsNowhereIsNotAskedFor() throws Exception {
        assertThat(send("GET", "/nothing", "", "Who", "nobody").statusCode()).isEqualTo(404);
        assertThat(send("DELETE", "/form", "", "Who", "nobody").statusCode()).isEqualTo(405);
        assertThat(send("OPTIONS", "/form", "", "Who", "nobody").statusCode()).isEqualTo(204);
        assertThat(asked).isEmpty();
    }

    @Test
    void cookiesAndFreeQueriesAreRead() throws Exception {
        assertThat(send("GET", "/things/1?x=1%202&y=", "", "Who", "anna", "Cookie", "a=1; b=2=3; bb=4")
                        .body())
                .isEqualTo("anna 127.0.0.1 2=3 {x=1 2, y=}");
    }

    @Test
    void formsAreReadWithinTheirLimitAndNothingElseIs() throws Exception {
        String[] form = {"Who", "anna", "Content-Type", "application/x-www-form-urlencoded; charset=utf-8"};
        assertThat(send("POST", "/form", "a=1&b=%C3%BC", form).body()).isEqualTo("{a=1, b=ü}");
        assertThat(send("POST", "/form", "a=" + "1".repeat(30), form).statusCode())
                .isEqualTo(413);
        assertThat(send("POST", "/form", "a=1&a=2", form).statusCode()).isEqualTo(400);
        assertThat(send("POST", "/form", "{}", "Who", "anna", "Content-Type", "application/json")
                        .statusCode())
                .isEqualTo(415);
    }

    @Test
    void aRedirectIsFollowedWithGetAndNotKept() throws Exception {
        HttpResponse<String> away = send("GET", "/away", "", "Who", "anna");
        assertThat(away.statusCode()).isEqualTo(303);
        assertThat(away.headers().firstValue("Location")).contains("/things/1");
        assertThat(away.headers().firstValue("Cache-Control")).contains("no-store");
    }
}
