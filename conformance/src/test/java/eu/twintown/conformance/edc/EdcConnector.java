package eu.twintown.conformance.edc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A connector of Eclipse EDC in a process of its own, in memory and with mock identity: who it is it says itself, in a JSON
 * object in the header Authorization. It is steered by its management API. See {@code conformance/edc/pom.xml}.
 */
final class EdcConnector implements AutoCloseable {
    private static final String CONTEXT = "\"@context\": {\"@vocab\": \"https://w3id.org/edc/v0.0.1/ns/\"}";
    private static final String MANAGEMENT_CONTEXT =
            "\"@context\": [\"https://w3id.org/edc/connector/management/v0.0.1\"]";
    private static final String PROTOCOL = "dataspace-protocol-http:2025-1";
    private static final String EDC = "https://w3id.org/edc/v0.0.1/ns/";
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final int PORTS = 6;

    private final HttpClient http = HttpClient.newHttpClient();
    private final int port = freePorts();
    private final Relay relay = new Relay();
    private final Process process;
    private final Path log;

    /** An address of data and the token for it, as EDC has them of a provider. */
    record Reference(String endpoint, String authorization) {}

    private EdcConnector(Path lib) {
        try {
            this.log = Files.createTempFile("edc-", ".log");
            this.process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:+UseSerialGC",
                            "-XX:TieredStopAtLevel=1",
                            "-Xmx256m",
                            "-cp",
                            lib + "/*",
                            "eu.twintown.edc.Connector",
                            participant(),
                            String.valueOf(port),
                            "1000",
                            relay.url() + "/protocol")
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
        relay.to("http://127.0.0.1:" + (port + 2));
    }

    /** Starts one of the jars where the system property {@code twintown.edc} says; returns when it is ready. */
    static EdcConnector start() {
        EdcConnector edc = new EdcConnector(Path.of(System.getProperty("twintown.edc")));
        await("EDC, see " + edc.log)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(200))
                .ignoreExceptions()
                .until(() -> edc.send("GET", "/v3/dataplanes", "").body().contains("AVAILABLE"));
        return edc;
    }

    /** Below those that the system gives to connections, or a connection in vain may be given one of them. */
    private static int freePorts() {
        while (true) {
            int first = ThreadLocalRandom.current().nextInt(20_000, 32_000);
            if (IntStream.range(first, first + PORTS).allMatch(EdcConnector::free)) {
                return first;
            }
        }
    }

    private static boolean free(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException | IllegalArgumentException e) {
            return false;
        }
    }

    /** The id by which it names itself. */
    String participant() {
        return "did:web:127.0.0.1%3A" + relay.port();
    }

    /** Where it speaks the protocol, version 2025-1. */
    String address() {
        return relay.url() + "/protocol/2025-1";
    }

    /** From now on all that comes to it comes from this participant, whatever proof it brings. */
    void believes(String participant) {
        relay.speakAs(participant);
    }

    /** What came to it, and what it answered. */
    List<Relay.Message> received() {
        return relay.messages();
    }

    /** Offers what this address answers to everybody, for any use. */
    void offer(String asset, String source) {
        post("/v3/assets", """
                {%s, "@id": "%s", "properties": {"name": "%2$s"},
                 "dataAddress": {"type": "HttpData", "baseUrl": "%s"}}""".formatted(CONTEXT, asset, source));
        post("/v3/policydefinitions", """
                {%s, "@id": "%s", "policy": {"@context": "http://www.w3.org/ns/odrl.jsonld", "@type": "Set",
                 "permission": [{"action": "use"}]}}""".formatted(CONTEXT, "policy-" + asset));
        post("/v3/contractdefinitions", """
                {%s, "@id": "%s", "accessPolicyId": "policy-%3$s", "contractPolicyId": "policy-%3$s",
                 "assetsSelector": [{"operandLeft": "%4$sid", "operator": "=", "operandRight": "%3$s"}]}""".formatted(CONTEXT, "definition-" + asset, asset, EDC));
    }

    /** The catalogue of another participant, as EDC understands it. */
    JsonNode catalog(String participant, String address) {
        return post("/v3/catalog/request", """
                {%s, "counterPartyAddress": "%s", "counterPartyId": "%s", "protocol": "%s"}""".formatted(CONTEXT, address, participant, PROTOCOL));
    }

    /** Negotiates as consumer for an offer of a catalogue until the end; the contract negotiation in its final state. */
    JsonNode negotiate(String participant, String address, String dataset, JsonNode offer) {
        String policy = offer.toString();
        String complete = policy.substring(0, policy.length() - 1) + ",\"assigner\":\"" + participant
                + "\",\"target\":\"" + dataset + "\"}";
        String id = post("/v3/contractnegotiations", """
                {%s, "@type": "ContractRequest", "counterPartyAddress": "%s", "protocol": "%s", "policy": %s}""".formatted(MANAGEMENT_CONTEXT, address, PROTOCOL, complete))
                .path("@id")
                .asString();
        return awaitState("/v3/contractnegotiations/" + id, Set.of("FINALIZED", "TERMINATED"));
    }

    /** The negotiations that it has had as provider or consumer. */
    JsonNode negotiations() {
        return post("/v3/contractnegotiations/request", "{" + CONTEXT + "}");
    }

    /** Asks as consumer for the data of an agreement, to be pulled; the transfer process when it has started or failed. */
    JsonNode transfer(String address, String agreement, String format) {
        String id = post("/v3/transferprocesses", """
                {%s, "@type": "TransferRequest", "counterPartyAddress": "%s", "protocol": "%s", "contractId": "%s",
                 "transferType": "%s"}""".formatted(
                                MANAGEMENT_CONTEXT, address, PROTOCOL, agreement, format))
                .path("@id")
                .asString();
        return awaitTransfer(id, "STARTED", "TERMINATED");
    }

    /** The transfer process when it is in one of these states. */
    JsonNode awaitTransfer(String id, String... states) {
        return awaitState("/v3/transferprocesses/" + id, Set.of(states));
    }

    /** The transfer processes, of both sides. */
    JsonNode transfers() {
        return post("/v3/transferprocesses/request", "{" + CONTEXT + "}");
    }

    /** What it was sent to pull data with. */
    Reference reference(String transfer) {
        HttpResponse<String> response = send("GET", "/references/" + transfer, "");
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        JsonNode address = JsonMapper.shared().readTree(response.body());
        return new Reference(
                address.path(EDC + "endpoint").asString(""),
                address.path(EDC + "authorization").asString(""));
    }

    private JsonNode awaitState(String path, Set<String> states) {
        return await("state of " + path + ", see " + log)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(100))
                .until(
                        () -> JsonMapper.shared().readTree(send("GET", path, "").body()),
                        process -> states.contains(process.path("state").asString("")));
    }

    /** Asks the management API; it must agree. */
    JsonNode post(String path, String body) {
        HttpResponse<String> response = send("POST", path, body);
        assertThat(response.statusCode()).as(path + ": " + response.body()).isBetween(200, 299);
        return response.body().isEmpty()
                ? JsonMapper.shared().createObjectNode()
                : JsonMapper.shared().readTree(response.body());
    }

    private HttpResponse<String> send(String method, String path, String body) {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + (port + 1) + "/management" + path))
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        relay.close();
        http.close();
    }
}
