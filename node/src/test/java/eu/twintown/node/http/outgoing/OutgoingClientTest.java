package eu.twintown.node.http.outgoing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import eu.twintown.node.http.RawServer;
import eu.twintown.node.http.outgoing.OutgoingClient.Request;
import eu.twintown.node.http.outgoing.OutgoingClient.Response;
import eu.twintown.node.http.outgoing.OutgoingException.Reason;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutgoingClientTest {
    private static final OutgoingRules LOOPBACK = OutgoingRules.PUBLIC_ONLY.allowing("127.0.0.0/8");
    private static final Duration SECONDS = Duration.ofSeconds(10);

    private static Request get(URI uri) {
        return get(uri, SECONDS);
    }

    private static Request get(URI uri, Duration timeout) {
        return new Request("GET", uri, Map.of(), new byte[0], timeout);
    }

    private static void assertFails(OutgoingClient client, Request request, Reason reason) {
        assertThatThrownBy(() -> client.send(request))
                .isInstanceOfSatisfying(
                        OutgoingException.class,
                        e -> assertThat(e.reason()).as(e.getMessage()).isEqualTo(reason));
    }

    @Test
    void givesStatusHeadersAndBody() {
        try (RawServer server = new RawServer(RawServer.fixed("207 Multi\r\nX-One: a\r\nX-One: b", "söme"));
                OutgoingClient client = new OutgoingClient(LOOPBACK)) {
            Response response = client.send(get(server.uri("/x%2Fy?q=a%3D%3D%22b%22;c&p=%7Bx%7D")));

            assertThat(response.status()).isEqualTo(207);
            assertThat(response.headers()).containsEntry("x-one", "a, b");
            assertThat(new String(response.body(), UTF_8)).isEqualTo("söme");
            assertThat(server.requests().getFirst())
                    .startsWith("GET /x%2Fy?q=a%3D%3D%22b%22;c&p=%7Bx%7D HTTP/1.1")
                    .anyMatch(line -> line.equalsIgnoreCase("Host: 127.0.0.1:" + server.port()));
        }
    }

    @Test
    void sendsBodyAndHeadersButNotThoseOfTheTransport() {
        try (RawServer server = new RawServer(RawServer.fixed("204 No Content", ""));
                OutgoingClient client = new OutgoingClient(LOOPBACK)) {
            Map<String, String> headers = Map.of("X-Key", "v", "Host", "evil.example", "Content-Length", "1");
            client.send(new Request("POST", server.uri("/"), headers, "hello".getBytes(UTF_8), SECONDS));

            assertThat(server.requests().getFirst())
                    .contains("X-Key: v")
                    .anyMatch(line -> line.equalsIgnoreCase("Content-Length: 5"))
                    .noneMatch(line -> line.contains("evil"));
        }
    }

    @Test
    void waitsForNoBodyWhereTheStatusHasNone() {
        RawServer.Handler notModified =
                (request, out) -> out.write("HTTP/1.1 304 Not Modified\r\nETag: \"1\"\r\n\r\n".getBytes(UTF_8));
        try (RawServer server = new RawServer(notModified);
                OutgoingClient client = new OutgoingClient(LOOPBACK)) {
            for (int i = 0; i < 3; i++) {
                Response response = client.send(get(server.uri("/")));
                assertThat(response.status()).isEqualTo(304);
                assertThat(response.body()).isEmpty();
            }
        }
    }

    @Test
    void keepsConnections() {
        try (RawServer server = new RawServer(RawServer.fixed("200 OK", "x"));
                OutgoingClient client = new OutgoingClient(LOOPBACK)) {
            for (int i = 0; i < 5; i++) {
                client.send(get(server.uri("/" + i)));
            }
            assertThat(server.requests()).hasSize(5);
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void unpacksGzip() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write("unpacked".getBytes(UTF_8));
        }
        RawServer.Handler handler = (request, out) -> {
            out.write(("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: " + packed.size() + "\r\n\r\n")
                    .getBytes(UTF_8));
            out.write(packed.toByteArray());
        };
        try (RawServer server = new RawServer(handler);
                OutgoingClient client = new OutgoingClient(LOOPBACK)) {
            assertThat(new String(client.send(get(server.uri("/"))).body(), UTF_8))
                    .isEqualTo("unpacked");
            assertThat(server.requests().getFirst()).anyMatch(line -> line.equalsIgnoreCase("Accept-Encoding: gzip"));
        }
    }

    @Test
    void cutsOffAServerThatDripsItsBody() {
        RawServer.Handler drip = (request, out) -> {
            out.write("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n".getBytes(UTF_8));
            CountDownLatch never = new CountDownLatch(1);
            while (!never.await(20, java.util.concurrent.TimeUnit.MILLISECONDS)) {
                out.write('x');
                out.flush();
            }
        };
        try (RawServer server = new RawServer(drip);
                OutgoingClient client = new OutgoingClient(LOOPBACK)) {
            long start = System.nanoTime();
            assertFails(client, get(server.uri("/"), Duration.ofMillis(300)), Reason.TIMEOUT);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
            await().until(() -> server.brokenOff() == 1);
        }
    }

    @Test
    void cutsOffAServerThatDripsItsHead() {
        RawServer.Handler drip = (request, out) -> {
            out.write("HTTP/1.1 200 OK\r\nX-Long: ".getBytes(UTF_8));
            CountDownLatch never = new CountDownLatch(1);
            while (!never.await(20, java.util.concurrent.TimeUnit.MILLISECONDS)) {
                out.write('x');
                out.flush();
            }
        };
        try (RawServer server = new RawServer(drip);
                OutgoingClient client = new OutgoingClient(LOOPBACK)) {
            assertFails(client, get(server.uri("/"), Duration.ofMillis(300)), Reason.TIMEOUT);
        }
    }

    @Test
    void cutsOffAnEndlessBody() {
        RawServer.Handler endless = (request, out) -> {
            out.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n".getBytes(UTF_8));
            while (true) {
                out.write(("3e8\r\n" + "y".repeat(1000) + "\r\n").getBytes(UTF_8));
            }
        };
        try (RawServer server = new RawServer(endless);
                OutgoingClient client = new OutgoingClient(LOOPBACK.withMaxBytes(100_000))) {
            assertFails(client, get(server.uri("/")), Reason.TOO_LARGE);
            await().until(() -> server.brokenOff() == 1);
        }
    }

    @Test
    void limitsTheSizeAfterDecompression() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(new byte[10_000_000]);
        }
        RawServer.Handler bomb = (request, out) -> {
            out.write(("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: " + packed.size() + "\r\n\r\n")
                    .getBytes(UTF_8));
            out.write(packed.toByteArray());
        };
        try (RawServer server = new RawServer(bomb);
                OutgoingClient client = new OutgoingClient(LOOPBACK.withMaxBytes(1_000_000))) {
            assertFails(client, get(server.uri("/")), Reason.TOO_LARGE);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc", "SSH-2.0-OpenSSH_9\r\n"})
    void saysThatABrokenAnswerIsUnusable(String answer) {
        RawServer.Handler broken = (request, out) -> {
            out.write(answer.getBytes(UTF_8));
            out.flush();
            throw new IOException("hang up");
        };
        try (RawServer server = new RawServer(broken);
                OutgoingClient client = new OutgoingClient(LOOPBACK)) {
            assertFails(client, get(server.uri("/")), Reason.UNREACHABLE);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1/", "http://[::1]/", "http://10.1.2.3/", "http://169.254.169.254/latest/meta-data",
                "http://[::ffff:127.0.0.1]/", "http://[64:ff9b::7f00:1]/", "http://[fe80::1]/", "http://224.0.0.1/",
                "http://0.0.0.0/", "http://2130706433/", "http://user@93.184.216.34/", "ftp://93.184.216.34/"
            })
    void refusesAddressesThatAreNotPublic(String uri) {
        try (OutgoingClient client = new OutgoingClient(OutgoingRules.PUBLIC_ONLY)) {
            assertFails(client, get(URI.create(uri), Duration.ofSeconds(2)), Reason.FORBIDDEN_ADDRESS);
        }
    }

    @Test
    void refusesARedirectToAPrivateAddress() {
        try (RawServer server = new RawServer(RawServer.fixed("302 Found\r\nLocation: http://10.0.0.1/admin", ""));
                OutgoingClient client = new OutgoingClient(LOOPBACK)) {
            assertFails(client, get(server.uri("/")), Reason.FORBIDDEN_ADDRESS);
        }
    }

    @Test
    void followsRedirectsOfReadsUpToTheLimit() {
        try (RawServer server = new RawServer(RawServer.fixed("302 Found\r\nLocation: /again", ""));
                OutgoingClient client = new OutgoingClient(LOOPBACK)) {
            assertFails(client, get(server.uri("/")), Reason.UNREACHABLE);
            assertThat(server.requests()).hasSize(LOOPBACK.maxRedirects() + 1);
        }
    }

    @Test
    void doesNotFollowRedirectsOfWrites() {
        try (RawServer server = new RawServer(RawServer.fixed("307 Moved\r\nLocation: /again", ""));
                OutgoingClient client = new OutgoingClient(LOOPBACK)) {
            Request post = new Request("POST", server.uri("/"), Map.of(), "x".getBytes(UTF_8), SECONDS);
            assertThat(client.send(post).status()).isEqualTo(307);
        }
    }

    @Test
    void carriesCredentialsToTheSameOriginOnly() {
        try (RawServer second = new RawServer(RawServer.fixed("200 OK", ""));
                RawServer first = new RawServer((request, out) -> RawServer.fixed(
                                "302 Found\r\nLocation: "
                                        + (request.getFirst().contains("/same") ? "/moved" : second.uri("/other")),
                                "")
                        .answer(request, out));
                OutgoingClient client = new OutgoingClient(LOOPBACK)) {
            Map<String, String> headers = Map.of("Authorization", "Bearer s", "X-Api-Key", "k", "Accept", "a/b");
            client.send(new Request("GET", first.uri("/same"), headers, new byte[0], SECONDS));

            assertThat(first.requests().get(1)).contains("Authorization: Bearer s", "X-Api-Key: k");
            assertThat(second.requests().getFirst())
                    .contains("Accept: a/b")
                    .noneMatch(line -> line.startsWith("Authorization") || line.startsWith("X-Api-Key"));
        }
    }

    @Test
    void resolvesOnceAndConnectsToTheCheckedAddress() throws IOException {
        List<String> asked = new ArrayList<>();
        try (RawServer server = new RawServer(RawServer.fixed("200 OK\r\nConnection: close", ""))) {
            // Answers the name with a public address first and with the metadata service's address ever after.
            HostResolver rebinding = host -> {
                asked.add(host);
                return List.of(InetAddress.ofLiteral(asked.size() == 1 ? "127.0.0.1" : "169.254.169.254"));
            };
            try (OutgoingClient client = client(LOOPBACK, rebinding)) {
                Request request = get(URI.create("http://twin.example:" + server.port() + "/"));
                assertThat(client.send(request).status()).isEqualTo(200);
                assertThat(asked).containsExactly("twin.example");
                assertThat(server.requests().getFirst())
                        .anyMatch(line -> line.equalsIgnoreCase("Host: twin.example:" + server.port()));
                assertFails(client, request, Reason.FORBIDDEN_ADDRESS);
            }
        }
    }

    @Test
    void refusesANameWithOnePublicAndOnePrivateAddress() {
        HostResolver mixed = host -> List.of(InetAddress.ofLiteral("93.184.216.34"), InetAddress.ofLiteral("10.0.0.1"));
        try (OutgoingClient client = client(OutgoingRules.PUBLIC_ONLY, mixed)) {
            assertFails(client, get(URI.create("http://mixed.example/")), Reason.FORBIDDEN_ADDRESS);
        }
    }

    @Test
    void allowsNamedHostsAndDeniesStrongerThanItAllows() {
        HostResolver loopback = host -> List.of(InetAddress.getLoopbackAddress());
        try (RawServer server = new RawServer(RawServer.fixed("200 OK", ""))) {
            URI uri = URI.create("http://a.city.example:" + server.port() + "/");
            try (OutgoingClient client = client(OutgoingRules.PUBLIC_ONLY.allowing("*.city.example"), loopback)) {
                assertThat(client.send(get(uri)).status()).isEqualTo(200);
            }
            try (OutgoingClient client = client(LOOPBACK.denying("a.city.example"), loopback)) {
                assertFails(client, get(uri), Reason.FORBIDDEN_ADDRESS);
            }
            try (OutgoingClient client = client(LOOPBACK.denying("127.0.0.1"), loopback)) {
                assertFails(client, get(uri), Reason.FORBIDDEN_ADDRESS);
            }
        }
    }

    @Test
    void opensTheCircuitOfAPeerThatIsDownAndClosesItAfterAProbe() {
        RawServer gone = new RawServer(RawServer.fixed("200 OK", ""));
        URI uri = gone.uri("/");
        gone.close();
        List<String> seen = new ArrayList<>();
        OutgoingRules rules = LOOPBACK.withCircuit(2, Duration.ofMillis(150));
        try (OutgoingClient client = new OutgoingClient(rules, (peer, outcome, time) -> seen.add(outcome))) {
            assertFails(client, get(uri), Reason.UNREACHABLE);
            assertFails(client, get(uri), Reason.UNREACHABLE);
            assertFails(client, get(uri), Reason.CIRCUIT_OPEN);
            assertThat(seen).containsExactly("unreachable", "unreachable", "circuit_open");
            await().untilAsserted(() -> assertFails(client, get(uri), Reason.UNREACHABLE));
            assertFails(client, get(uri), Reason.CIRCUIT_OPEN);
        }
    }

    private static OutgoingClient client(OutgoingRules rules, HostResolver resolver) {
        return new OutgoingClient(rules, (peer, outcome, time) -> {}, resolver, InstantSource.system());
    }
}
