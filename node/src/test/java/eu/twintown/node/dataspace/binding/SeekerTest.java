package eu.twintown.node.dataspace.binding;

import static eu.twintown.node.dataspace.TestAgreements.DATASET;
import static eu.twintown.node.dataspace.TestAgreements.MUENSTER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import eu.twintown.kernel.policy.PolicyType;
import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.node.dataspace.TestAgreements;
import eu.twintown.node.dataspace.agreement.Agreement;
import eu.twintown.node.dataspace.agreement.AgreementState;
import eu.twintown.node.dataspace.agreement.Agreements;
import eu.twintown.node.dataspace.agreement.Side;
import eu.twintown.node.dataspace.timer.Lease;
import eu.twintown.node.dataspace.timer.Timers;
import eu.twintown.store.Store;
import eu.twintown.store.StoreFixture;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SeekerTest {
    private static final String ID = "urn:uuid:6f2f9a2e-0000-4000-8000-00000000000c";
    private static final String OPEN = "\"permission\": [{\"action\": \"use\"}]";
    private static final Duration LEASE = Duration.ofSeconds(2);
    private static final InstantSource CLOCK = InstantSource.system();

    private final StoreFixture store = StoreFixture.open();
    private final Agreements agreements = new Agreements(store.store().documents(), CLOCK);
    private final Timers timers = new Timers(CLOCK);
    private final List<String> begun = new CopyOnWriteArrayList<>();
    private final List<Agreement> inherited = new CopyOnWriteArrayList<>();
    private final AtomicInteger unreachable = new AtomicInteger();
    private volatile Optional<Dealings.Negotiation> negotiation = Optional.empty();
    private volatile boolean offered = true;
    private final Wish wish = wish("Car parks", Optional.empty());
    private final Seeker seeker = seeker(wish);

    @AfterEach
    void close() {
        timers.close();
        store.close();
    }

    private static Wish wish(String dataset, Optional<String> offer) {
        return new Wish(
                MUENSTER,
                Optional.empty(),
                dataset,
                offer,
                Optional.empty(),
                false,
                Optional.empty(),
                OptionalLong.empty());
    }

    private Seeker seeker(Wish one) {
        return seeker(one, store.store(), agreements, timers);
    }

    private Seeker seeker(Wish one, Store data, Agreements register, Timers own) {
        Dealings dealings = new Dealings(
                asked -> {
                    if (unreachable.getAndDecrement() > 0) {
                        throw ProblemException.badData("nobody answers", "");
                    }
                    return offered
                            ? Optional.of(new Dealings.Found(
                                    MUENSTER,
                                    URI.create("https://muenster.example/dsp"),
                                    DATASET,
                                    List.of(TestAgreements.policy("urn:uuid:offer", OPEN)
                                            .as(PolicyType.OFFER))))
                            : Optional.empty();
                },
                (participant, dataset) -> negotiation,
                (found, offer) -> {
                    begun.add(found.dataset() + " " + offer.id());
                    negotiation = Optional.of(new Dealings.Negotiation("n" + begun.size(), false, ""));
                });
        Lease.Ground leases = new Lease.Ground(data.documents(), "wish-lease", LEASE, CLOCK);
        return new Seeker(List.of(one), register, dealings, own, leases, inherited::add);
    }

    private Seeker.Status status() {
        return seeker.statuses()
                .getOrDefault(wish, new Seeker.Status(Seeker.State.SEARCHING, "", Optional.empty(), Optional.empty()));
    }

    private void awaitState(Seeker.State state) {
        await().until(() -> status().state() == state);
    }

    private void agree(AgreementState state) {
        agreements.add(TestAgreements.of(ID, Side.CONSUMER, state, Instant.now().minusSeconds(3_600), OPEN));
    }

    @Test
    void itNegotiatesOnceAndSeesTheAgreementThatComesOfIt() {
        seeker.start();
        awaitState(Seeker.State.NEGOTIATING);
        assertThat(begun).containsExactly(DATASET + " urn:uuid:offer");
        seeker.look(MUENSTER);
        agree(AgreementState.PENDING);
        await().until(() -> status().agreement().isPresent());
        agreements.change(ID, AgreementState.IN_FORCE, MUENSTER, "");
        awaitState(Seeker.State.AGREED);
        assertThat(begun).hasSize(1);
        assertThat(seeker.wish(agreements.find(ID).orElseThrow())).contains(wish);
    }

    @Test
    void anAgreementThatIsThereIsEnough() {
        agree(AgreementState.IN_FORCE);
        seeker.start();
        awaitState(Seeker.State.AGREED);
        assertThat(begun).isEmpty();
    }

    @Test
    void whatSomebodyEndedIsNotNegotiatedAgain() {
        agree(AgreementState.IN_FORCE);
        agreements.change(ID, AgreementState.ENDED, MUENSTER, "We need them ourselves");
        seeker.start();
        awaitState(Seeker.State.ENDED);
        assertThat(status().reason()).isEqualTo("We need them ourselves");
        assertThat(begun).isEmpty();
    }

    @Test
    void whatRanOutIsNegotiatedAnew() {
        agree(AgreementState.IN_FORCE);
        agreements.change(ID, AgreementState.ENDED, "time", "");
        seeker.start();
        awaitState(Seeker.State.NEGOTIATING);
        assertThat(begun).hasSize(1);
    }

    @Test
    void whatRanOutAtOnceIsNotNegotiatedInARush() {
        agreements.add(TestAgreements.of(ID, Side.CONSUMER, AgreementState.IN_FORCE, Instant.now(), OPEN));
        agreements.change(ID, AgreementState.ENDED, "time", "");
        seeker.start();
        await().until(() -> status().next().isPresent());
        assertThat(begun).isEmpty();
        assertThat(status().next().orElseThrow()).isAfter(Instant.now().plusSeconds(30));
    }

    @Test
    void aRefusalIsKeptWithItsReasonAndTriedAgainLater() {
        seeker.start();
        awaitState(Seeker.State.NEGOTIATING);
        negotiation = Optional.of(new Dealings.Negotiation("n1", true, "Members only"));
        seeker.look(MUENSTER);
        awaitState(Seeker.State.REFUSED);
        assertThat(status().reason()).isEqualTo("Members only");
        assertThat(status().next().orElseThrow()).isAfter(Instant.now().plus(Duration.ofMinutes(50)));
        assertThat(begun).hasSize(1);
    }

    @Test
    void aProviderThatDoesNotAnswerIsAskedAgain() {
        unreachable.set(1);
        seeker.start();
        await().until(() -> status().reason().contains("nobody answers"));
        awaitState(Seeker.State.NEGOTIATING);
    }

    @Test
    void whereNothingFitsNothingIsNegotiated() {
        offered = false;
        seeker.start();
        await().until(() -> status().reason().contains("no such dataset"));
        assertThat(status().next().orElseThrow()).isBefore(Instant.now().plusSeconds(10));
        Wish research = wish("Car parks", Optional.of("research"));
        offered = true;
        seeker.close();
        Seeker other = seeker(research);
        other.start();
        await().until(() -> other.statuses().containsKey(research));
        assertThat(other.statuses().get(research).reason()).contains("no offer");
        assertThat(begun).isEmpty();
    }

    /** Two processes of a node on one database, of which the one that follows the wish stops without a word. */
    @Test
    void oneOfTwoProcessesNegotiatesAndTheOtherGoesOnWhereItDies() {
        unreachable.set(Integer.MAX_VALUE);
        seeker.start();
        await().until(() -> status().reason().contains("nobody answers"));
        try (Store second = Store.open(store.sameConfig());
                Timers others = new Timers(CLOCK)) {
            Agreements register = new Agreements(second.documents(), CLOCK);
            Seeker other = seeker(wish, second, register, others);
            other.start();
            await().until(() -> other.statuses().containsKey(wish));
            unreachable.set(0);
            awaitState(Seeker.State.NEGOTIATING);
            await().until(() -> other.statuses().get(wish).state() == Seeker.State.NEGOTIATING);
            assertThat(begun).hasSize(1);

            // What the other process receives shows here, too.
            register.add(TestAgreements.of(ID, Side.CONSUMER, AgreementState.IN_FORCE, Instant.now(), OPEN));
            awaitState(Seeker.State.AGREED);
            timers.close();
            await().untilAsserted(() ->
                    assertThat(inherited).extracting(Agreement::id).containsExactly(ID));
            register.change(ID, AgreementState.ENDED, "time", "");
            await().until(() -> other.statuses().get(wish).state() == Seeker.State.SEARCHING);
            assertThat(other.wish(register.find(ID).orElseThrow())).contains(wish);
            assertThat(begun).hasSize(1);
        }
    }
}
