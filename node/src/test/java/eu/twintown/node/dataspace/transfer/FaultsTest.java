package eu.twintown.node.dataspace.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import eu.twintown.node.dataspace.agreement.Agreement;
import eu.twintown.node.dataspace.agreement.AgreementState;
import eu.twintown.node.dataspace.agreement.Side;
import eu.twintown.node.dataspace.transfer.TransferNode.Sending;
import eu.twintown.node.http.outgoing.OutgoingClient;
import eu.twintown.node.http.outgoing.OutgoingException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A line that fails at each message of the protocol in turn, in both roles, and both sides acting at once. */
class FaultsTest {
    private static final String AGREEMENT = "urn:agreement:1";
    private static final InstantSource CLOCK = InstantSource.system();

    private final TransferNode provider = TransferNode.start("muenster", CLOCK);
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

    private Transfer request() {
        return consumer.parts.protocol().request(AGREEMENT, "NgsiLd-PULL", Optional.empty(), "steward");
    }

    private void start() {
        request();
        await().until(() -> consumer.state() == TransferState.STARTED);
    }

    private TransferNode node(Side side) {
        return side == Side.PROVIDER ? provider : consumer;
    }

    private static void act(TransferNode node, String kind) {
        String id = node.transfer().id();
        switch (kind) {
            case "suspension" -> node.parts.protocol().suspend(id, "steward", "", "Pause");
            case "start" -> node.parts.protocol().resume(id, "steward");
            case "completion" -> node.parts.protocol().complete(id, "steward");
            default -> node.parts.protocol().terminate(id, "steward", "", "Over");
        }
    }

    /** Twice nothing gets through, or an answer gets lost; then the line is there. */
    private static void breakLine(TransferNode node, String kind, boolean arrives) {
        AtomicInteger left = new AtomicInteger(2);
        node.line = sending -> {
            if (sending.kind().equals(kind) && left.getAndDecrement() > 0) {
                if (arrives) {
                    sending.go();
                }
                throw new OutgoingException(OutgoingException.Reason.UNREACHABLE, "The line is down");
            }
            return sending.go();
        };
    }

    private void assertBoth(TransferState state) {
        await().atMost(Duration.ofSeconds(15)).untilAsserted(() -> {
            assertThat(consumer.state()).isEqualTo(state);
            assertThat(provider.state()).isEqualTo(state);
            assertThat(consumer.transfer().process().outgoing()).isEmpty();
            assertThat(provider.transfer().process().outgoing()).isEmpty();
        });
    }

    @ParameterizedTest(name = "the message arrives: {0}")
    @ValueSource(booleans = {true, false})
    void aLostRequestOrAnswerToItIsMadeGood(boolean arrives) {
        breakLine(consumer, "request", arrives);
        request();
        assertBoth(TransferState.STARTED);
        assertThat(provider.parts.transfers().count()).isEqualTo(1);
        String token = consumer.parts.access().access(AGREEMENT).orElseThrow().token();
        assertThat(provider.probe(token)).isEqualTo(204);
    }

    @ParameterizedTest(name = "the message arrives: {0}")
    @ValueSource(booleans = {true, false})
    void aLostStartOrAnswerToItIsMadeGoodAndTheLastTokenCounts(boolean arrives) {
        breakLine(provider, "start", arrives);
        request();
        assertBoth(TransferState.STARTED);
        String token = consumer.parts.access().access(AGREEMENT).orElseThrow().token();
        assertThat(provider.probe(token)).isEqualTo(204);
    }

    @ParameterizedTest(name = "{1} of the {0}, it arrives: {2}")
    @CsvSource({
        "PROVIDER, suspension, true, SUSPENDED",
        "PROVIDER, suspension, false, SUSPENDED",
        "CONSUMER, suspension, true, SUSPENDED",
        "CONSUMER, suspension, false, SUSPENDED",
        "PROVIDER, completion, true, COMPLETED",
        "PROVIDER, completion, false, COMPLETED",
        "CONSUMER, completion, true, COMPLETED",
        "CONSUMER, completion, false, COMPLETED",
        "PROVIDER, termination, true, TERMINATED",
        "PROVIDER, termination, false, TERMINATED",
        "CONSUMER, termination, true, TERMINATED",
        "CONSUMER, termination, false, TERMINATED",
    })
    void aLostMessageOrAnswerIsMadeGood(Side side, String kind, boolean arrives, TransferState end) {
        start();
        breakLine(node(side), kind, arrives);
        act(node(side), kind);
        assertThat(node(side).state()).as("durable at once").isEqualTo(end);
        assertBoth(end);
    }

