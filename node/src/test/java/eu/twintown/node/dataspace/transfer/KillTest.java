package eu.twintown.node.dataspace.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import eu.twintown.kernel.entity.Attribute;
import eu.twintown.kernel.entity.AttributeKind;
import eu.twintown.kernel.entity.Entity;
import eu.twintown.kernel.entity.EntityChange;
import eu.twintown.node.dataspace.agreement.Agreements;
import eu.twintown.node.dataspace.agreement.Side;
import eu.twintown.store.Entities;
import eu.twintown.store.StoreConfig;
import eu.twintown.store.StoreFixture;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.IntNode;

/** What a node has acknowledged survives its being killed, and the other side learns it after the next start. */
@Tag("kill")
class KillTest {
    private static final String AGREEMENT = "urn:agreement:kill";
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final StoreFixture store = StoreFixture.open();
    private final Path keys = TransferNode.folder();
    private final int port = freePort();
    private final TransferNode peer = TransferNode.start("peer", InstantSource.system());

    @AfterEach
    void close() {
        peer.close();
        store.close();
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The killed node has this side of the agreement, the peer the other one. */
    private void agree(Side side) {
        URI address = URI.create("http://127.0.0.1:" + port + "/dsp");
        String killed = "did:web:killed.example";
        Side other = side == Side.PROVIDER ? Side.CONSUMER : Side.PROVIDER;
        peer.agreements.add(TransferNode.agreement(AGREEMENT, other, peer, killed, address, TransferNode.DATASET));
        new Agreements(store.store().documents(), InstantSource.system())
                .add(TransferNode.agreement(AGREEMENT, side, peer, peer.did, peer.dsp(), TransferNode.DATASET));
    }

    private String post(String path, String json) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json))
                .build();
        try {
            HttpResponse<String> response = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
            assertThat(response.statusCode()).as(response.body()).isIn(200, 201);
            return response.body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private JsonNode stored() {
        return JsonMapper.shared()
                .readTree(store.store()
                        .processes()
                        .list("transfer", 1, 0)
                        .getFirst()
                        .json());
    }

    @Test
    void anAcknowledgedRequestSurvivesAndOpensWhatWasAskedFor() throws IOException {
        agree(Side.CONSUMER);
        peer.reachable = false;
        try (Child child = new Child()) {
            post("/api/transfers", "{\"agreement\": \"" + AGREEMENT + "\"}");
        }
        assertThat(peer.parts.transfers().count()).isZero();
        peer.reachable = true;
        try (Child child = new Child()) {
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> peer.parts.transfers().count() == 1 && peer.state() == TransferState.STARTED);
            await().until(() -> stored().path("state").asString().equals("STARTED"));
        }
    }

    @Test
    void anAcknowledgedStartAndAnAcknowledgedTerminationSurvive() throws IOException {
        agree(Side.PROVIDER);
        String id;
        try (Child child = new Child()) {
            peer.parts.protocol().request(AGREEMENT, "NgsiLd-PULL", Optional.empty(), "steward");
            // It starts by itself when it has answered the request.
            await().until(() -> store.store().processes().count("transfer") == 1);
            id = store.store().processes().list("transfer", 1, 0).getFirst().id();
        }
        try (Child child = new Child()) {
            await().atMost(Duration.ofSeconds(20)).until(() -> peer.state() == TransferState.STARTED);
            peer.reachable = false;
            post("/api/transfers/" + id + "/terminate", "{\"reason\": \"Over\"}");
        }
        assertThat(peer.state()).isEqualTo(TransferState.STARTED);
        assertThat(stored().path("state").asString()).isEqualTo("TERMINATED");
        peer.reachable = true;
        try (Child child = new Child()) {
            await().atMost(Duration.ofSeconds(20)).until(() -> peer.state() == TransferState.TERMINATED);
            assertThat(peer.transfer().last().reason()).isEqualTo("Over");
            await().until(() -> stored().path("outgoing").isEmpty());
        }
    }

    /** Two processes of a node on one database, of which the one that pushes is killed. */
    @Test
    void theOtherProcessGoesOnWithAPushAndUntilThenOnlyOnePushes() throws IOException {
        agree(Side.PROVIDER);
        Entities entities = store.store().entities();
        put(entities, 1);
        try (Child first = new Child()) {
            peer.parts.protocol().request(AGREEMENT, "NgsiLdNotification-PUSH", Optional.empty(), "steward");
            await().atMost(PATIENCE).until(() -> copies(1) == 1);
            try (TransferNode second = new TransferNode(
                    "killed",
                    store.store(),
                    Optional.empty(),
                    TransferSettings.DEFAULT,
                    InstantSource.system(),
                    0,
                    keys)) {
                put(entities, 2);
                await().atMost(PATIENCE).until(() -> copies(2) > 0);
                await().during(Duration.ofSeconds(3)).atMost(PATIENCE).until(() -> copies(1) == 1 && copies(2) == 1);
                first.close();
                put(entities, 3);
                await().atMost(PATIENCE).until(() -> copies(3) > 0);
                assertThat(copies(1)).as("it goes on where the other was").isEqualTo(1);
            }
        }
    }

    private static void put(Entities entities, int number) {
        entities.apply(
                "",
                new Entities.Mutation(
                        "urn:p:" + number,
                        before -> new EntityChange(
                                Optional.of(new Entity(
                                        "urn:p:" + number,
                                        List.of("urn:type:Parking"),
                                        Map.of(
                                                "urn:attr:free",
                                                List.of(Attribute.of(
                                                        AttributeKind.PROPERTY, IntNode.valueOf(number)))))),
                                Set.of("urn:attr:free"),
                                List.of())));
    }

    /** How often the peer was told of an entity. */
    private long copies(int number) {
        return peer.inbox.stream()
                .filter(delivery -> new String(delivery.body(), StandardCharsets.UTF_8).contains("urn:p:" + number))
                .count();
    }

    /** The node in a process of its own; closing it kills it. */
    private final class Child implements AutoCloseable {
        private final Process process;

        Child() throws IOException {
            StoreConfig config = store.sameConfig();
            process = new ProcessBuilder(
                            ProcessHandle.current().info().command().orElse("java"),
                            "-Xmx200m",
                            "-cp",
                            System.getProperty("java.class.path"),
                            TransferProcess.class.getName(),
                            "killed",
                            String.valueOf(port),
                            keys.toString(),
                            config.jdbcUrl().orElseThrow(),
                            config.user().orElseThrow(),
                            config.password().orElseThrow(),
                            config.schema())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            BufferedReader out =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
            String line = out.readLine();
            while (line != null && !line.equals(TransferProcess.READY)) {
                line = out.readLine();
            }
            assertThat(line).as("the node started").isNotNull();
        }

        @Override
        public void close() {
            process.destroyForcibly();
            process.onExit().join();
        }
    }
}
