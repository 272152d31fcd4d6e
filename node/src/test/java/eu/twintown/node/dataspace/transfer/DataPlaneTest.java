package eu.twintown.node.dataspace.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.kernel.problem.ProblemType;
import eu.twintown.node.dataspace.dataset.Content;
import eu.twintown.node.dataspace.transfer.TransferNode.Answer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Remote content: fetched through the proxy, and pushed as a file. */
class DataPlaneTest {
    private static final String AGREEMENT = "urn:agreement:file";
    private static final InstantSource CLOCK = InstantSource.system();

    private final TransferNode provider = TransferNode.start("muenster", CLOCK);
    private final TransferNode consumer = TransferNode.start("ghent", CLOCK);
    private final HttpServer source;
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private volatile Handler handler = exchange -> answer(exchange, 200, "a,b\n1,2\n");

    /** What the source does. */
    @FunctionalInterface
    private interface Handler {
        void handle(HttpExchange exchange) throws IOException;
    }

    DataPlaneTest() throws IOException {
        source = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        source.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        source.createContext("/", exchange -> {
            asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
            handler.handle(exchange);
        });
        source.start();
    }

    @BeforeEach
    void agree() {
        provider.contents.put(TransferNode.FILE, new Content.Remote(secret("/secret/file.csv"), "text/csv"));
        TransferNode.agree(provider, consumer, AGREEMENT, TransferNode.FILE);
    }

    @AfterEach
    void close() {
        consumer.close();
        provider.close();
        source.stop(0);
    }

    private URI secret(String path) {
        return URI.create("http://127.0.0.1:" + source.getAddress().getPort() + path);
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        try (exchange) {
            exchange.getResponseHeaders().set("Content-Type", "text/csv; charset=utf-8");
            exchange.getResponseHeaders().set("ETag", "\"1\"");
            exchange.getResponseHeaders().set("Server", "the-secret-server");
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            boolean head = exchange.getRequestMethod().equals("HEAD");
            exchange.sendResponseHeaders(status, head || bytes.length == 0 ? -1 : bytes.length);
            if (!head) {
                exchange.getResponseBody().write(bytes);
            }
        }
    }

    /** Path and token of a started pull. */
    private String[] started() {
        consumer.parts.protocol().request(AGREEMENT, "HttpData-PULL", Optional.empty(), "steward");
        await().until(() -> consumer.state() == TransferState.STARTED);
        var access = consumer.parts.access().access(AGREEMENT).orElseThrow();
        assertThat(access.endpoint())
                .hasToString(provider.url() + "/dataspace/data/"
                        + provider.transfer().id());
        return new String[] {access.endpoint().getPath(), "Bearer " + access.token()};
    }

    @Test
    void theContentComesThroughWithWhatDescribesItAndNothingOfItsSource() {
        String[] open = started();
        Answer answer = provider.ask("GET", open[0], "", "Authorization", open[1]);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("a,b\n1,2\n");
        assertThat(answer.headers().firstValue("Content-Type")).contains("text/csv; charset=utf-8");
        assertThat(answer.headers().firstValue("ETag")).contains("\"1\"");
        assertThat(answer.headers().map().toString()).doesNotContain("secret");
        assertThat(asked).containsExactly("GET /secret/file.csv");
    }

    @Test
    void headTellsWithoutTheContent() {
        String[] open = started();
        Answer answer = provider.ask("HEAD", open[0], "", "Authorization", open[1]);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
        assertThat(asked).containsExactly("HEAD /secret/file.csv");
    }

    @Test
    void aRangeIsHandedOn() {
        String[] open = started();
        handler = exchange -> {
            assertThat(exchange.getRequestHeaders().getFirst("Range")).isEqualTo("bytes=0-2");
            assertThat(exchange.getRequestHeaders().containsKey("Authorization"))
                    .isFalse();
            exchange.getResponseHeaders().set("Content-Range", "bytes 0-2/8");
            answer(exchange, 206, "a,b");
        };
        Answer answer = provider.ask("GET", open[0], "", "Authorization", open[1], "Range", "bytes=0-2");
        assertThat(answer.status()).isEqualTo(206);
        assertThat(answer.body()).isEqualTo("a,b");
        assertThat(answer.headers().firstValue("Content-Range")).contains("bytes 0-2/8");
    }

    @Test
    void aQueryGoesOnOnlyWhereTheDatasetLeavesItOpen() {
        String[] open = started();
        assertThat(provider.ask("GET", open[0] + "?x=1", "", "Authorization", open[1])
                        .status())
                .isEqualTo(400);
        assertThat(asked).isEmpty();
        provider.contents.put(TransferNode.FILE, new Content.Remote(secret("/secret/api?key=k&"), "text/csv"));
        assertThat(provider.ask("GET", open[0] + "?x=1", "", "Authorization", open[1])
                        .status())
                .isEqualTo(200);
        assertThat(provider.ask("GET", open[0], "", "Authorization", open[1]).status())
                .isEqualTo(200);
        assertThat(asked).containsExactly("GET /secret/api?key=k&x=1", "GET /secret/api?key=k");
    }

