package eu.twintown.node.dataspace.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import eu.twintown.node.dataspace.agreement.AgreementState;
import eu.twintown.node.dataspace.dsp.message.DspMessage;
import eu.twintown.node.dataspace.transfer.TransferNode.Answer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

/** Messages at the provider's endpoints, sent by hand: what is taken, what is refused and how. */
class MessagesTest {
    private static final String AGREEMENT = "urn:agreement:1";
    private static final String STRANGER = "did:web:stranger.example";
    private static final InstantSource CLOCK = () -> Instant.parse("2026-11-22T12:00:00Z");

    private final TransferNode provider =
            TransferNode.start("muenster", new TransferSettings(Duration.ofMinutes(5), false), CLOCK);
    /** Knows the agreement; its messages are made by hand. */
    private final TransferNode consumer = TransferNode.start("ghent", CLOCK);

    @BeforeEach
    void agree() {
        TransferNode.agree(provider, consumer, AGREEMENT, TransferNode.DATASET);
    }

    @AfterEach
    void close() {
        consumer.close();
        provider.close();
    }

    private ObjectNode request(String pid) {
        return DspMessage.create("TransferRequestMessage")
                .put("consumerPid", pid)
                .put("agreementId", AGREEMENT)
                .put("format", "NgsiLd-PULL")
                .put("callbackAddress", consumer.dsp() + "/");
    }

    private Answer send(String caller, ObjectNode message) {
        return provider.post(caller, "/dsp/transfers/request", message.toString());
    }

    private Answer send(String caller, String kind, String type, String providerPid, String consumerPid) {
        ObjectNode message =
                DspMessage.create(type).put("providerPid", providerPid).put("consumerPid", consumerPid);
        return provider.post(caller, "/dsp/transfers/" + providerPid + "/" + kind, message.toString());
    }

    private String requested(String pid) {
        Answer answer = send(consumer.did, request(pid));
        assertThat(answer.status()).isEqualTo(201);
        return answer.json().path("providerPid").asString();
    }

