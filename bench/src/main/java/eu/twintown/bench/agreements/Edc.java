package eu.twintown.bench.agreements;

import eu.twintown.bench.JavaProcess;
import eu.twintown.bench.Request;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** A connector of Eclipse EDC in a JVM of its own, in memory and with mock identity, steered by its management API. */
final class Edc implements AutoCloseable {
    private static final String MANAGEMENT = "/management";
    private static final String MAIN = "eu.twintown.edc.Connector";
    private static final String CONTEXT = "\"@context\": {\"@vocab\": \"https://w3id.org/edc/v0.0.1/ns/\"}";
    private static final String MANAGEMENT_CONTEXT =
            "\"@context\": [\"https://w3id.org/edc/connector/management/v0.0.1\"]";
    private static final String PROTOCOL = "dataspace-protocol-http:2025-1";
    private static final String USE = "\"permission\": [{\"action\": \"use\"}]";

    private final int port;
    private final JavaProcess process;

    /**
     * Starts one.
     *
     * @param lib the folder of its jars
     * @param port the first of the six that it takes
     * @param pauseMillis how long its state machines rest between two rounds
     */
    Edc(Path lib, Path folder, int port, int pauseMillis) {
        this.port = port;
        this.process = JavaProcess.start(
                folder,
                lib + "/*",
                MAIN,
                port + 1,
                List.of(participant(), String.valueOf(port), String.valueOf(pauseMillis)));
    }

    void awaitReady() {
        process.awaitAnswer(Request.get("ready", MANAGEMENT + "/v3/dataplanes", Map.of()));
    }

    long pid() {
        return process.pid();
    }

    /** The id by which it names itself. */
    String participant() {
        return "did:web:127.0.0.1%3A" + (port + 2);
    }

    /** Where it speaks the protocol. */
    String address() {
        return "http://127.0.0.1:" + (port + 2) + "/protocol/2025-1";
    }

    /** The port of {@link #address()}. */
    int protocolPort() {
        return port + 2;
    }

    /** What the header Authorization says of somebody who asks this connector, whoever that is. */
    String mockIdentity() {
        return "{\"region\":\"eu\",\"audience\":\"" + address() + "\",\"clientId\":\"did:web:consumer.example\"}";
    }

    /** Offers whatever it has to everybody. */
    void offerEverything() {
        post("/v3/policydefinitions", """
                {"@context": {"@vocab": "https://w3id.org/edc/v0.0.1/ns/"}, "@id": "open",
                 "policy": {"@context": "http://www.w3.org/ns/odrl.jsonld", "@type": "Set", %s}}""".formatted(USE));
        post("/v3/contractdefinitions", """
                {%s, "@id": "all", "accessPolicyId": "open", "contractPolicyId": "open", "assetsSelector": []}""".formatted(CONTEXT));
    }

    void asset(String id) {
        post("/v3/assets", """
                {%s, "@id": "%s", "properties": {"name": "Asset %2$s"},
                 "dataAddress": {"type": "HttpData", "baseUrl": "http://127.0.0.1:9/"}}""".formatted(CONTEXT, id));
    }

    /** The id of the offer for an asset of another connector. */
    String offer(Edc provider, String asset) {
        JsonNode dataset = post("/v3/catalog/dataset/request", """
                {%s, "@id": "%s", "counterPartyAddress": "%s", "counterPartyId": "%s", "protocol": "%s"}""".formatted(
                        CONTEXT, asset, provider.address(), provider.participant(), PROTOCOL));
        JsonNode policy = dataset.path("hasPolicy");
        return (policy.isArray() ? policy.path(0) : policy).path("@id").asString();
    }

    /** Starts a negotiation for an offer; its end is told to {@code callback}. */
    String negotiate(Edc provider, String asset, String offer, URI callback) {
        return post("/v3/contractnegotiations", """
                {%s, "@type": "ContractRequest", "counterPartyAddress": "%s", "protocol": "%s",
                 "policy": {"@id": "%s", "@type": "Offer", "assigner": "%s", "target": "%s", %s},
                 "callbackAddresses": [{"@type": "CallbackAddress", "transactional": false, "uri": "%s",
                  "events": ["contract.negotiation.finalized", "contract.negotiation.terminated"]}]}""".formatted(
                                MANAGEMENT_CONTEXT,
                                provider.address(),
                                PROTOCOL,
                                offer,
                                provider.participant(),
                                asset,
                                USE,
                                callback))
                .path("@id")
                .asString();
    }

    private JsonNode post(String path, String body) {
        return Http.post(URI.create("http://127.0.0.1:" + (port + 1) + MANAGEMENT + path), body);
    }

    @Override
    public void close() {
        process.close();
    }
}
