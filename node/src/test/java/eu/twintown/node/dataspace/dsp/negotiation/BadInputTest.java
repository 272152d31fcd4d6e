package eu.twintown.node.dataspace.dsp.negotiation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import eu.twintown.node.dataspace.agreement.AgreementState;
import eu.twintown.node.dataspace.dsp.DspNode;
import eu.twintown.node.dataspace.dsp.Policies;
import eu.twintown.node.http.outgoing.OutgoingClient;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Messages that are wrong, foreign, repeated, forged, or come from another time. */
class BadInputTest {
    private static final String DATASET = "urn:dataset:parkings";
    private static final String CONTEXT = "\"@context\":[\"https://w3id.org/dspace/2025/1/context.jsonld\"]";
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final String ME = "did:web:muenster.example";

    private DspNode provider;
    private DspNode consumer;

    private record Answer(int status, JsonNode json) {
        String code() {
            return json.path("code").asString("");
        }

        String reason() {
            return json.path("reason").path(0).asString("");
        }
    }

    @BeforeEach
    void start() {
        provider = new DspNode("did:web:gent.example").start();
        consumer = new DspNode(ME).start();
    }

    @AfterEach
    void stop() {
        consumer.close();
        provider.close();
    }

    private Answer call(String who, String method, String path, String body, Map<String, String> more) {
        return call(who, method, URI.create(provider.base() + path), body, more);
    }

    private Answer call(String who, String method, URI address, String body, Map<String, String> more) {
        Map<String, String> headers = new LinkedHashMap<>(more);
        headers.put("Content-Type", "application/json");
        OutgoingClient.Response response = provider.outgoing()
                .send(DspNode.as(
                        who,
                        new OutgoingClient.Request(
                                method,
                                address,
                                headers,
                                body.getBytes(StandardCharsets.UTF_8),
                                Duration.ofSeconds(10))));
        return new Answer(
                response.status(),
                response.body().length == 0
                        ? JsonMapper.shared().createObjectNode()
                        : JsonMapper.shared().readTree(response.body()));
    }

    private Answer post(String who, String path, String body) {
        return call(who, "POST", path, body, Map.of());
    }

    private static String request(String id, String consumerPid, String offer) {
        return """
                {%s, "@id": "%s", "@type": "ContractRequestMessage", "consumerPid": "%s",
                 "offer": {"@type": "Offer", "@id": "%s", "target": "%s", "permission": [{"action": "use"}]},
                 "callbackAddress": "http://127.0.0.1:9/back"}""".formatted(CONTEXT, id, consumerPid, offer, DATASET);
    }

