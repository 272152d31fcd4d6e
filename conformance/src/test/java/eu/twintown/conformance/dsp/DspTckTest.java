package eu.twintown.conformance.dsp;

import static org.assertj.core.api.Assertions.assertThat;

import eu.twintown.conformance.tck.TckRun;
import eu.twintown.kernel.policy.Policy;
import eu.twintown.node.Extensions;
import eu.twintown.node.Inside;
import eu.twintown.node.Settings;
import eu.twintown.node.Wiring;
import eu.twintown.node.dataspace.dataset.Content;
import eu.twintown.node.dataspace.dataset.Dataset;
import eu.twintown.node.trust.Principal;
import eu.twintown.store.StoreConfig;
import eu.twintown.store.StoreFixture;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

/**
 * The official TCK of the Dataspace Protocol 2025-1, version 1.0.0-RC6, against a whole node: each of its tests is one
 * here. The TCK proves itself by a header that only this test's node knows.
 */
@Tag("dsp-tck")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DspTckTest {
    private static final String LAUNCHER = "org.eclipse.dataspacetck.dsp.system.DspSystemLauncher";
    private static final String TESTS = "org.eclipse.dataspacetck.dsp.verification.";
    private static final String PARTICIPANT = "TCK_PARTICIPANT";
    private static final String PROOF = "the-tck-itself";
    private static final List<String> PROVIDED = List.of(
            "ACN0101", "ACN0102", "ACN0103", "ACN0104", "ACN0201", "ACN0202", "ACN0203", "ACN0204", "ACN0205",
            "ACN0206", "ACN0207", "ACN0301", "ACN0302", "ACN0303", "ACN0304");
    private static final List<String> CONSUMED = List.of(
            "0101", "0102", "0103", "0104", "0201", "0202", "0203", "0204", "0205", "0206", "0301", "0302", "0303",
            "0304", "0305", "0306");

    private Wiring node;
    private Inside inside;
    private TckTrigger trigger;
    private int port;

    @BeforeAll
    void start() throws IOException {
        port = freePort();
        Extensions extensions = new Extensions(
                List.of(exchange -> exchange.header("Authorization")
                        .filter(PROOF::equals)
                        .map(proof -> Principal.participant(PARTICIPANT, "TCK", Map.of()))),
                automatic -> new TckScript());
        node = Wiring.start(Settings.read(configuration(), Map.of()), extensions);
        inside = node.inside();
        for (String id : PROVIDED) {
            publish(id, "CD123:" + id + ":456");
        }
        publish("CAT0101", "CD123:CAT0101:456");
        publish("CAT0102", "CD123:CAT0102:456");
        TckScript.follow(inside.negotiations());
        publish("ATP0101", "CD123:ATP0101:456");
        TckTransfers transfers = new TckTransfers(inside.transfer(), inside.agreements(), PARTICIPANT);
        transfers.start(URI.create("http://127.0.0.1:" + port));
        trigger = new TckTrigger(this::negotiate, transfers::request);
    }

    private void publish(String id, String offer) {
        Policy policy = TckScript.offer(offer);
        inside.datasets()
                .put(new Dataset(
                        id,
                        "Dataset " + id,
                        "For the TCK",
                        new Content.Entities("", List.of("https://example.org/Parking"), List.of(), Optional.empty()),
                        List.of(policy),
                        Instant.now()));
    }

    private void negotiate(JsonNode wish) {
        inside.negotiations()
                .request(
                        wish.path("providerId").asString(),
                        URI.create(wish.path("connectorAddress").asString()),
                        wish.path("datasetId").asString(),
                        TckScript.offer(wish.path("offerId").asString()),
                        "local:tck");
    }

    private static Path configuration() throws IOException {
        StoreConfig store = StoreFixture.config();
        Path folder = Files.createTempDirectory("twintown-dsp-tck-");
        Files.writeString(folder.resolve("password"), store.password().orElseThrow());
        return Files.writeString(folder.resolve("twintown.yaml"), """
                node: {name: tck, country: DE}
                server: {port: 0}
                store:
                  jdbc-url: %s
                  user: %s
                  password-file: password
                  schema: %s
                outgoing: {allow: [127.0.0.0/8]}
                dataspace: {transfers: {start: manual}, transfer-automatically: false}
                """.formatted(
                        store.jdbcUrl().orElseThrow(), store.user().orElseThrow(), store.schema()));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @AfterAll
    void stop() {
        trigger.close();
        node.close();
    }

    @TestFactory
    List<DynamicTest> metadata() {
        return tests("metadata", 1, 0);
    }

    @TestFactory
    List<DynamicTest> catalog() {
        return tests("catalog", 3, 0);
    }

    /** Provider and consumer. */
    @TestFactory
    List<DynamicTest> contractNegotiation() {
        return tests("cn", 31, 0);
    }

    /** Provider and consumer. */
    @TestFactory
    List<DynamicTest> transferProcess() {
        return tests("tp", 30, 2);
    }

    private List<DynamicTest> tests(String testPackage, int expected, int disabled) {
        TckRun run = TckRun.of(LAUNCHER, TESTS + testPackage, properties());
        assertThat(run.disabled()).as("tests that the TCK has switched off").isEqualTo(disabled);
        assertThat(run.results()).as("tests that ran").hasSize(expected);
        return run.results().stream()
                .map(result -> DynamicTest.dynamicTest(
                        result.test(), () -> assertThat(result.failure()).isEmpty()))
                .toList();
    }

    private Map<String, String> properties() {
        String url = "http://127.0.0.1:" + node.port();
        Map<String, String> properties = new TreeMap<>(Map.of(
                "dataspacetck.host",
                "127.0.0.1",
                "dataspacetck.port",
                String.valueOf(port),
                "dataspacetck.callback.address",
                "http://127.0.0.1:" + port,
                "dataspacetck.dsp.connector.agent.id",
                "CONNECTOR_UNDER_TEST",
                "dataspacetck.dsp.connector.http.url",
                url + "/dsp",
                "dataspacetck.dsp.connector.http.base.url",
                url,
                "dataspacetck.dsp.connector.http.headers.authorization",
                PROOF,
                "dataspacetck.dsp.connector.negotiation.initiate.url",
                trigger.url("/negotiations"),
                "dataspacetck.dsp.connector.transfer.initiate.url",
                trigger.url("/transfers"),
                "dataspacetck.dsp.default.wait",
                "30"));
        for (String id : PROVIDED) {
            String test = "CN_" + id.substring(3, 5) + "_" + id.substring(5);
            properties.put(test + "_DATASETID", id);
            properties.put(test + "_OFFERID", "CD123:" + id + ":456");
        }
        for (String id : CONSUMED) {
            properties.put("CN_C_" + id.substring(0, 2) + "_" + id.substring(2) + "_DATASETID", "ACNC" + id);
        }
        for (String id : new ArrayList<>(List.of("0101", "0102", "0103"))) {
            properties.put("CAT_" + id.substring(0, 2) + "_" + id.substring(2) + "_DATASETID", "CAT" + id);
        }
        for (String id : TckTransfers.AGREEMENTS) {
            String test = id.substring(0, 2) + "_" + id.substring(2);
            properties.put("TP_" + test + "_AGREEMENTID", "ATP" + id);
            properties.put("TP_" + test + "_FORMAT", TckTransfers.FORMAT);
            properties.put("TP_C_" + test + "_AGREEMENTID", "ATPC" + id);
            properties.put("TP_C_" + test + "_FORMAT", TckTransfers.FORMAT);
        }
        return properties;
    }
}
