package eu.twintown.conformance.edc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import eu.twintown.conformance.edc.RecordedEdc.Reply;
import eu.twintown.node.dataspace.transfer.token.AgreementAccess.DataAccess;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a node tolerates of Eclipse EDC 0.15.1, where that differs from the Dataspace Protocol 2025-1 or is in a hurry. EDC's
 * part is said by what was recorded in a real exchange.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EdcToleranceTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private Town town;
    private RecordedEdc edc;

    @BeforeAll
    void start() {
        town = new Town("tolerant");
    }

    @BeforeEach
    void begin() {
        edc = new RecordedEdc(town);
        edc.when("/catalog/datasets/counters", body -> edc.answeredGet("/counters"));
        edc.when("/negotiations/request", this::requested);
        edc.when("/agreement/verification", body -> edc.answered("ContractAgreementVerificationMessage", 200));
    }

    @AfterEach
    void end() {
        edc.close();
    }

    @AfterAll
    void stop() {
        town.close();
    }

    /** 1: EDC's agreement may come before it has answered the request. */
    @Test
    void anAgreementThatOvertakesTheAnswerToTheRequestIsTaken() {
        AtomicInteger status = new AtomicInteger();
        edc.when("/negotiations/request", request -> {
            status.set(edc.send(path(request), agreement(request, "early")).statusCode());
            return requested(request);
        });
        String negotiation = negotiate();
        await().atMost(PATIENCE).until(() -> !edc.received("ContractAgreementVerificationMessage")
                .isEmpty());
        assertThat(status.get()).isEqualTo(200);
        finalise(negotiation);
        assertThat(state(negotiation)).isEqualTo("FINALIZED");
    }

    /** 1: EDC as consumer answers 409 to an agreement as long as it is not done with its own request. */
    @Test
    void anAgreementThatEdcIsNotReadyForIsSentAgain() {
        AtomicInteger refused = new AtomicInteger();
        edc.when(
                "/agreement",
                body -> refused.incrementAndGet() <= 3
                        ? edc.answered("ContractAgreementVerificationMessage", 409)
                        : edc.answered("ContractAgreementMessage", 200));
        String dataset = town.offer("Hasty", "http://127.0.0.1:9/data");
        JsonNode process = request(dataset);
        await().atMost(PATIENCE).until(() -> refused.get() > 3);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(
                        pending(process.path("providerPid").asString()))
                .isEmpty());
        assertThat(state(process.path("providerPid").asString())).isEqualTo("AGREED");
    }

    /**
     * 1: EDC as provider, which got the verification before it had noted the end of its own message, makes a new
     * agreement.
     */
    @Test
    void anotherAgreementTakesThePlaceOfOneWhoseVerificationEdcRefused() {
        AtomicInteger verifications = new AtomicInteger();
        edc.when("/agreement/verification", body -> {
            if (verifications.incrementAndGet() == 1) {
                return edc.answered("ContractAgreementVerificationMessage", 409);
            }
            return edc.answered("ContractAgreementVerificationMessage", verifications.get() > 3 ? 200 : 409);
        });
        String negotiation = negotiate();
        ObjectNode request = edc.received("ContractRequestMessage").getFirst();
        assertThat(edc.send(path(request), agreement(request, "first")).statusCode())
                .isEqualTo(200);
        await().atMost(PATIENCE).until(() -> verifications.get() >= 1);
        assertThat(edc.send(path(request), agreement(request, "second")).statusCode())
                .isEqualTo(200);
        await().atMost(PATIENCE)
                .until(() -> verifications.get() > 3 && pending(negotiation).isEmpty());
        finalise(negotiation);
        assertThat(town.read("/api/negotiations/" + negotiation)
                        .path("agreement")
                        .asString())
                .isEqualTo(edc.did() + ":second");
        assertThat(agreementState("second")).isEqualTo("IN_FORCE");
        assertThat(agreementState("first")).isEqualTo("ENDED");
    }

    /** 2: where the specification has 400 for a message at the wrong moment, EDC has 409; it may pass. */
    @Test
    void a409IsNotTheEndOfANegotiationAndTheNodeItselfAnswers400() {
        AtomicInteger verifications = new AtomicInteger();
        edc.when(
                "/agreement/verification",
                body -> edc.answered(
                        "ContractAgreementVerificationMessage", verifications.incrementAndGet() == 1 ? 409 : 200));
        String negotiation = negotiate();
        ObjectNode request = edc.received("ContractRequestMessage").getFirst();
        assertThat(finalised(request).statusCode()).isEqualTo(400);
        edc.send(path(request), agreement(request, "slow"));
        await().atMost(PATIENCE)
                .until(() -> verifications.get() == 2 && pending(negotiation).isEmpty());
        finalise(negotiation);
        assertThat(state(negotiation)).isEqualTo("FINALIZED");
    }

    /** 3: EDC refuses an empty filter, and sends a list with a query of its own. */
    @Test
    void filtersAreLeftOutTowardsEdcAndItsOwnIsUnderstood() {
        edc.when("/catalog/request", body -> edc.answered("CatalogRequestMessage", 200));
        town.read(catalogue());
        assertThat(edc.received("CatalogRequestMessage").getFirst().has("filter"))
                .isFalse();

        String dataset = town.offer("Filtered", "http://127.0.0.1:9/data");
        ObjectNode asked = edc.said("CatalogRequestMessage");
        assertThat(asked.path("filter").path(0).path("@type").asString()).isEqualTo("QuerySpec");
        assertThat(edc.send("/catalog/request", asked).body()).contains(dataset);
        asked.putArray("filter");
        assertThat(edc.send("/catalog/request", asked).body()).contains(dataset);
    }

    /** 4: EDC leaves the endpoint of a data address empty and puts everything into properties of its own names. */
    @Test
    void dataAddressesAreReadInTheFormOfEdcAndWrittenInBoth() {
        String agreement = agreed();
        edc.when(
                "/transfers/request",
                body -> new Reply(
                        200,
                        process(
                                "TransferProcess",
                                "their-transfer",
                                body.path("consumerPid").asString())));
        String transfer =
                town.post("/api/transfers", """
                {"agreement": "%s", "format": "HttpData-PULL"}""".formatted(agreement)).path("id").asString();
        await().atMost(PATIENCE).until(() -> !town.read("/api/transfers/" + transfer)
                .path("providerPid")
                .asString("")
                .isEmpty());
        ObjectNode start = edc.said("TransferStartMessage");
        assertThat(start.path("dataAddress").has("endpoint")).isFalse();
        start.put("providerPid", "their-transfer").put("consumerPid", transfer);
        assertThat(edc.send("/transfers/" + transfer + "/start", start).statusCode())
                .isEqualTo(200);
        DataAccess access = await().atMost(PATIENCE)
                .until(() -> town.access(agreement), one -> one.isPresent())
                .get();
        assertThat(access.endpoint().toString()).endsWith("/public");
        assertThat(access.token()).isEqualTo("a-token");

        ObjectNode own = startOfTheNode();
        assertThat(own.path("dataAddress").path("endpoint").asString()).contains("/dataspace/data/");
        assertThat(own.path("dataAddress").path("endpointProperties").findValuesAsString("name"))
                .contains("https://w3id.org/edc/v0.0.1/ns/endpoint", "https://w3id.org/edc/v0.0.1/ns/authorization")
                .contains("https://w3id.org/edc/v0.0.1/ns/authType", "https://w3id.org/edc/v0.0.1/ns/endpointType")
                .contains("authorization", "authType");
    }

    /** 5: a second context, ids of messages, bare UUIDs as pids, and whole data services inside distributions. */
    @Test
    void messagesWithEdcsSecondContextAreReadWithoutFetchingIt() {
        edc.when("/catalog/request", body -> edc.answered("CatalogRequestMessage", 200));
        JsonNode dataset = town.read(catalogue()).path("datasets").path(0);
        assertThat(dataset.path("@id").asString()).isEqualTo(RecordedEdc.DATASET);
        assertThat(dataset.path("offers").path(0).path("sentences").toString()).contains("may use");
        assertThat(dataset.toString()).contains("\"accessService\":{");

        ObjectNode request = edc.said("ContractRequestMessage");
        assertThat(request.path("@context").toString()).contains("https://w3id.org/edc/dspace/v0.0.1");
        assertThat(UUID.fromString(request.path("consumerPid").asString())).isNotNull();
        JsonNode process = request(town.offer("Contexts", "http://127.0.0.1:9/data"));
        assertThat(process.path("state").asString()).isEqualTo("REQUESTED");
    }

    /** 6: who EDC says it is becomes the assignee, and nobody else sees the negotiation. */
    @Test
    void theMockIdentityIsThePartyToTheAgreement() {
        edc.when("/agreement", body -> edc.answered("ContractAgreementMessage", 200));
        String dataset = town.offer("Identity", "http://127.0.0.1:9/data");
        String pid = request(dataset).path("providerPid").asString();
        await().atMost(PATIENCE)
                .until(() -> !edc.received("ContractAgreementMessage").isEmpty());
        JsonNode agreement = edc.received("ContractAgreementMessage").getFirst().path("agreement");
        assertThat(agreement.path("assignee").asString()).isEqualTo(edc.did());
        assertThat(agreement.path("assigner").asString()).isEqualTo(town.did());
        assertThat(agreement.path("target").asString()).isEqualTo(dataset);
        ObjectNode verification = edc.said("ContractAgreementVerificationMessage");
        verification.put("providerPid", pid);
        assertThat(town.message(
                                "did:web:somebody.example",
                                path("/" + pid, "/agreement/verification"),
                                verification.toString())
                        .statusCode())
                .isEqualTo(404);

        negotiate();
        JsonNode offer = edc.received("ContractRequestMessage").getFirst().path("offer");
        assertThat(offer.path("target").asString()).isEqualTo(RecordedEdc.DATASET);
    }

    /** As consumer: a negotiation for EDC's dataset; its id, once EDC has the request. */
    private String negotiate() {
        String id = town.post("/api/negotiations", """
                {"participant": "%s", "address": "%s", "dataset": "%s"}""".formatted(edc.did(), edc.address(), RecordedEdc.DATASET))
                .path("id")
                .asString();
        await().atMost(PATIENCE)
                .until(() -> !edc.received("ContractRequestMessage").isEmpty()
                        && !pending(id).contains("REQUEST"));
        return id;
    }

    /** A finalised agreement as consumer; its id. */
    private String agreed() {
        String negotiation = negotiate();
        ObjectNode request = edc.received("ContractRequestMessage").getFirst();
        edc.send(path(request), agreement(request, "whole"));
        await().atMost(PATIENCE)
                .until(() ->
                        !edc.received("ContractAgreementVerificationMessage").isEmpty()
                                && pending(negotiation).isEmpty());
        finalise(negotiation);
        return edc.did() + ":whole";
    }

    /** As provider: the whole way to a transfer with EDC; the node's message of its start. */
    private ObjectNode startOfTheNode() {
        edc.when("/agreement", body -> edc.answered("ContractAgreementMessage", 200));
        edc.when("/events", body -> edc.answered("ContractAgreementMessage", 200));
        edc.when("/start", body -> edc.answered("ContractAgreementMessage", 200));
        String pid = request(town.offer("Started", "http://127.0.0.1:9/data"))
                .path("providerPid")
                .asString();
        await().atMost(PATIENCE)
                .until(() -> !edc.received("ContractAgreementMessage").isEmpty()
                        && pending(pid).isEmpty());
        JsonNode agreed = edc.received("ContractAgreementMessage").getFirst();
        ObjectNode verification = edc.said("ContractAgreementVerificationMessage");
        verification
                .put("providerPid", pid)
                .put("consumerPid", agreed.path("consumerPid").asString());
        assertThat(edc.send(path("/" + pid, "/agreement/verification"), verification)
                        .statusCode())
                .isEqualTo(200);
        await().atMost(PATIENCE)
                .until(() -> state(pid).equals("FINALIZED") && pending(pid).isEmpty());
        ObjectNode request = edc.said("TransferRequestMessage");
        request.put("agreementId", agreed.path("agreement").path("@id").asString())
                .put("consumerPid", UUID.randomUUID().toString());
        assertThat(edc.send("/transfers/request", request).statusCode()).isEqualTo(201);
        await().atMost(PATIENCE)
                .until(() -> !edc.received("TransferStartMessage").isEmpty());
        return edc.received("TransferStartMessage").getFirst();
    }

    /** EDC asks for a dataset of the node; the node's answer. */
    private JsonNode request(String dataset) {
        JsonNode shown = JsonMapper.shared()
                .readTree(edc.send("/catalog/request", edc.said("CatalogRequestMessage"))
                        .body());
        ObjectNode request = edc.said("ContractRequestMessage");
        request.put("consumerPid", UUID.randomUUID().toString());
        ObjectNode offer = request.path("offer").asObject();
        for (JsonNode one : shown.path("dataset")) {
            if (one.path("@id").asString().equals(dataset)) {
                offer.set("@id", one.path("hasPolicy").path(0).path("@id"));
            }
        }
        offer.put("target", dataset);
        return JsonMapper.shared()
                .readTree(edc.send("/negotiations/request", request).body());
    }

    private Reply requested(ObjectNode request) {
        return new Reply(
                200,
                process(
                        "ContractNegotiation",
                        "their-" + request.path("consumerPid").asString(),
                        request.path("consumerPid").asString()));
    }

    /** How EDC answers the first message of a process. */
    private String process(String type, String providerPid, String consumerPid) {
        String first = type.equals("TransferProcess") ? "TransferRequestMessage" : "ContractRequestMessage";
        ObjectNode answer =
                JsonMapper.shared().readTree(edc.answered(first, 200).body()).asObject();
        return answer.put("@id", providerPid)
                .put("providerPid", providerPid)
                .put("consumerPid", consumerPid)
                .toString();
    }

    private ObjectNode agreement(ObjectNode request, String name) {
        String consumer = request.path("consumerPid").asString();
        ObjectNode message = edc.said("ContractAgreementMessage");
        message.put("@id", UUID.randomUUID().toString())
                .put("providerPid", "their-" + consumer)
                .put("consumerPid", consumer);
        message.path("agreement")
                .asObject()
                .put("@id", edc.did() + ":" + name)
                .put("timestamp", Instant.now().toString());
        return message;
    }

    private HttpResponse<String> finalised(ObjectNode request) {
        String consumer = request.path("consumerPid").asString();
        ObjectNode event = edc.said("ContractNegotiationEventMessage");
        event.put("@id", UUID.randomUUID().toString())
                .put("providerPid", "their-" + consumer)
                .put("consumerPid", consumer);
        return edc.send(path("/" + consumer, "/events"), event);
    }

    private void finalise(String negotiation) {
        await().atMost(PATIENCE).until(() -> pending(negotiation).isEmpty());
        assertThat(finalised(edc.received("ContractRequestMessage").getFirst()).statusCode())
                .isEqualTo(200);
    }

    private static String path(ObjectNode request) {
        return path("/" + request.path("consumerPid").asString(), "/agreement");
    }

    private static String path(String pid, String end) {
        return "/negotiations" + pid + end;
    }

    private String catalogue() {
        return "/api/dataspace/catalogue?participant=" + edc.did().replace("%", "%25") + "&address=" + edc.address();
    }

    private String state(String negotiation) {
        return town.read("/api/negotiations/" + negotiation).path("state").asString();
    }

    /** Names of the messages that are not delivered yet. */
    private String pending(String negotiation) {
        JsonNode pending = town.read("/api/negotiations/" + negotiation).path("pending");
        return String.join(",", pending.findValuesAsString("message"));
    }

    private String agreementState(String name) {
        return town.read("/api/agreements/" + (edc.did() + ":" + name).replace("%", "%25"))
                .path("state")
                .asString();
    }
}
