package eu.twintown.node.dataspace.dsp.negotiation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import eu.twintown.kernel.policy.Policy;
import eu.twintown.node.dataspace.agreement.AgreementState;
import eu.twintown.node.dataspace.dsp.DspNode;
import eu.twintown.node.dataspace.dsp.Policies;
import eu.twintown.node.trust.recipient.RecipientFacts;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two nodes negotiate over HTTP, on all paths of the protocol. */
class TwoNodesTest {
    static final String DATASET = "urn:dataset:parkings";
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private DspNode provider;
    private DspNode consumer;

    @BeforeEach
    void start() {
        provider = new DspNode("did:web:gent.example").start();
        consumer = new DspNode("did:web:muenster.example").start();
    }

    @AfterEach
    void stop() {
        consumer.close();
        provider.close();
    }

    private Negotiation request(Policy terms) {
        return consumer.negotiations().request(provider.id, provider.base(), DATASET, terms, "local:anna");
    }

    private void bothReach(String pid, NegotiationState state) {
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(consumer.negotiation(pid).state()).isEqualTo(state);
            assertThat(provider.last().orElseThrow().state()).isEqualTo(state);
            assertThat(consumer.negotiation(pid).process().outgoing()).isEmpty();
            assertThat(provider.last().orElseThrow().process().outgoing()).isEmpty();
        });
    }

    @Test
    void whatIsOnOfferIsAgreedAndBothSidesHoldTheSameAgreement() {
        Policy offer = Policies.until("urn:offer:1", 2030);
        provider.publish(DATASET, Policies.open("urn:offer:0"), offer);

        Negotiation begun = request(offer);
        bothReach(begun.id(), NegotiationState.FINALIZED);

        assertThat(consumer.lastAgreement()).hasValueSatisfying(mine -> {
            assertThat(mine.state()).isEqualTo(AgreementState.IN_FORCE);
            assertThat(mine.counterparty()).isEqualTo(provider.id);
            assertThat(mine.dataset()).isEqualTo(DATASET);
            assertThat(provider.lastAgreement()).hasValueSatisfying(theirs -> {
                assertThat(theirs.policy()).isEqualTo(mine.policy());
                assertThat(theirs.state()).isEqualTo(AgreementState.IN_FORCE);
                assertThat(theirs.counterparty()).isEqualTo(consumer.id);
            });
        });
        assertThat(consumer.negotiation(begun.id()).process().peerPid())
                .isEqualTo(provider.last().orElseThrow().id());
    }

    @Test
    void theSameTermsUnderOtherNamesAndInAnotherOrderAreTheSame() {
        provider.publish(DATASET, Policies.read("""
                {"@context": "http://www.w3.org/ns/odrl.jsonld", "@type": "Offer", "@id": "urn:offer:1",
                 "permission": [{"action": "use"}, {"action": "distribute"}]}"""));
        Negotiation begun = request(Policies.read("""
                {"@context": "http://www.w3.org/ns/odrl.jsonld", "@type": "Offer", "@id": "urn:mine",
                 "permission": [{"@id": "urn:x", "action": "distribute"}, {"@id": "urn:y", "action": "use"}]}"""));
        bothReach(begun.id(), NegotiationState.FINALIZED);
    }

    @Test
    void otherTermsWaitForAPersonWhoAgrees() {
        provider.publish(DATASET, Policies.until("urn:offer:1", 2030));
        Negotiation begun = request(Policies.until("urn:offer:1", 2040));
        await().atMost(PATIENCE)
                .until(() ->
                        !consumer.negotiation(begun.id()).process().peerPid().isEmpty());
        Negotiation theirs = provider.last().orElseThrow();
        assertThat(theirs.state()).isEqualTo(NegotiationState.REQUESTED);

        provider.negotiations().act(theirs.id(), new Decision.Agree(theirs.offer()), "local:steward");
        bothReach(begun.id(), NegotiationState.FINALIZED);
        assertThat(Terms.same(consumer.lastAgreement().orElseThrow().policy(), Policies.until("urn:x", 2040)))
                .isTrue();
    }

    @Test
    void otherTermsGetACounterOfferWhichTheConsumerAccepts() {
        provider.counterOffers = true;
        provider.publish(DATASET, Policies.until("urn:offer:1", 2030));
        Negotiation begun = request(Policies.until("urn:offer:1", 2040));
        bothReach(begun.id(), NegotiationState.OFFERED);
        assertThat(Terms.same(consumer.negotiation(begun.id()).offer(), Policies.until("urn:x", 2030)))
                .isTrue();

        consumer.negotiations().act(begun.id(), new Decision.Accept(), "local:anna");
        bothReach(begun.id(), NegotiationState.FINALIZED);
        assertThat(Terms.same(provider.lastAgreement().orElseThrow().policy(), Policies.until("urn:x", 2030)))
                .isTrue();
    }

    @Test
    void aCounterOfferIsAnsweredByAnotherRequest() {
        provider.counterOffers = true;
        provider.publish(DATASET, Policies.until("urn:offer:1", 2030));
        Negotiation begun = request(Policies.until("urn:offer:1", 2040));
        bothReach(begun.id(), NegotiationState.OFFERED);

        consumer.negotiations()
                .act(begun.id(), new Decision.Counter(Policies.until("urn:offer:1", 2035)), "local:anna");
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(consumer.negotiation(begun.id()).rounds()).isEqualTo(4));
        bothReach(begun.id(), NegotiationState.OFFERED);
        consumer.negotiations()
                .act(begun.id(), new Decision.Counter(Policies.until("urn:offer:1", 2030)), "local:anna");
        bothReach(begun.id(), NegotiationState.FINALIZED);
    }

    @Test
    void theProviderBeginsAndTheConsumerAccepts() {
        provider.publish(DATASET, Policies.open("urn:offer:1"));
        Negotiation begun = provider.negotiations()
                .offer(consumer.id, consumer.base(), DATASET, Policies.open("urn:offer:1"), "local:steward");
        await().atMost(PATIENCE).until(() -> consumer.last().isPresent());
        Negotiation theirs = consumer.last().orElseThrow();
        assertThat(theirs.state()).isEqualTo(NegotiationState.OFFERED);

        consumer.negotiations().act(theirs.id(), new Decision.Accept(), "local:anna");
        bothReach(theirs.id(), NegotiationState.FINALIZED);
        assertThat(provider.negotiation(begun.id()).process().peerPid()).isEqualTo(theirs.id());
    }

    @Test
    void whoDoesNotHoldTheCredentialIsRefusedWithTheReason() {
        provider.publish(DATASET, Policies.members("urn:offer:1", "MembershipCredential"));
        Negotiation begun = request(Policies.members("urn:offer:1", "MembershipCredential"));
        bothReach(begun.id(), NegotiationState.TERMINATED);

        Negotiation mine = consumer.negotiation(begun.id());
        assertThat(mine.code()).isEqualTo("NOT_ENTITLED");
        assertThat(mine.process().timeline().getLast().reason()).isNotBlank();
        assertThat(provider.lastAgreement()).isEmpty();
        assertThat(consumer.lastAgreement()).isEmpty();
    }

    @Test
    void whoHoldsTheCredentialAgreesWhateverThePurposeOfLaterRequests() {
        provider.recipients.put(
                consumer.id,
                new RecipientFacts(
                        List.of(consumer.id), List.of(), List.of("MembershipCredential"), List.of(), Instant.MAX));
        provider.publish(DATASET, Policies.members("urn:offer:1", "MembershipCredential"));
        Negotiation begun = request(Policies.members("urn:offer:1", "MembershipCredential"));
        bothReach(begun.id(), NegotiationState.FINALIZED);
    }

    @Test
    void bothSidesTerminateAtOnce() {
        provider.publish(DATASET, Policies.until("urn:offer:1", 2030));
        Negotiation begun = request(Policies.until("urn:offer:1", 2040));
        await().atMost(PATIENCE).until(() -> provider.last().isPresent());
        await().atMost(PATIENCE)
                .until(() ->
                        !consumer.negotiation(begun.id()).process().peerPid().isEmpty());
        Decision no = new Decision.Terminate("NO", "We do not want it any more");
        String theirs = provider.last().orElseThrow().id();

        Thread one = Thread.startVirtualThread(() -> consumer.negotiations().act(begun.id(), no, "local:anna"));
        provider.negotiations().act(theirs, no, "local:steward");
        await().atMost(PATIENCE).until(() -> !one.isAlive());
        bothReach(begun.id(), NegotiationState.TERMINATED);
    }

    @Test
    void aTerminationAfterTheAgreementEndsItOnBothSides() {
        provider.publish(DATASET, Policies.open("urn:offer:1"));
        consumer.decisions = automatic -> negotiation ->
                negotiation.state() == NegotiationState.AGREED ? new Decision.Wait() : automatic.decide(negotiation);
        Negotiation begun = request(Policies.open("urn:offer:1"));
        bothReach(begun.id(), NegotiationState.AGREED);
        assertThat(consumer.lastAgreement().orElseThrow().state()).isEqualTo(AgreementState.PENDING);
        assertThat(provider.lastAgreement().orElseThrow().state()).isEqualTo(AgreementState.PENDING);

        consumer.negotiations()
                .act(begun.id(), new Decision.Terminate("NO", "We do not want it any more"), "local:anna");
        bothReach(begun.id(), NegotiationState.TERMINATED);
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(consumer.lastAgreement().orElseThrow().state()).isEqualTo(AgreementState.ENDED);
            assertThat(provider.lastAgreement().orElseThrow().state()).isEqualTo(AgreementState.ENDED);
        });
    }

    @Test
    void anUnknownDatasetIsRefusedAtOnce() {
        Negotiation begun = request(Policies.open("urn:offer:1"));
        await().atMost(PATIENCE).untilAsserted(() -> {
            Negotiation mine = consumer.negotiation(begun.id());
            assertThat(mine.state()).isEqualTo(NegotiationState.TERMINATED);
            assertThat(mine.code()).isEqualTo("REFUSED");
            assertThat(mine.process().timeline().getLast().reason()).contains(DATASET);
        });
    }
}