    @ParameterizedTest(name = "{0}, it arrives: {1}")
    @CsvSource({"PROVIDER, true", "PROVIDER, false", "CONSUMER, true", "CONSUMER, false"})
    void aLostResumptionIsMadeGood(Side side, boolean arrives) {
        start();
        act(node(side), "suspension");
        assertBoth(TransferState.SUSPENDED);
        breakLine(node(side), "start", arrives);
        act(node(side), "start");
        assertBoth(TransferState.STARTED);
    }

    @ParameterizedTest
    @CsvSource({
        "termination, termination, TERMINATED",
        "completion, completion, COMPLETED",
        "suspension, suspension, SUSPENDED",
    })
    void bothSidesActingAtOnceEndInTheSameState(String mine, String theirs, TransferState end) {
        start();
        CountDownLatch both = new CountDownLatch(2);
        consumer.line = sending -> together(both, sending);
        provider.line = sending -> together(both, sending);
        act(consumer, mine);
        act(provider, theirs);
        assertBoth(end);
    }

    @ParameterizedTest
    @CsvSource({
        "suspension, completion",
        "completion, suspension",
        "termination, suspension",
        "completion, termination",
    })
    void whenBothSidesActDifferentlyAtOnceNoDataFlowAndBothAreOver(String consumers, String providers) {
        start();
        String token = consumer.parts.access().access(AGREEMENT).orElseThrow().token();
        CountDownLatch both = new CountDownLatch(2);
        consumer.line = sending -> together(both, sending);
        provider.line = sending -> together(both, sending);
        act(consumer, consumers);
        act(provider, providers);
        await().atMost(Duration.ofSeconds(15))
                .until(() -> consumer.state().isOver() && provider.state().isOver());
        assertThat(provider.probe(token)).isEqualTo(401);
    }

    /** Holds the messages up until both sides have sent theirs. */
    private static OutgoingClient.Response together(CountDownLatch both, Sending sending) {
        both.countDown();
        try {
            assertThat(both.await(10, java.util.concurrent.TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return sending.go();
    }

    @Test
    void whoEndsTheAgreementWithoutALineClosesItsSideAtOnceAndTheOtherWhenTheLineIsBack() {
        start();
        String token = consumer.parts.access().access(AGREEMENT).orElseThrow().token();
        provider.line = sending -> {
            throw new OutgoingException(OutgoingException.Reason.UNREACHABLE, "No line");
        };
        provider.agreements.change(AGREEMENT, AgreementState.ENDED, "steward", "Over");
        assertThat(provider.probe(token)).isEqualTo(401);
        assertThat(consumer.state()).isEqualTo(TransferState.STARTED);
        provider.line = Sending::go;
        assertBoth(TransferState.TERMINATED);
        await().untilAsserted(
                        () -> assertThat(consumer.agreements.find(AGREEMENT).map(Agreement::state))
                                .contains(AgreementState.ENDED));
    }

    @Test
    void aRequestThatIsTakenBackBeforeItGotThroughEndsOnBothSides() {
        breakLine(consumer, "request", false);
        Transfer transfer = request();
        consumer.parts.protocol().terminate(transfer.id(), "steward", "", "Not needed");
        assertBoth(TransferState.TERMINATED);
    }

    @Test
    void aProviderThatRefusesARequestEndsTheTransferWithItsReason() {
        provider.agreements.change(AGREEMENT, AgreementState.SUSPENDED, "steward", "");
        request();
        await().atMost(Duration.ofSeconds(15)).until(() -> consumer.state() == TransferState.TERMINATED);
        assertThat(consumer.transfer().last().reason()).contains("SUSPENDED");
        assertThat(provider.parts.transfers().count()).isZero();
    }
}