    /** A negotiation in which the provider waits for a person; its provider's pid. */
    private String waiting() {
        provider.decisions = automatic -> negotiation -> new Decision.Wait();
        provider.publish(DATASET, Policies.open("urn:offer:1"));
        Answer answer = post(ME, "/negotiations/request", request("urn:m:1", "urn:c:1", "urn:offer:1"));
        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.json().path("state").asString()).isEqualTo("REQUESTED");
        assertThat(answer.json().path("@type").asString()).isEqualTo("ContractNegotiation");
        assertThat(answer.json().path("consumerPid").asString()).isEqualTo("urn:c:1");
        return answer.json().path("providerPid").asString();
    }

    private static String message(String type, String pid, String consumerPid, String more) {
        return "{%s, \"@type\": \"%s\", \"providerPid\": \"%s\", \"consumerPid\": \"%s\"%s}"
                .formatted(CONTEXT, type, pid, consumerPid, more);
    }

    private NegotiationState state(String pid) {
        return provider.negotiation(pid).state();
    }

    @Test
    void aForeignNegotiationLooksAsIfItWereNotThere() {
        String pid = waiting();
        String end = message("ContractNegotiationTerminationMessage", pid, "urn:c:1", "");

        Answer unknown = post("did:web:thief.example", "/negotiations/urn:uuid:nobody/termination", end);
        Answer foreign = post("did:web:thief.example", "/negotiations/" + pid + "/termination", end);
        assertThat(foreign.status()).isEqualTo(404);
        assertThat(foreign).isEqualTo(unknown);
        assertThat(call("did:web:thief.example", "GET", "/negotiations/" + pid, "", Map.of())
                        .status())
                .isEqualTo(404);
        assertThat(call(ME, "GET", "/negotiations/" + pid, "", Map.of()).status())
                .isEqualTo(200);
        assertThat(state(pid)).isEqualTo(NegotiationState.REQUESTED);
    }

    @ParameterizedTest
    @CsvSource({
        "ContractAgreementVerificationMessage, /agreement/verification, ''",
        "ContractNegotiationEventMessage, /events, ', \"eventType\": \"ACCEPTED\"'",
        "ContractNegotiationEventMessage, /events, ', \"eventType\": \"FINALIZED\"'",
        "ContractRequestMessage, /request, ', \"offer\": {\"@type\": \"Offer\", \"@id\": \"urn:o\", \"target\": \"urn:dataset:parkings\"}'",
        "ContractOfferMessage, /offers, ', \"offer\": {\"@type\": \"Offer\", \"@id\": \"urn:o\", \"target\": \"urn:dataset:parkings\"}'",
        "ContractAgreementMessage, /agreement, ', \"agreement\": {\"@type\": \"Agreement\", \"@id\": \"urn:a\", \"target\": \"urn:dataset:parkings\"}'"
    })
    void whatDoesNotFitTheStateIsRefusedAndChangesNothing(String type, String path, String more) {
        String pid = waiting();
        Answer answer = post(ME, "/negotiations/" + pid + path, message(type, pid, "urn:c:1", more));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("@type").asString()).isEqualTo("ContractNegotiationError");
        assertThat(answer.code()).isEqualTo("WRONG_STATE");
        assertThat(answer.json().path("providerPid").asString()).isEqualTo(pid);
        assertThat(state(pid)).isEqualTo(NegotiationState.REQUESTED);
    }

    /** After the agreement nobody can bring in other terms, whichever side he is on. */
    @Test
    void aCounterOfferAfterTheAgreementIsRefusedAndChangesNothing() {
        provider.publish(DATASET, Policies.open("urn:offer:1"));
        Negotiation begun = consumer.negotiations()
                .request(provider.id, provider.base(), DATASET, Policies.open("urn:offer:1"), "local:anna");
        await().atMost(PATIENCE).until(() -> consumer.negotiation(begun.id()).state() == NegotiationState.FINALIZED);
        String theirs = provider.last().orElseThrow().id();
        String terms = ", \"offer\": {\"@type\": \"Offer\", \"@id\": \"urn:o\", \"target\": \"" + DATASET
                + "\", \"permission\": [{\"action\": \"distribute\"}]}";

        Answer toProvider = post(
                ME,
                "/negotiations/" + theirs + "/request",
                message("ContractRequestMessage", theirs, begun.id(), terms));
        Answer toConsumer = call(
                provider.id,
                "POST",
                URI.create(consumer.base() + "/negotiations/" + begun.id() + "/offers"),
                message("ContractOfferMessage", theirs, begun.id(), terms),
                Map.of());

        assertThat(List.of(toProvider, toConsumer)).allSatisfy(answer -> {
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.code()).isEqualTo("WRONG_STATE");
        });
        assertThatThrownBy(() -> provider.negotiations()
                        .act(theirs, new Decision.Counter(Policies.until("urn:offer:2", 2030)), "local:steward"))
                .hasMessageContaining("FINALIZED");
        assertThat(state(theirs)).isEqualTo(NegotiationState.FINALIZED);
        assertThat(consumer.negotiation(begun.id()).state()).isEqualTo(NegotiationState.FINALIZED);
        assertThat(consumer.lastAgreement().orElseThrow().policy())
                .isEqualTo(provider.lastAgreement().orElseThrow().policy());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "nonsense",
                "{}",
                "{\"@context\": [], \"@type\": \"ContractOfferMessage\"}",
                "{\"@context\": [], \"@type\": \"ContractRequestMessage\"}",
                "{\"@context\": [], \"@type\": \"ContractRequestMessage\", \"consumerPid\": \"urn:c\","
                        + " \"callbackAddress\": \"http://h.example\", \"offer\": \"urn:o\"}",
                "{\"@context\": [], \"@type\": \"ContractRequestMessage\", \"consumerPid\": \"urn:c\","
                        + " \"callbackAddress\": \"http://h.example\", \"offer\": {\"@id\": \"urn:offer:1\"}}",
                "{\"@context\": [], \"@type\": \"ContractRequestMessage\", \"consumerPid\": {\"a\": 1},"
                        + " \"callbackAddress\": \"http://h.example\","
                        + " \"offer\": {\"@id\": \"urn:offer:1\", \"target\": \"urn:dataset:parkings\"}}",
                "{\"@context\": [], \"@type\": \"ContractRequestMessage\", \"consumerPid\": \"urn:c\","
                        + " \"callbackAddress\": \"ftp://h.example\","
                        + " \"offer\": {\"@id\": \"urn:offer:1\", \"target\": \"urn:dataset:parkings\"}}",
                "{\"@context\": [], \"@type\": \"ContractRequestMessage\", \"consumerPid\": \"urn:c\","
                        + " \"callbackAddress\": \"http://h.example\", \"offer\": {\"@id\": \"urn:offer:1\","
                        + " \"target\": \"urn:dataset:parkings\", \"permission\": [{\"constraint\": 7}]}}"
            })
    void whatIsMalformedIsRefusedWithTheReason(String body) {
        provider.publish(DATASET, Policies.open("urn:offer:1"));
        Answer answer = post(ME, "/negotiations/request", body);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("@type").asString()).isEqualTo("ContractNegotiationError");
        assertThat(answer.reason()).isNotBlank();
        assertThat(provider.negotiations().count()).isZero();
    }

    @Test
    void anOfferThatIsNotKnownIsAnError() {
        provider.publish(DATASET, Policies.until("urn:offer:1", 2030));
        Answer answer = post(ME, "/negotiations/request", request("urn:m:1", "urn:c:1", "urn:offer:other"));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.reason()).contains("urn:offer:other");
    }

    @Test
    void theSameMessageAgainGetsTheSameAnswerAndAnotherUnderItsPidDoesNot() {
        String pid = waiting();
        Answer again = post(ME, "/negotiations/request", request("urn:m:1", "urn:c:1", "urn:offer:1"));
        assertThat(again.status()).isEqualTo(201);
        assertThat(again.json().path("providerPid").asString()).isEqualTo(pid);
        assertThat(again.json().path("state").asString()).isEqualTo("REQUESTED");
        assertThat(post(ME, "/negotiations/request", request("urn:m:2", "urn:c:1", "urn:offer:1"))
                        .status())
                .isEqualTo(400);
        // Somebody else may have a pid of the same name.
        assertThat(post("did:web:other.example", "/negotiations/request", request("urn:m:1", "urn:c:1", "urn:offer:1"))
                        .status())
                .isEqualTo(201);
        assertThat(provider.negotiations().count()).isEqualTo(2);

        String end = message("ContractNegotiationTerminationMessage", pid, "urn:c:1", ", \"@id\": \"urn:m:3\"");
        assertThat(post(ME, "/negotiations/" + pid + "/termination", end).status())
                .isEqualTo(200);
        assertThat(post(ME, "/negotiations/" + pid + "/termination", end).status())
                .isEqualTo(200);
        assertThat(provider.negotiation(pid).process().timeline()).hasSize(2);
    }

    @Test
    void pidsOfAnotherNegotiationAreRefused() {
        String pid = waiting();
        Answer answer = post(
                ME,
                "/negotiations/" + pid + "/termination",
                message("ContractNegotiationTerminationMessage", pid, "urn:c:other", ""));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(state(pid)).isEqualTo(NegotiationState.REQUESTED);
    }

    @Test
    void prefixesFullNamesAndValueObjectsAreUnderstood() {
        provider.decisions = automatic -> negotiation -> new Decision.Wait();
        provider.publish(DATASET, Policies.open("urn:offer:1"));
        Answer answer = post(ME, "/negotiations/request", """
                {"@context": {"dspace": "https://w3id.org/dspace/2025/1/", "odrl": "http://www.w3.org/ns/odrl/2/"},
                 "@type": "dspace:ContractRequestMessage", "dspace:consumerPid": {"@id": "urn:c:7"},
                 "https://w3id.org/dspace/2025/1/callbackAddress": [{"@value": "http://127.0.0.1:9/back/"}],
                 "dspace:offer": {"@type": "odrl:Offer", "@id": "urn:offer:1", "odrl:target": {"@id": "urn:dataset:parkings"},
                   "odrl:permission": {"odrl:action": {"@id": "odrl:use"}}}}""");
        assertThat(answer.status()).as(answer.json().toString()).isEqualTo(201);
        Negotiation taken = provider.last().orElseThrow();
        assertThat(taken.process().address()).isEqualTo(URI.create("http://127.0.0.1:9/back"));
        assertThat(taken.process().peerPid()).isEqualTo("urn:c:7");
        assertThat(Terms.same(taken.offer(), Policies.open("urn:x"))).isTrue();
    }

    /** What an attacker on the line, or a provider that changes its mind, may change in an agreement. */
    @ParameterizedTest
    @CsvSource({
        "2030-12-31, 2031-12-31",
        "\"use\", \"distribute\"",
        "lteq, gteq",
        "\"assignee\":\"did:web:muenster.example\", \"assignee\":\"did:web:muenstex.example\"",
        "\"assigner\":\"did:web:gent.example\", \"assigner\":\"did:web:genu.example\"",
        "urn:dataset:parkings, urn:dataset:parkingz"
    })
    void anAgreementThatWasAlteredEndsTheNegotiationOnBothSides(String from, String to) {
        provider.publish(DATASET, Policies.until("urn:offer:1", 2030));
        provider.line = courier -> (participant, request) -> {
            String body = new String(request.body(), StandardCharsets.UTF_8);
            return courier.send(
                    participant,
                    body.contains("ContractAgreementMessage")
                            ? new OutgoingClient.Request(
                                    request.method(),
                                    request.uri(),
                                    request.headers(),
                                    body.replace(from, to).getBytes(StandardCharsets.UTF_8),
                                    request.timeout())
                            : request);
        };
        Negotiation begun = consumer.negotiations()
                .request(provider.id, provider.base(), DATASET, Policies.until("urn:offer:1", 2030), "local:anna");
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(consumer.negotiation(begun.id()).state()).isEqualTo(NegotiationState.TERMINATED);
            assertThat(provider.last().orElseThrow().state()).isEqualTo(NegotiationState.TERMINATED);
        });
        assertThat(consumer.negotiation(begun.id()).code()).isEqualTo("AGREEMENT_ALTERED");
        assertThat(provider.last().orElseThrow().code()).isEqualTo("AGREEMENT_ALTERED");
        assertThat(consumer.lastAgreement()).isEmpty();
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(
                        provider.lastAgreement().orElseThrow().state())
                .isEqualTo(AgreementState.ENDED));
    }

    @ParameterizedTest
    @ValueSource(longs = {-600, 600})
    void clocksTenMinutesApartAreRefusedByEitherSide(long seconds) {
        provider.publish(DATASET, Policies.open("urn:offer:1"));
        provider.ahead = Duration.ofSeconds(seconds);
        Negotiation begun = consumer.negotiations()
                .request(provider.id, provider.base(), DATASET, Policies.open("urn:offer:1"), "local:anna");
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(consumer.negotiation(begun.id()).state()).isEqualTo(NegotiationState.TERMINATED));
        assertThat(consumer.negotiation(begun.id())
                        .process()
                        .timeline()
                        .getLast()
                        .reason())
                .contains("clocks are too far apart");
        assertThat(provider.lastAgreement()).isEmpty();
    }

    /** A provider that does not look at the time of others is found out by the timestamp of its agreement. */
    @ParameterizedTest
    @ValueSource(longs = {-600, 600})
    void anAgreementOfAnotherTimeIsRefused(long seconds) {
        provider.publish(DATASET, Policies.open("urn:offer:1"));
        provider.line = courier -> (participant, request) -> courier.send(participant, withoutDate(request));
        consumer.line = courier -> (participant, request) -> courier.send(participant, withoutDate(request));
        provider.ahead = Duration.ofSeconds(seconds);
        Negotiation begun = consumer.negotiations()
                .request(provider.id, provider.base(), DATASET, Policies.open("urn:offer:1"), "local:anna");
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(consumer.negotiation(begun.id()).state()).isEqualTo(NegotiationState.TERMINATED);
            assertThat(provider.last().orElseThrow().state()).isEqualTo(NegotiationState.TERMINATED);
        });
        assertThat(consumer.negotiation(begun.id()).code()).isEqualTo("CLOCK");
        assertThat(provider.last().orElseThrow().code()).isEqualTo("CLOCK");
        assertThat(provider.last().orElseThrow().process().timeline().getLast().reason())
                .contains("clocks are too far apart");
    }

    @Test
    void clocksWithinTheAllowedDifferenceChangeNothing() {
        provider.publish(DATASET, Policies.open("urn:offer:1"));
        provider.ahead = Duration.ofSeconds(50);
        Negotiation begun = consumer.negotiations()
                .request(provider.id, provider.base(), DATASET, Policies.open("urn:offer:1"), "local:anna");
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(consumer.negotiation(begun.id()).state()).isEqualTo(NegotiationState.FINALIZED));
    }

    @Test
    void aDateOfTenMinutesAgoIsRefusedWithThatReason() {
        provider.publish(DATASET, Policies.open("urn:offer:1"));
        String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(
                Instant.now().minusSeconds(600).atOffset(ZoneOffset.UTC));
        Answer answer = call(
                ME,
                "POST",
                "/negotiations/request",
                request("urn:m:1", "urn:c:1", "urn:offer:1"),
                Map.of("Date", date));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo("CLOCK");
        assertThat(answer.reason()).contains("clocks are too far apart").contains("60 seconds");
    }

    private static OutgoingClient.Request withoutDate(OutgoingClient.Request request) {
        Map<String, String> headers = new LinkedHashMap<>(request.headers());
        headers.remove("Date");
        return new OutgoingClient.Request(request.method(), request.uri(), headers, request.body(), request.timeout());
    }

    /** A peer that answers with an error for good, whatever it is asked, ends the negotiation here, with its words. */
    @Test
    void whoIsNeverReachedIsGivenUp() {
        provider.stop();
        consumer.stop();
        consumer.delivery = consumer.delivery.giveUpAfter(Duration.ofMillis(300));
        consumer.start();
        Negotiation begun = consumer.negotiations()
                .request(provider.id, provider.base(), DATASET, Policies.open("urn:offer:1"), "local:anna");
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(consumer.negotiation(begun.id()).code()).isEqualTo("NOT_DELIVERED"));
        assertThat(consumer.negotiation(begun.id()).state()).isEqualTo(NegotiationState.TERMINATED);
        provider.start();
    }
}
