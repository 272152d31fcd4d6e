package eu.twintown.node.dataspace.dsp.negotiation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import eu.twintown.node.dataspace.agreement.Agreement;
import eu.twintown.node.dataspace.agreement.AgreementState;
import eu.twintown.node.dataspace.dsp.DspNode;
import eu.twintown.node.dataspace.dsp.Policies;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A side dies at a message of the protocol and is started again on what it had stored: for each message, sender or
 * receiver, before or after it arrived. Both sides end in the same state, and no agreement is in force at the consumer
 * alone.
 */
class DyingPeersTest {
    private static final String DATASET = "urn:dataset:parkings";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private DspNode provider;
    private DspNode consumer;

    @BeforeEach
    void start() {
        provider = new DspNode("did:web:gent.example").start();
        consumer = new DspNode("did:web:muenster.example").start();
        provider.publish(DATASET, Policies.open("urn:offer:1"));
    }

    @AfterEach
    void stop() {
        consumer.close();
        provider.close();
    }

    /** Cuts the line of the sender at this message; then the victim dies, and later lives again. */
    private FaultyLine accident(String message, boolean sentByProvider, boolean senderDies, boolean arrives) {
        DspNode sender = sentByProvider ? provider : consumer;
        DspNode receiver = sentByProvider ? consumer : provider;
        DspNode victim = senderDies ? sender : receiver;
        FaultyLine line = new FaultyLine(message, arrives, () -> {
            // The sender is about to learn of the failure on this very thread; it dies beside it.
            CompletableFuture<Void> death = CompletableFuture.runAsync(victim::stop);
            if (victim != sender) {
                death.join();
            }
            death.thenRun(victim::start);
        });
        sender.line = line;
        return line;
    }

    private void bothEndAlike(FaultyLine line, NegotiationState state) {
        await().atMost(PATIENCE).until(line::hasHappened);
        await().atMost(PATIENCE).ignoreExceptions().untilAsserted(() -> {
            assertThat(consumer.last().map(Negotiation::state)).contains(state);
            assertThat(provider.last().map(Negotiation::state)).contains(state);
            assertThat(consumer.last().orElseThrow().process().outgoing()).isEmpty();
            assertThat(provider.last().orElseThrow().process().outgoing()).isEmpty();
        });
        assertThat(consumer.negotiations().count()).isEqualTo(1);
        assertThat(provider.negotiations().count()).isEqualTo(1);
    }

    private void bothHold(AgreementState state) {
        Optional<Agreement> mine = consumer.lastAgreement();
        Optional<Agreement> theirs = provider.lastAgreement();
        assertThat(mine.map(Agreement::state)).contains(state);
        assertThat(theirs.map(Agreement::state)).contains(state);
        assertThat(mine.orElseThrow().policy()).isEqualTo(theirs.orElseThrow().policy());
        assertThat(provider.agreements().count()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "ContractRequestMessage, false, false, false",
        "ContractRequestMessage, false, false, true",
        "ContractRequestMessage, false, true, false",
        "ContractRequestMessage, false, true, true",
        "ContractAgreementMessage, true, false, false",
        "ContractAgreementMessage, true, false, true",
        "ContractAgreementMessage, true, true, false",
        "ContractAgreementMessage, true, true, true",
        "ContractAgreementVerificationMessage, false, false, false",
        "ContractAgreementVerificationMessage, false, false, true",
        "ContractAgreementVerificationMessage, false, true, false",
        "ContractAgreementVerificationMessage, false, true, true",
        "FINALIZED, true, false, false",
        "FINALIZED, true, false, true",
        "FINALIZED, true, true, false",
        "FINALIZED, true, true, true"
    })
    void anAgreementComesAboutWhoeverDiesWhenever(
            String message, boolean sentByProvider, boolean senderDies, boolean arrives) {
        FaultyLine line = accident(message, sentByProvider, senderDies, arrives);
        consumer.negotiations()
                .request(provider.id, provider.base(), DATASET, Policies.open("urn:offer:1"), "local:anna");
        bothEndAlike(line, NegotiationState.FINALIZED);
        bothHold(AgreementState.IN_FORCE);
    }

    @ParameterizedTest
    @CsvSource({
        "ContractOfferMessage, true, false, false",
        "ContractOfferMessage, true, false, true",
        "ContractOfferMessage, true, true, false",
        "ContractOfferMessage, true, true, true",
        "ACCEPTED, false, false, false",
        "ACCEPTED, false, false, true",
        "ACCEPTED, false, true, false",
        "ACCEPTED, false, true, true"
    })
    void soDoesAnOfferThatIsAccepted(String message, boolean sentByProvider, boolean senderDies, boolean arrives) {
        consumer.decisions = automatic -> negotiation ->
                negotiation.state() == NegotiationState.OFFERED ? new Decision.Accept() : automatic.decide(negotiation);
        FaultyLine line = accident(message, sentByProvider, senderDies, arrives);
        provider.negotiations()
                .offer(consumer.id, consumer.base(), DATASET, Policies.open("urn:offer:1"), "local:steward");
        bothEndAlike(line, NegotiationState.FINALIZED);
        bothHold(AgreementState.IN_FORCE);
    }

    @ParameterizedTest
    @CsvSource({"false, false", "false, true", "true, false", "true, true"})
    void aTerminationArrivesWhoeverDies(boolean senderDies, boolean arrives) {
        consumer.decisions = automatic -> negotiation -> negotiation.state() == NegotiationState.AGREED
                ? new Decision.Terminate("NO", "We do not want it any more")
                : automatic.decide(negotiation);
        FaultyLine line = accident("ContractNegotiationTerminationMessage", false, senderDies, arrives);
        consumer.negotiations()
                .request(provider.id, provider.base(), DATASET, Policies.open("urn:offer:1"), "local:anna");
        bothEndAlike(line, NegotiationState.TERMINATED);
        assertThat(provider.lastAgreement().map(Agreement::state)).contains(AgreementState.ENDED);
        assertThat(consumer.lastAgreement().map(Agreement::state)).isNotEqualTo(Optional.of(AgreementState.IN_FORCE));
    }
}
