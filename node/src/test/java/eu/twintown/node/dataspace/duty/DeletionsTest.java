package eu.twintown.node.dataspace.duty;

import static eu.twintown.node.dataspace.TestAgreements.GHENT;
import static eu.twintown.node.dataspace.TestAgreements.MUENSTER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import eu.twintown.kernel.entity.Entity;
import eu.twintown.kernel.entity.EntityParser;
import eu.twintown.kernel.jsonld.Context;
import eu.twintown.kernel.policy.evaluation.Deontic;
import eu.twintown.kernel.policy.evaluation.DutyRecord;
import eu.twintown.kernel.query.EntityFilter;
import eu.twintown.kernel.query.TemporalQuery;
import eu.twintown.node.dataspace.TestAgreements;
import eu.twintown.node.dataspace.TestIdentities;
import eu.twintown.node.dataspace.agreement.AgreementState;
import eu.twintown.node.dataspace.agreement.Agreements;
import eu.twintown.node.dataspace.agreement.Side;
import eu.twintown.node.dataspace.copy.Copies;
import eu.twintown.node.dataspace.dsp.delivery.DeliverySettings;
import eu.twintown.node.dataspace.letter.Letters;
import eu.twintown.node.dataspace.letter.Received;
import eu.twintown.node.dataspace.letter.Seals;
import eu.twintown.node.dataspace.timer.Timers;
import eu.twintown.node.http.outgoing.OutgoingClient;
import eu.twintown.store.StoreFixture;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** The consumer Ghent deletes what it got from Münster, and tells it with receipts; both sides over real stores. */
class DeletionsTest {
    private static final String ID = "urn:uuid:6f2f9a2e-0000-4000-8000-00000000000d";
    private static final InstantSource CLOCK = InstantSource.system();
    private static final String AFTER_A_SECOND = """
            "permission": [{"action": "use", "duty": [{"action": "delete",
              "constraint": {"leftOperand": "elapsedTime", "operator": "gteq",
                             "rightOperand": {"@value": "PT1S", "@type": "xsd:duration"}}}]}]""";
    private static final String AT_THE_END = """
            "permission": [{"action": "use", "duty": [{"action": "delete"}]}]""";

    private final TestIdentities identities = new TestIdentities(MUENSTER, GHENT);
    private final City ghent = new City(Side.CONSUMER, identities.seals(GHENT));
    private final City muenster = new City(Side.PROVIDER, identities.seals(MUENSTER));
    private volatile boolean line = true;

    /** One side. */
    private final class City implements AutoCloseable {
        final StoreFixture store = StoreFixture.open();
        final Timers timers = new Timers(CLOCK);
        final Agreements agreements = new Agreements(store.store().documents(), CLOCK);
        final Copies copies = new Copies(
                store.store().entities(), store.store().history(), store.store().documents(), CLOCK);
        final Duties duties = new Duties(store.store().documents(), agreements, id -> Optional.empty(), CLOCK);
        final Side side;
        final Received received;
        final Letters letters;
        final Deletions deletions;

        City(Side side, Seals seals) {
            this.side = side;
            this.received = new Received(agreements, seals);
            this.letters = new Letters(
                    store.store().processes(),
                    (to, request) -> new OutgoingClient.Response(arrive(request), Map.of(), new byte[0]),
                    DeliverySettings.DEFAULT,
                    CLOCK);
            letters.start();
            this.deletions =
                    new Deletions(new Deletions.Parts(duties, agreements, copies, seals, letters, timers), CLOCK);
        }

        void agree(String rules, Instant at) {
            agreements.add(TestAgreements.of(ID, side, AgreementState.IN_FORCE, at, rules));
            deletions.start();
        }

        Duty duty() {
            return duties.list(Optional.of(ID)).getFirst();
        }

        @Override
        public void close() {
            timers.close();
            letters.close();
            store.close();
        }
    }

    /** What Münster does with a letter from Ghent. */
    private int arrive(OutgoingClient.Request request) {
        if (!line) {
            return 503;
        }
        Received.Statement statement = muenster.received.verify(
                JsonMapper.shared().readTree(request.body()), GHENT, Deletions.RECEIPT, Side.PROVIDER);
        muenster.deletions.receipt(statement.agreement(), statement.content(), statement.compact());
        return 202;
    }

    @AfterEach
    void close() {
        ghent.close();
        muenster.close();
        identities.close();
    }

    private static Entity parking(int number) {
        return EntityParser.parse(
                """
                {"id": "urn:p:%d", "type": "Parking", "free": {"type": "Property", "value": %d}}""".formatted(number, number).getBytes(StandardCharsets.UTF_8),
                Context.core(),
                EntityParser.Mode.ENTITY);
    }

    private long copies() {
        return ghent.store
                .store()
                .entities()
                .query(Copies.tenant(ID), EntityFilter.ALL, 0, 0, true)
                .total()
                .orElse(0);
    }

