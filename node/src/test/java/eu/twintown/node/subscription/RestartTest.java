package eu.twintown.node.subscription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import eu.twintown.node.federation.TestNode;
import eu.twintown.store.StoreConfig;
import eu.twintown.store.StoreFixture;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A node that stops, by itself or by force, loses no notification. */
class RestartTest {
    private static final String SUBSCRIPTION = """
            {"type":"Subscription","id":"urn:sub:1","entities":[{"type":"Restart"}],
             "notification":{"endpoint":{"uri":"%s","timeout":2000}}}""";
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @Test
    void whatHappensWhileTheSubscriptionServiceIsStoppedIsToldAfterwards() {
        try (StoreFixture fixture = StoreFixture.open();
                Receiver receiver = new Receiver()) {
            try (TestNode node = TestNode.start("r", fixture.store(), 0)) {
                assertThat(node.post("/subscriptions", SUBSCRIPTION.formatted(receiver.url("/n")))
                                .status())
                        .isEqualTo(201);
                node.create("Restart", "urn:r:1", "n", 1);
                await().until(() -> receiver.ids("/n").equals(java.util.List.of("urn:r:1")));
            }
            // The store lives on, as it does for another node on the same database.
            receiver.answer(one -> 503);
            try (TestNode node = TestNode.start("r", fixture.store(), 0)) {
                IntStream.range(2, 12).forEach(i -> node.create("Restart", "urn:r:" + i, "n", 1));
                await().until(() -> node.get("/subscriptions/urn:sub:1")
                                .json()
                                .get("notification")
                                .path("timesFailed")
                                .asInt(0)
                        > 0);
            }
            receiver.answer(one -> 200);
            try (TestNode node = TestNode.start("r", fixture.store(), 0)) {
                await().atMost(Duration.ofSeconds(20))
                        .until(() -> Set.copyOf(receiver.ids("/n")).size() == 11);
                assertThat(node.get("/subscriptions/urn:sub:1")
                                .json()
                                .get("notification")
                                .get("timesSent")
                                .asInt())
                        .as("counted over restarts")
                        .isGreaterThanOrEqualTo(3);
            }
        }
    }

    @Test
    @Tag("kill")
    void aNodeKilledInTheMiddleOfDeliveryLosesNothing() throws Exception {
        try (StoreFixture fixture = StoreFixture.open();
                Receiver receiver = new Receiver()) {
            // In each round some get through and then the endpoint hangs, so that the kill comes in the middle of one.
            Semaphore gate = new Semaphore(0);
            receiver.answer(one -> gate.tryAcquire() || waited(gate) ? 200 : 503);
            Set<String> acknowledged = new HashSet<>();
            for (int round = 0; round < 3; round++) {
                gate.release(30);
                try (Child child = new Child(fixture.sameConfig())) {
                    child.post("/subscriptions", SUBSCRIPTION.formatted(receiver.url("/n")));
                    for (int i = 0; i < 100; i++) {
                        String id = "urn:k:" + round + ":" + i;
                        child.post(
                                "/entities",
                                "{\"id\":\"" + id
                                        + "\",\"type\":\"Restart\",\"n\":{\"type\":\"Property\",\"value\":1}}");
                        acknowledged.add(id);
                    }
                    assertThat(new HashSet<>(receiver.ids("/n"))).hasSizeLessThan(acknowledged.size());
                }
            }
            gate.release(100_000);
            try (Child child = new Child(fixture.sameConfig())) {
                await().atMost(Duration.ofSeconds(60))
                        .untilAsserted(() -> assertThat(receiver.ids("/n")).containsAll(acknowledged));
                assertThat(child.process.isAlive()).isTrue();
            }
        }
    }

    private static boolean waited(Semaphore gate) {
        try {
            return gate.tryAcquire(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** A node in a process of its own; closing it kills it. */
    private static final class Child implements AutoCloseable {
        private final Process process;
        private final String url;

        Child(StoreConfig store) throws IOException {
            process = new ProcessBuilder(
                            ProcessHandle.current().info().command().orElse("java"),
                            "-Xmx200m",
                            "-cp",
                            System.getProperty("java.class.path"),
                            NodeProcess.class.getName(),
                            store.jdbcUrl().orElseThrow(),
                            store.user().orElseThrow(),
                            store.password().orElseThrow(),
                            store.schema())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            BufferedReader out =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
            String line = out.readLine();
            while (line != null && !line.startsWith(NodeProcess.READY)) {
                line = out.readLine();
            }
            assertThat(line).as("the node started").isNotNull();
            url = line.substring(NodeProcess.READY.length());
        }

        void post(String path, String body) throws IOException, InterruptedException {
            HttpRequest request = HttpRequest.newBuilder(URI.create(url + "/ngsi-ld/v1" + path))
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(body))
                    .build();
            int status =
                    HTTP.send(request, HttpResponse.BodyHandlers.ofString()).statusCode();
            assertThat(status).isIn(201, 409);
        }

        @Override
        public void close() {
            process.destroyForcibly();
            process.onExit().join();
        }
    }
}