    @Test
    void nothingElseThanGetAndHeadIsPossible() {
        String[] open = started();
        assertThat(provider.ask("POST", open[0], "x", "Authorization", open[1]).status())
                .isEqualTo(405);
        assertThat(asked).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"500, 502", "401, 502", "404, 404", "302, 502"})
    void faultsOfTheSourceTellNothingOfIt(int status, int told) {
        String[] open = started();
        handler = exchange -> {
            if (status == 302) {
                exchange.getResponseHeaders().set("Location", "http://10.0.0.1/secret");
            }
            answer(exchange, status, "stack trace of the secret server");
        };
        Answer answer = provider.ask("GET", open[0], "", "Authorization", open[1]);
        assertThat(answer.status()).isEqualTo(told);
        assertThat(answer.body() + answer.headers().map())
                .doesNotContain("secret")
                .doesNotContain("10.0.0.1")
                .doesNotContain(String.valueOf(source.getAddress().getPort()));
    }

    @Test
    void aSourceThatCannotBeReachedTellsNothingOfItself() {
        String[] open = started();
        source.stop(0);
        Answer answer = provider.ask("GET", open[0], "", "Authorization", open[1]);
        assertThat(answer.status()).isEqualTo(502);
        assertThat(answer.body()).doesNotContain("127.0.0.1").doesNotContain("secret");
    }

    @Test
    void aPrivateAddressIsNotFetchedForAnybody() {
        provider.contents.put(TransferNode.FILE, new Content.Remote(URI.create("http://10.255.255.1/x"), "text/csv"));
        String[] open = started();
        Answer answer = provider.ask("GET", open[0], "", "Authorization", open[1]);
        assertThat(answer.status()).isEqualTo(502);
        assertThat(answer.body()).doesNotContain("10.255");
    }

    @Test
    void whoHasNoTokenOfThisTransferGetsNothing() {
        String[] open = started();
        assertThat(provider.get(consumer.did, open[0]).status()).isEqualTo(404);
        TransferNode.agree(provider, consumer, "urn:agreement:other", TransferNode.DATASET);
        consumer.parts.protocol().request("urn:agreement:other", "NgsiLd-PULL", Optional.empty(), "steward");
        await().until(() ->
                consumer.parts.access().access("urn:agreement:other").isPresent());
        String other = consumer.parts
                .access()
                .access("urn:agreement:other")
                .orElseThrow()
                .token();
        assertThat(provider.ask("GET", open[0], "", "Authorization", "Bearer " + other)
                        .status())
                .isEqualTo(404);
        String entities = "/dataspace/data/" + provider.transfer().id();
        assertThat(provider.ask("GET", entities, "", "Authorization", "Bearer " + other)
                        .status())
                .as("entities are asked for elsewhere")
                .isEqualTo(404);
        assertThat(asked).isEmpty();
    }

    @Test
    void aStreamIsCutWithinASecondWhenTheTransferIsSuspended() throws Exception {
        String[] open = started();
        CountDownLatch over = new CountDownLatch(1);
        handler = exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream out = exchange.getResponseBody()) {
                byte[] piece = new byte[4096];
                while (over.getCount() > 0 && !over.await(5, TimeUnit.MILLISECONDS)) {
                    out.write(piece);
                    out.flush();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };
        AtomicReference<Throwable> cut = new AtomicReference<>();
        Thread reader = Thread.startVirtualThread(() ->
                cut.set(Assertions.catchThrowable(() -> provider.ask("GET", open[0], "", "Authorization", open[1]))));
        await().until(() -> !asked.isEmpty());
        provider.parts.protocol().suspend(provider.transfer().id(), "steward", "", "");
        assertThat(reader.join(Duration.ofMillis(1_500))).as("ended").isTrue();
        assertThat(cut.get()).as("not taken for complete").isNotNull();
        over.countDown();
    }

    @Test
    void aLargeFileIsStreamedAndNotHeld() {
        String[] open = started();
        int pieces = 6_000;
        handler = exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream out = exchange.getResponseBody()) {
                byte[] piece = new byte[16_384];
                for (int i = 0; i < pieces; i++) {
                    out.write(piece);
                }
            }
        };
        assertThat(provider.ask("GET", open[0], "", "Authorization", open[1]).body())
                .as("more than the 32 MiB that are held of other answers")
                .hasSize(pieces * 16_384);
    }

    @Test
    void aFileIsPushedToTheInboxAndTheTransferIsComplete() {
        consumer.parts.protocol().request(AGREEMENT, "HttpData-PUSH", Optional.empty(), "steward");
        await().atMost(Duration.ofSeconds(15)).until(() -> consumer.state() == TransferState.COMPLETED);
        assertThat(consumer.inbox).hasSize(1);
        assertThat(new String(consumer.inbox.getFirst().body(), StandardCharsets.UTF_8))
                .isEqualTo("a,b\n1,2\n");
        assertThat(consumer.inbox.getFirst().contentType()).startsWith("text/csv");
        assertThat(consumer.inbox.getFirst().agreement()).isEqualTo(AGREEMENT);
        assertThat(consumer.inbox.getFirst().counterparty()).isEqualTo(provider.did);
        assertThat(provider.state()).isEqualTo(TransferState.COMPLETED);
    }

    @Test
    void aFileThatTheInboxDoesNotWantEndsTheTransfer() {
        consumer.parts.inbox(delivery -> {
            throw new ProblemException(ProblemType.UNSUPPORTED_MEDIA_TYPE, "No tables here");
        });
        consumer.parts.protocol().request(AGREEMENT, "HttpData-PUSH", Optional.empty(), "steward");
        await().atMost(Duration.ofSeconds(15)).until(() -> consumer.state() == TransferState.TERMINATED);
    }

    @Test
    void anInboxTakesOnlyWhatComesWithItsOwnToken() {
        String[] open = started();
        String inbox = "/dataspace/inbox/" + consumer.transfer().id();
        assertThat(consumer.ask("POST", inbox, "{}").status()).isEqualTo(404);
        assertThat(consumer.post(provider.did, inbox, "{}").status()).isEqualTo(404);
        assertThat(consumer.ask("POST", inbox, "{}", "Authorization", open[1]).status())
                .as("a token of the provider's node")
                .isEqualTo(401);
        assertThat(consumer.inbox).isEmpty();
    }
}