    @Test
    void copiesAreDeletedInTimeWithTheirHistoryAndTheProviderHasASignedReceipt() {
        ghent.copies.put(ID, List.of(parking(1), parking(2)), Set.of());
        muenster.agree(AFTER_A_SECOND, Instant.now());
        ghent.agree(AFTER_A_SECOND, Instant.now());
        assertThat(copies()).isEqualTo(2);
        assertThat(ghent.duties.records(ID)).extracting(DutyRecord::deontic).containsExactly(Deontic.NON_SET);

        await().atMost(Duration.ofSeconds(10)).until(() -> copies() == 0);
        await().until(() -> ghent.store
                .store()
                .history()
                .read(Copies.tenant(ID), "urn:p:1", List.of(), TemporalQuery.ALL)
                .isEmpty());
        await().until(() -> !muenster.duty().receipts().isEmpty());
        assertThat(muenster.duty().receipts().getFirst().entities()).isEqualTo(2);
        assertThat(muenster.duty().receipts().getFirst().statement())
                .isEqualTo(ghent.duty().receipts().getFirst().statement());
        assertThat(muenster.duty().state()).isEqualTo(Duty.State.ACCEPTED);
        assertThat(muenster.duty().id()).isEqualTo(ghent.duty().id());
    }

    @Test
    void whatComesLaterIsDeletedLaterAndTheLastReceiptFulfilsTheDuty() {
        muenster.agree(AFTER_A_SECOND, Instant.now());
        ghent.agree(AFTER_A_SECOND, Instant.now());
        await().atMost(Duration.ofSeconds(10))
                .until(() -> !ghent.duty().receipts().isEmpty());
        assertThat(ghent.duty().receipts().getFirst().entities()).isZero();

        ghent.copies.put(ID, List.of(parking(3)), Set.of());
        ghent.deletions.received(ID);
        await().atMost(Duration.ofSeconds(10)).until(() -> copies() == 0);

        ghent.agreements.change(ID, AgreementState.ENDED, GHENT, "");
        await().atMost(Duration.ofSeconds(10)).until(() -> ghent.duty().state() == Duty.State.FULFILLED);
        await().atMost(Duration.ofSeconds(10)).until(() -> muenster.duty().state() == Duty.State.FULFILLED);
        assertThat(muenster.duties.records(ID)).extracting(DutyRecord::deontic).containsExactly(Deontic.FULFILLED);
    }

    @Test
    void withoutATimeEverythingGoesWhenTheAgreementEnds() {
        ghent.copies.put(ID, List.of(parking(1)), Set.of());
        muenster.agree(AT_THE_END, Instant.now());
        ghent.agree(AT_THE_END, Instant.now());
        assertThat(ghent.duty().dueAt()).isEmpty();
        muenster.agreements.change(ID, AgreementState.ENDED, MUENSTER, "");
        ghent.agreements.change(ID, AgreementState.ENDED, MUENSTER, "");
        await().atMost(Duration.ofSeconds(10)).until(() -> copies() == 0);
        await().atMost(Duration.ofSeconds(10)).until(() -> muenster.duty().state() == Duty.State.FULFILLED);
    }

    @Test
    void aReceiptThatCannotBeDeliveredGoesOutLater() {
        line = false;
        muenster.agree(AFTER_A_SECOND, Instant.now());
        ghent.agree(AFTER_A_SECOND, Instant.now());
        await().atMost(Duration.ofSeconds(10))
                .until(() -> !ghent.duty().receipts().isEmpty());
        assertThat(muenster.duty().receipts()).isEmpty();
        line = true;
        await().atMost(Duration.ofSeconds(20))
                .until(() -> !muenster.duty().receipts().isEmpty());
    }

    @Test
    void whereNoReceiptComesInTimeTheDutyIsViolatedAtTheProvider() {
        muenster.agree(AFTER_A_SECOND, Instant.now().minusSeconds(3_600));
        await().atMost(Duration.ofSeconds(10)).until(() -> muenster.duty().state() == Duty.State.VIOLATED);
        assertThat(muenster.duties.records(ID)).extracting(DutyRecord::deontic).containsExactly(Deontic.VIOLATED);

        // The receipt comes late: the duty stands again.
        ghent.agree(AFTER_A_SECOND, Instant.now().minusSeconds(3_600));
        await().atMost(Duration.ofSeconds(10)).until(() -> muenster.duty().state() == Duty.State.ACCEPTED);
    }

    @Test
    void theSameReceiptTwiceIsKeptOnce() {
        muenster.agree(AFTER_A_SECOND, Instant.now());
        ghent.agree(AFTER_A_SECOND, Instant.now());
        await().atMost(Duration.ofSeconds(10))
                .until(() -> !muenster.duty().receipts().isEmpty());
        String statement = ghent.duty().receipts().getFirst().statement();
        var claims = muenster.received.verify(
                JsonMapper.shared().createObjectNode().put("statement", statement),
                GHENT,
                Deletions.RECEIPT,
                Side.PROVIDER);
        muenster.deletions.receipt(claims.agreement(), claims.content(), statement);
        assertThat(muenster.duty().receipts()).hasSize(1);
    }
}
