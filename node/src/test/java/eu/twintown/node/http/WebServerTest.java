package eu.twintown.node.http;

import static org.assertj.core.api.Assertions.assertThat;

import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.kernel.problem.ProblemType;
import io.helidon.webserver.http.HttpService;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class WebServerTest {

    private static final int MAX_BODY = 10_000;
    private static final int MAX_DEPTH = 20;
    private static final JsonMapper MAPPER = JsonMapper.shared();
    private static final JsonBodies BODIES = new JsonBodies(MAX_BODY, MAX_DEPTH);
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final HttpService ROUTES = rules -> rules.get(
                    "/things/{id}", Exchange.handler(x -> text(x, x.variable("id"))))
            .put("/things/{id}", Exchange.handler(x -> text(x, "put")))
            .get(
                    "/things/{id}/parts/{part}",
                    Exchange.handler(x -> text(x, x.variable("id") + "|" + x.variable("part"))))
            .get("/things/special", Exchange.handler(x -> text(x, "special")))
            .get("/large", Exchange.handler(x -> text(x, "x".repeat(200_000))))
            .get("/broken", (request, response) -> {
                throw new IllegalStateException("secret of the inside");
            })
            .get("/refused", (request, response) -> {
                throw ProblemException.badData("wrong colour", "/colour");
            })
            .get(Exchange.NGSI_LD + "/refused", (request, response) -> {
                throw new ProblemException(ProblemType.CONFLICT, "no");
            })
            .post("/echo", Exchange.handler(x -> text(x, BODIES.readTree(x).toString())))
            .get(
                    "/query",
                    Exchange.handler(x -> text(
                            x, x.parameters(ParameterNames.of("q")).text("q").orElse(""))))
            .get("/files/*", Exchange.handler(x -> text(x, x.rawPath())));

    private static WebServer server;

    @BeforeAll
    static void start() {
        server = new WebServer(
                new ServerOptions(
                        "127.0.0.1", 0, MAX_BODY, MAX_DEPTH, List.of("https://city.example"), Duration.ofSeconds(5)),
                List.of(ROUTES));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static void text(Exchange exchange, String text) {
        exchange.send(200, MediaType.JSON, text.getBytes(StandardCharsets.UTF_8));
    }

    private static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(server.url() + path));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return CLIENT.send(request.build(), BodyHandlers.ofString());
    }

    private static HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(request(path));
    }

    private static HttpResponse<String> echo(String body) throws IOException, InterruptedException {
        return send(request("/echo").POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    @Test
    void aFreePortIsTakenAndToldWherePortZeroIsAskedFor() {
        assertThat(server.port()).isPositive();
    }

    @Test
    void variablesOfAPathAreDecoded() throws Exception {
        assertThat(get("/things/urn:a:b").body()).isEqualTo("urn:a:b");
        assertThat(get("/things/a%20b%C3%A9").body()).isEqualTo("a bé");
    }

    @Test
    void aQueryMayHoldWhatPeopleDoNotEncode() throws Exception {
        assertThat(line("GET /query?q=speed>20;name==\"a|b\" HTTP/1.1"))
                .startsWith("HTTP/1.1 200")
                .endsWith("speed>20;name==\"a|b\"");
    }

    @Test
    void aRequestLineMayBeLong() throws Exception {
        assertThat(line("GET /query?q=" + "urn:x:1,".repeat(1_000) + " HTTP/1.1"))
                .startsWith("HTTP/1.1 200");
    }

    private static String line(String requestLine) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", server.port())) {
            socket.setSoTimeout(5_000);
            return raw(socket, requestLine + "\r\nHost: x\r\n\r\n");
        }
    }

    @Test
    void anEncodedSlashStaysInsideItsSegment() throws Exception {
        assertThat(get("/things/http%3A%2F%2Fcity.example%2F1/parts/x%2Fy").body())
                .isEqualTo("http://city.example/1|x/y");
    }

    @Test
    void aLiteralSegmentGoesBeforeAVariableAndATrailingSlashIsNothing() throws Exception {
        assertThat(get("/things/special").body()).isEqualTo("special");
        assertThat(get("/things/special/").body()).isEqualTo("special");
        assertThat(get("/files/a/b/c").body()).isEqualTo("/files/a/b/c");
    }

    @Test
    void anUnknownPathIs404WithProblemDetails() throws Exception {
        HttpResponse<String> answer = get("/nowhere/at/all");

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        JsonNode problem = MAPPER.readTree(answer.body());
        assertThat(problem.get("status").asInt()).isEqualTo(404);
        assertThat(problem.get("type").asString()).endsWith("/ResourceNotFound");
        assertThat(problem.get("detail").asString()).contains("/nowhere/at/all");
    }

    @Test
    void aWrongMethodIs405AndTellsTheRightOnes() throws Exception {
        HttpResponse<String> answer = send(request("/things/1").DELETE());

        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.headers().firstValue("Allow")).hasValue("GET, OPTIONS, PUT");
        assertThat(MAPPER.readTree(answer.body()).get("detail").asString()).contains("DELETE", "GET");
    }

    @Test
    void aProblemTellsWhereItIs() throws Exception {
        HttpResponse<String> answer = get("/refused");

        assertThat(answer.statusCode()).isEqualTo(400);
        JsonNode problem = MAPPER.readTree(answer.body());
        assertThat(problem.get("pointer").asString()).isEqualTo("/colour");
        assertThat(problem.get("detail").asString()).isEqualTo("wrong colour");
        assertThat(problem.get("title").asString()).isNotBlank();
    }

    /** Clauses 5.5.3 and 6.3.3 ask for plain JSON; who names the problem type gets it. */
    @Test
    void belowTheNgsiLdRootProblemsArePlainJsonUnlessAskedForOtherwise() throws Exception {
        assertThat(get(Exchange.NGSI_LD + "/refused").headers().firstValue("Content-Type"))
                .hasValue("application/json");
        assertThat(send(request(Exchange.NGSI_LD + "/refused").header("Accept", "application/problem+json"))
                        .headers()
                        .firstValue("Content-Type"))
                .hasValue("application/problem+json");
    }

    @Test
    void anUnforeseenFaultIs500WithAnIdAndNothingOfTheInside() throws Exception {
        HttpResponse<String> answer = get("/broken");

        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body()).doesNotContain("secret", "IllegalState", "eu.twintown");
        assertThat(MAPPER.readTree(answer.body()).get("errorId").asString()).hasSize(36);
    }

    /** With Nagle's algorithm each of these would wait some 40 ms for a delayed acknowledgement. */
    @Test
    void largeAnswersAreNotHeldBackByNagle() throws Exception {
        get("/large");
        long start = System.nanoTime();
        int rounds = 40;
        for (int i = 0; i < rounds; i++) {
            assertThat(get("/large").body()).hasSize(200_000);
        }
        Duration each = Duration.ofNanos((System.nanoTime() - start) / rounds);
        assertThat(each).isLessThan(Duration.ofMillis(30));
    }

    @Test
    void oneConnectionServesManyRequests() throws Exception {
        try (Socket socket = new Socket("127.0.0.1", server.port())) {
            socket.setSoTimeout(5_000);
            for (int i = 0; i < 3; i++) {
                assertThat(raw(socket, "GET /things/" + i + " HTTP/1.1\r\nHost: x\r\n\r\n"))
                        .startsWith("HTTP/1.1 200")
                        .endsWith("" + i);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/things/1", "/large", "/nothing-here"})
    void aConnectionIsClosedAfterTheWholeAnswerWhereTheClientAsksForIt_RFC9112_9_6(String path) throws Exception {
        try (Socket socket = new Socket("127.0.0.1", server.port())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream()
                    .write(("GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.UTF_8));
            String all = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int length = Integer.parseInt(all.replaceFirst("(?is).*content-length: *(\\d+).*", "$1"));
            assertThat(all.substring(all.indexOf("\r\n\r\n") + 4)).hasSize(length);
        }
    }

    @Test
    void aRefusedBodyDoesNotSpoilTheNextRequestOnTheConnection() throws Exception {
        try (Socket socket = new Socket("127.0.0.1", server.port())) {
            socket.setSoTimeout(5_000);
            String body = "{ nonsense ".repeat(200);
            assertThat(raw(
                            socket,
                            "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: " + body.length() + "\r\n\r\n" + body))
                    .startsWith("HTTP/1.1 400");
            assertThat(raw(socket, "GET /things/1 HTTP/1.1\r\nHost: x\r\n\r\n")).startsWith("HTTP/1.1 200");
        }
    }

    /** Sends text, and reads one answer that has a Content-Length. */
    private static String raw(Socket socket, String request) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(request.getBytes(StandardCharsets.UTF_8));
        out.flush();
        InputStream in = socket.getInputStream();
        StringBuilder answer = new StringBuilder();
        int expected = Integer.MAX_VALUE;
        while (answer.length() < expected) {
            int b = in.read();
            if (b < 0) {
                return answer.toString();
            }
            answer.append((char) b);
            if (expected == Integer.MAX_VALUE && answer.indexOf("\r\n\r\n") >= 0) {
                String head = answer.toString().toLowerCase(java.util.Locale.ROOT);
                int at = head.indexOf("content-length:");
                String length =
                        head.substring(at + 15, head.indexOf("\r\n", at)).strip();
                expected = answer.length() + Integer.parseInt(length);
            }
        }
        return answer.toString();
    }

    @Test
    void malformedJsonIs400WithLineAndColumn() throws Exception {
        HttpResponse<String> answer = echo("{\n  \"a\": tru\n}");

        assertThat(answer.statusCode()).isEqualTo(400);
        JsonNode problem = MAPPER.readTree(answer.body());
        assertThat(problem.get("type").asString()).endsWith("/InvalidRequest");
        assertThat(problem.get("line").asString()).isEqualTo("2");
        assertThat(problem.get("detail").asString()).contains("line 2");
    }

    @Test
    void emptyCutOffAndDoubleDocumentsAreRefused() throws Exception {
        assertThat(echo("").statusCode()).isEqualTo(400);
        assertThat(echo("{\"a\":").statusCode()).isEqualTo(400);
        assertThat(echo("{} {}").statusCode()).isEqualTo(400);
        assertThat(echo("{}").statusCode()).isEqualTo(200);
    }

    @Test
    void tooDeepJsonIsRefused() throws Exception {
        assertThat(echo("[".repeat(MAX_DEPTH - 1) + "]".repeat(MAX_DEPTH - 1)).statusCode())
                .isEqualTo(200);
        HttpResponse<String> answer = echo("[".repeat(MAX_DEPTH + 5) + "]".repeat(MAX_DEPTH + 5));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("depth", "" + MAX_DEPTH);
    }

    @Test
    void tooLargeBodiesAreRefused() throws Exception {
        HttpResponse<String> answer = echo("\"" + "x".repeat(MAX_BODY) + "\"");

        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(answer.body()).contains("" + MAX_BODY);
    }

    /** Clause 6.3.4: the length must be given. */
    @Test
    void aBodyWithoutLengthIs411() throws Exception {
        HttpResponse<String> answer = send(
                request("/echo").POST(HttpRequest.BodyPublishers.ofInputStream(() -> InputStream.nullInputStream())));

        assertThat(answer.statusCode()).isEqualTo(411);
    }

    @Test
    void aBrokenRequestLineIsAnsweredWithProblemDetails() throws Exception {
        try (Socket socket = new Socket("127.0.0.1", server.port())) {
            socket.setSoTimeout(5_000);
            assertThat(raw(socket, "NONSENSE\r\n\r\n"))
                    .startsWith("HTTP/1.1 400")
                    .contains("InvalidRequest");
        }
    }

    @Test
    void aConfiguredOriginMayReadAndAnotherMayNot() throws Exception {
        assertThat(send(request("/things/1").header("Origin", "https://city.example"))
                        .headers()
                        .firstValue("Access-Control-Allow-Origin"))
                .hasValue("https://city.example");
        assertThat(send(request("/things/1").header("Origin", "https://evil.example"))
                        .headers()
                        .firstValue("Access-Control-Allow-Origin"))
                .isEmpty();
    }

    @Test
    void aPreflightTellsTheMethodsOfThePath() throws Exception {
        HttpResponse<String> answer = send(request("/things/1")
                .method("OPTIONS", HttpRequest.BodyPublishers.noBody())
                .header("Origin", "https://city.example")
                .header("Access-Control-Request-Method", "PUT"));

        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(answer.headers().firstValue("Access-Control-Allow-Methods")).hasValue("GET, OPTIONS, PUT");
        assertThat(answer.headers().firstValue("Access-Control-Allow-Headers").orElse(""))
                .contains("NGSILD-Tenant", "Link");
    }

    @Test
    void requestsInFlightFinishWhenTheServerStops() throws Exception {
        java.util.concurrent.CountDownLatch entered = new java.util.concurrent.CountDownLatch(1);
        java.util.concurrent.CountDownLatch go = new java.util.concurrent.CountDownLatch(1);
        HttpService slow = rules -> rules.get("/slow", (request, response) -> {
            entered.countDown();
            go.await();
            response.send("done".getBytes(StandardCharsets.UTF_8));
        });
        WebServer other = new WebServer(ServerOptions.loopback(0), List.of(slow));
        var answer = CLIENT.sendAsync(
                HttpRequest.newBuilder(URI.create(other.url() + "/slow")).build(), BodyHandlers.ofString());
        entered.await();
        Thread stopping = Thread.startVirtualThread(other::close);
        go.countDown();
        assertThat(answer.get().body()).isEqualTo("done");
        stopping.join();
    }
}
