package eu.twintown.node.dataspace.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import eu.twintown.node.dataspace.agreement.AgreementState;
import eu.twintown.node.dataspace.transfer.token.AgreementAccess.DataAccess;
import eu.twintown.node.trust.Principal;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two nodes: a transfer that the consumer pulls, from request to its end. */
class PullTest {
    private static final String AGREEMENT = "urn:agreement:1";

    private volatile Instant now = Instant.parse("2026-11-22T12:00:00Z");
    private final InstantSource clock = () -> now;
    private final TransferNode provider = TransferNode.start("muenster", clock);
    private final TransferNode consumer = TransferNode.start("ghent", clock);

    @BeforeEach
    void agree() {
        TransferNode.agree(provider, consumer, AGREEMENT, TransferNode.DATASET);
    }

    @AfterEach
    void close() {
        consumer.close();
        provider.close();
    }

    private Transfer started() {
        Transfer transfer = consumer.parts.protocol().request(AGREEMENT, "NgsiLd-PULL", Optional.empty(), "steward");
        await().until(() -> consumer.state() == TransferState.STARTED);
        return transfer;
    }

    private String token() {
        return consumer.parts.access().access(AGREEMENT).orElseThrow().token();
    }

    @Test
    void aRequestUnderAnAgreementInForceIsStartedAndOpensTheEndpoint() {
        started();
        DataAccess access = consumer.parts.access().access(AGREEMENT).orElseThrow();
        assertThat(access.endpoint()).hasToString(provider.url() + "/ngsi-ld/v1");
        assertThat(provider.probe(access.token())).isEqualTo(204);
        Principal caller = provider.probed.getLast();
        assertThat(caller.kind()).isEqualTo(Principal.Kind.PARTICIPANT);
        assertThat(caller.id()).isEqualTo(consumer.did);
        assertThat(caller.attribute("agreement")).containsExactly(AGREEMENT);
        assertThat(caller.attribute("transfer"))
                .containsExactly(provider.transfer().id());
        assertThat(caller.attribute("credential")).as("what it proved").containsExactly("MembershipCredential");
    }

    @Test
    void bothSidesSuspendResumeAndEndATransfer() {
        Transfer transfer = started();
        String token = token();
        provider.parts.protocol().suspend(provider.transfer().id(), "steward", "", "Maintenance");
        assertThat(provider.probe(token)).as("at once").isEqualTo(401);
        await().until(() -> consumer.state() == TransferState.SUSPENDED);
        assertThat(consumer.transfer().last().reason()).isEqualTo("Maintenance");
        assertThat(consumer.parts.access().access(AGREEMENT)).isEmpty();
        provider.parts.protocol().resume(provider.transfer().id(), "steward");
        await().until(() -> consumer.state() == TransferState.STARTED);
        assertThat(provider.probe(token())).isEqualTo(204);
        consumer.parts.protocol().suspend(transfer.id(), "steward", "", "");
        await().until(() -> provider.state() == TransferState.SUSPENDED);
        consumer.parts.protocol().resume(transfer.id(), "steward");
        await().until(() -> provider.state() == TransferState.STARTED);
        consumer.parts.protocol().complete(transfer.id(), "steward");
        await().until(() -> provider.state() == TransferState.COMPLETED);
        assertThat(provider.probe(token)).isEqualTo(401);
    }

    @Test
    void theEndOfTheAgreementAtTheProviderEndsTransfersAndAgreementOnBothSides() {
        started();
        String token = token();
        provider.agreements.change(AGREEMENT, AgreementState.ENDED, "steward", "The pilot is over");
        assertThat(provider.probe(token)).as("at once").isEqualTo(401);
        assertThat(provider.state()).isEqualTo(TransferState.TERMINATED);
        await().until(() -> consumer.state() == TransferState.TERMINATED);
        await().untilAsserted(() -> assertThat(
                        consumer.agreements.find(AGREEMENT).orElseThrow().last())
                .satisfies(event -> {
                    assertThat(event.state()).isEqualTo(AgreementState.ENDED);
                    assertThat(event.by()).isEqualTo(provider.did);
                    assertThat(event.reason()).isEqualTo("The pilot is over");
                }));
    }

    @Test
    void theEndOfTheAgreementAtTheConsumerEndsTransfersAndAgreementOnBothSides() {
        started();
        consumer.agreements.change(AGREEMENT, AgreementState.ENDED, "steward", "No need any more");
        await().until(() -> provider.state() == TransferState.TERMINATED);
        await().until(() -> provider.agreements.find(AGREEMENT).orElseThrow().state() == AgreementState.ENDED);
    }

    @Test
    void aSuspendedAgreementSuspendsItsTransfersAndComesBackWithThem() {
        started();
        String token = token();
        provider.agreements.change(AGREEMENT, AgreementState.SUSPENDED, "steward", "A question");
        assertThat(provider.probe(token)).as("at once").isEqualTo(401);
        await().until(() -> consumer.agreements.find(AGREEMENT).orElseThrow().state() == AgreementState.SUSPENDED);
        assertThat(consumer.state()).isEqualTo(TransferState.SUSPENDED);
        provider.agreements.change(AGREEMENT, AgreementState.IN_FORCE, "steward", "");
        await().until(() -> consumer.state() == TransferState.STARTED);
        await().until(() -> consumer.agreements.find(AGREEMENT).orElseThrow().state() == AgreementState.IN_FORCE);
        assertThat(provider.probe(token())).isEqualTo(204);
    }

    @Test
    void theTokenRenewsItselfShortlyBeforeItEnds() {
        started();
        String first = token();
        now = now.plusSeconds(200);
        assertThat(token()).isEqualTo(first);
        now = now.plusSeconds(80);
        String second = token();
        assertThat(second).isNotEqualTo(first);
        assertThat(provider.probe(second)).isEqualTo(204);
        now = now.plusSeconds(281);
        assertThat(provider.probe(first))
                .as("five minutes and the tolerance are over")
                .isEqualTo(401);
        assertThat(token()).isNotEqualTo(second);
    }

    @Test
    void aRefusedTokenIsReplacedByAnother() {
        started();
        String first = token();
        consumer.parts.access().renew(AGREEMENT);
        assertThat(List.of(token())).doesNotContain(first);
        assertThat(provider.probe(token())).isEqualTo(204);
    }
}