    private static void assertError(Answer answer, int status) {
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.json().path("@type").asString()).isEqualTo("TransferError");
        assertThat(answer.json().path("reason").size()).isEqualTo(1);
        assertThat(answer.json().path("code").asString()).isNotEmpty();
    }

    @Test
    void aRequestIsTakenOnceAndTheSameAgainGivesTheSameTransfer() {
        Answer first = send(consumer.did, request("c-1"));
        Answer again = send(consumer.did, request("c-1"));
        assertThat(first.status()).isEqualTo(201);
        assertThat(first.json().path("@type").asString()).isEqualTo("TransferProcess");
        assertThat(first.json().path("state").asString()).isEqualTo("REQUESTED");
        assertThat(first.json().path("consumerPid").asString()).isEqualTo("c-1");
        assertThat(again.status()).isEqualTo(201);
        assertThat(again.json()).isEqualTo(first.json());
        assertThat(provider.parts.transfers().count()).isEqualTo(1);
        assertThat(requested("c-2"))
                .isNotEqualTo(first.json().path("providerPid").asString());
    }

    @Test
    void theSameConsumerPidWithAnotherFormatIsRefused() {
        requested("c-1");
        assertError(send(consumer.did, request("c-1").put("format", "NgsiLdNotification-PUSH")), 400);
    }

    @Test
    void unknownAndForeignAgreementsLookTheSame() {
        Answer unknown = send(consumer.did, request("c-1").put("agreementId", "urn:agreement:none"));
        Answer foreign = send(STRANGER, request("c-1"));
        assertError(unknown, 404);
        assertError(foreign, 404);
        assertThat(foreign.json().path("reason")).isEqualTo(unknown.json().path("reason"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"SUSPENDED", "ENDED"})
    void underAnAgreementThatIsNotInForceNothingIsRequested(AgreementState state) {
        provider.agreements.change(AGREEMENT, state, "steward", "");
        Answer answer = send(consumer.did, request("c-1"));
        assertError(answer, 400);
        assertThat(answer.json().path("code").asString()).isEqualTo("AGREEMENT_NOT_IN_FORCE");
    }

    @Test
    void aFormatThatTheDatasetDoesNotHaveIsRefusedWithThoseItHas() {
        Answer answer = send(consumer.did, request("c-1").put("format", "HttpData-PULL"));
        assertError(answer, 400);
        assertThat(answer.body()).contains("NgsiLd-PULL");
    }

    @ParameterizedTest
    @ValueSource(strings = {"consumerPid", "agreementId", "format", "callbackAddress", "@type", "@context"})
    void aRequestWithoutOneOfItsMembersIsRefusedByName(String member) {
        ObjectNode message = request("c-1");
        message.remove(member);
        Answer answer = send(consumer.did, message);
        assertError(answer, 400);
        assertThat(answer.body()).contains(member);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://ghent.example/dsp", "ghent", "file:///etc/passwd", "http:///x"})
    void aCallbackAddressThatIsNoneIsRefused(String address) {
        assertError(send(consumer.did, request("c-1").put("callbackAddress", address)), 400);
    }

    @Test
    void aPushWithoutAnAddressIsRefused() {
        assertError(send(consumer.did, request("c-1").put("format", "NgsiLdNotification-PUSH")), 400);
    }

    @Test
    void whatIsNoJsonIsRefusedInTheWordsOfTheProtocol() {
        assertError(provider.post(consumer.did, "/dsp/transfers/request", "{\"@type\": "), 400);
    }

    @Test
    void strangersSeeNoTransferAndChangeNone() {
        String pid = requested("c-1");
        assertError(provider.get(STRANGER, "/dsp/transfers/" + pid), 404);
        assertError(send(STRANGER, "termination", "TransferTerminationMessage", pid, "c-1"), 404);
        assertError(send(consumer.did, "termination", "TransferTerminationMessage", "none", "c-1"), 404);
        assertThat(provider.get(consumer.did, "/dsp/transfers/" + pid)
                        .json()
                        .path("state")
                        .asString())
                .isEqualTo("REQUESTED");
    }

    @Test
    void aMessageUnderAnotherConsumerPidIsRefused() {
        String pid = requested("c-1");
        assertError(send(consumer.did, "termination", "TransferTerminationMessage", pid, "c-2"), 400);
        assertThat(provider.state()).isEqualTo(TransferState.REQUESTED);
    }

    @ParameterizedTest
    @CsvSource({
        "start, TransferStartMessage",
        "suspension, TransferSuspensionMessage",
        "completion, TransferCompletionMessage",
    })
    void whatDoesNotFitTheStateIsRefusedAndChangesNothing(String kind, String type) {
        String pid = requested("c-1");
        Answer answer = send(consumer.did, kind, type, pid, "c-1");
        assertError(answer, 400);
        assertThat(answer.json().path("providerPid").asString()).isEqualTo(pid);
        assertThat(answer.json().path("consumerPid").asString()).isEqualTo("c-1");
        assertThat(provider.state()).isEqualTo(TransferState.REQUESTED);
    }

    @ParameterizedTest
    @CsvSource({"0, 201", "60, 201", "-60, 201", "600, 400", "-600, 400"})
    void clocksTenMinutesApartAreRefusedWithThatReason(int seconds, int status) {
        String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(
                CLOCK.instant().plusSeconds(seconds).atOffset(ZoneOffset.UTC));
        Answer answer = provider.raw(
                consumer.did, "/dsp/transfers/request", request("c-1").toString(), date);
        assertThat(answer.status()).isEqualTo(status);
        if (status == 400) {
            assertError(answer, 400);
            assertThat(answer.json().path("code").asString()).isEqualTo("CLOCK");
        }
    }

    @Test
    void idsThatNoDatabaseCanHoldAreUnknownAndNoFaultOfTheNode() {
        assertThat(provider.get(consumer.did, "/dsp/transfers/a%00b").status()).isEqualTo(404);
        assertError(send(consumer.did, request("c\0")), 400);
        assertError(send(consumer.did, request("c-1").put("agreementId", "urn:a\0")), 400);
    }

    @Test
    void aMessageOfAnotherTypeThanItsPathSaysIsRefused() {
        String pid = requested("c-1");
        assertError(send(consumer.did, "termination", "TransferCompletionMessage", pid, "c-1"), 400);
    }

    @Test
    void afterTheEndNothingIsTaken() {
        String pid = requested("c-1");
        assertThat(send(consumer.did, "termination", "TransferTerminationMessage", pid, "c-1")
                        .status())
                .isEqualTo(200);
        assertThat(provider.state()).isEqualTo(TransferState.TERMINATED);
        assertError(send(consumer.did, "start", "TransferStartMessage", pid, "c-1"), 400);
        assertError(send(consumer.did, "completion", "TransferCompletionMessage", pid, "c-1"), 400);
        assertError(send(consumer.did, "suspension", "TransferSuspensionMessage", pid, "c-1"), 400);
        assertThat(provider.transfer().process().timeline()).hasSize(2);
    }

    @Test
    void aRepeatedMessageIsAnsweredAndChangesNothing() {
        String pid = requested("c-1");
        provider.line = sending ->
                new eu.twintown.node.http.outgoing.OutgoingClient.Response(200, java.util.Map.of(), new byte[0]);
        provider.parts.protocol().start(pid, "steward");
        for (int i = 0; i < 2; i++) {
            assertThat(send(consumer.did, "suspension", "TransferSuspensionMessage", pid, "c-1")
                            .status())
                    .isEqualTo(200);
            assertThat(provider.transfer().process().timeline()).hasSize(3);
        }
        for (int i = 0; i < 2; i++) {
            assertThat(send(consumer.did, "start", "TransferStartMessage", pid, "c-1")
                            .status())
                    .isEqualTo(200);
            assertThat(provider.transfer().process().timeline()).hasSize(4);
        }
        assertThat(send(consumer.did, "suspension", "TransferSuspensionMessage", pid, "c-1")
                        .status())
                .as("a second suspension, with the very same words")
                .isEqualTo(200);
        assertThat(provider.state()).isEqualTo(TransferState.SUSPENDED);
    }

    @Test
    void whatThisSideHasSuspendedTheOtherCannotResume() {
        String pid = requested("c-1");
        provider.line = sending ->
                new eu.twintown.node.http.outgoing.OutgoingClient.Response(200, java.util.Map.of(), new byte[0]);
        provider.parts.protocol().start(pid, "steward");
        provider.parts.protocol().suspend(pid, "steward", "", "");
        assertError(send(consumer.did, "start", "TransferStartMessage", pid, "c-1"), 400);
        assertThat(provider.state()).isEqualTo(TransferState.SUSPENDED);
    }

    @Test
    void theManagementApiAsksStartsAndShowsTransfers() {
        Answer made = consumer.ask(
                "POST",
                "/api/transfers",
                "{\"agreement\": \"" + AGREEMENT + "\", \"format\": \"NgsiLd-PULL\"}",
                "Content-Type",
                "application/json");
        assertThat(made.status()).isEqualTo(201);
        String id = made.json().path("id").asString();
        assertThat(made.headers().firstValue("Location")).contains("/api/transfers/" + id);
        await().until(() -> provider.parts.transfers().count() == 1);
        String pid = provider.transfer().id();
        assertThat(provider.ask("POST", "/api/transfers/" + pid + "/start", "").status())
                .isEqualTo(200);
        await().until(() -> consumer.state() == TransferState.STARTED);
        Answer ended = consumer.ask(
                "POST",
                "/api/transfers/" + id + "/terminate",
                "{\"reason\": \"Done with it\"}",
                "Content-Type",
                "application/json");
        assertThat(ended.json().path("state").asString()).isEqualTo("TERMINATED");
        await().until(() -> provider.state() == TransferState.TERMINATED);
        Answer list = provider.ask("GET", "/api/transfers?agreement=" + AGREEMENT, "");
        assertThat(list.json()).hasSize(1);
        assertThat(list.json().get(0).path("timeline").size()).isEqualTo(3);
        assertThat(list.json().get(0).path("timeline").get(2).path("reason").asString())
                .isEqualTo("Done with it");
        assertThat(consumer.ask("POST", "/api/transfers/" + id + "/resume", "").status())
                .isEqualTo(409);
        assertThat(consumer.ask("GET", "/api/transfers/none", "").status()).isEqualTo(404);
        assertThat(consumer.ask("POST", "/api/transfers", "{}", "Content-Type", "application/json")
                        .status())
                .isEqualTo(400);
        assertThat(consumer.ask("GET", "/api/transfers/" + id, "").body())
                .as("no tokens are shown")
                .doesNotContain("eyJ")
                .doesNotContain("ttr_");
    }

    @Test
    void underAnAgreementAsProviderNothingCanBeAskedFor() {
        assertThat(org.assertj.core.api.Assertions.catchThrowable(
                        () -> provider.parts.protocol().request(AGREEMENT, "NgsiLd-PULL", Optional.empty(), "steward")))
                .hasMessageContaining("no agreement");
    }
}
