package eu.twintown.node.dataspace.binding;

import static eu.twintown.node.dataspace.TestAgreements.MUENSTER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import eu.twintown.kernel.jsonld.Context;
import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.node.access.enforce.decision.Refusal;
import eu.twintown.node.dataspace.TestAgreements;
import eu.twintown.node.dataspace.agreement.Agreement;
import eu.twintown.node.dataspace.agreement.AgreementState;
import eu.twintown.node.dataspace.agreement.Agreements;
import eu.twintown.node.dataspace.agreement.Side;
import eu.twintown.node.dataspace.timer.Timers;
import eu.twintown.node.federation.Registrations;
import eu.twintown.node.http.outgoing.OutgoingClient;
import eu.twintown.store.StoreFixture;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class BinderTest {
    private static final String ID = "urn:uuid:6f2f9a2e-0000-4000-8000-00000000000a";
    private static final String OPEN = "\"permission\": [{\"action\": \"use\"}]";
    private static final InstantSource CLOCK = InstantSource.system();
    private static final Description PARKING =
            Description.read(JsonMapper.shared().readTree("""
            {"title": "Car parks", "entityTypes": ["urn:t:Parking"], "attributes": ["urn:a:free"],
             "area": "POLYGON ((7 51, 8 51, 8 52, 7 51))"}"""));

    private final StoreFixture store = StoreFixture.open();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final AtomicReference<TransferControl.State> transfer = new AtomicReference<>(TransferControl.State.NONE);
    private final AtomicBoolean tokens = new AtomicBoolean(true);
    private final AtomicReference<Instant> tokenEnd =
            new AtomicReference<>(Instant.now().plusSeconds(300));
    private final AtomicBoolean catalogueAnswers = new AtomicBoolean(true);
    private Timers timers = new Timers(CLOCK);
    private Agreements agreements;
    private Registrations registrations;
    private Binder binder;

    BinderTest() {
        restart();
    }

    @AfterEach
    void close() {
        timers.close();
        store.close();
    }

    /** Everything new over the same store, as after a kill. */
    private void restart() {
        timers.close();
        timers = new Timers(CLOCK);
        agreements = new Agreements(store.store().documents(), CLOCK);
        registrations = new Registrations(store.store().documents(), CLOCK);
        TransferControl transfers = new TransferControl(
                id -> transfer.get(),
                id -> transfer.get() == TransferControl.State.OPEN && tokens.get()
                        ? Optional.of(new TransferControl.Access(
                                URI.create("https://muenster.example/ngsi-ld/v1"), "secret-token", tokenEnd.get()))
                        : Optional.empty(),
                id -> {},
                (id, push) -> asked.add(id + (push ? " push" : " pull")));
        Doors doors = new Doors(
                agreements,
                transfers,
                request -> new OutgoingClient.Response(200, Map.of(), new byte[0]),
                (policy, now) -> Optional.of(Refusal.of("agreement", "onward")),
                (agreement, use) -> {},
                agreement -> Optional.empty(),
                CLOCK);
        binder = new Binder(new Binder.Parts(
                agreements,
                registrations,
                transfers,
                doors,
                new Descriptions(store.store().documents()),
                agreement -> {
                    if (!catalogueAnswers.get()) {
                        throw ProblemException.badData("on purpose", "");
                    }
                    return PARKING;
                },
                agreement -> Optional.empty(),
                true,
                timers,
                CLOCK));
    }

    private void add(Side side, AgreementState state) {
        agreements.add(TestAgreements.of(ID, side, state, Instant.now(), OPEN));
    }

    private void open() {
        transfer.set(TransferControl.State.OPEN);
        binder.transferChanged(ID);
    }

    private void awaitBound() {
        await().until(() -> registrations.bound().equals(List.of(ID)));
    }

    @Test
    void anAgreementInForceAsksForItsTransferAndThatMakesTheRegistration() {
        binder.start();
        add(Side.CONSUMER, AgreementState.PENDING);
        agreements.change(ID, AgreementState.IN_FORCE, MUENSTER, "");

        await().until(() -> asked.equals(List.of(ID + " pull")));
        assertThat(registrations.bound()).isEmpty();

        open();
        awaitBound();
        JsonNode document = JsonMapper.shared()
                .readTree(store.store()
                        .documents()
                        .list("registration", "", 1, 0)
                        .getFirst()
                        .json());
        assertThat(document.path("endpoint").asString()).isEqualTo("https://muenster.example/ngsi-ld/v1");
        assertThat(document.path("registrationName").asString()).isEqualTo("Car parks");
        assertThat(document.path("agreement").asString()).isEqualTo(ID);
        assertThat(document.at("/information/0/entities/0/type").asString()).isEqualTo("urn:t:Parking");
        assertThat(document.at("/information/0/propertyNames/0").asString()).isEqualTo("urn:a:free");
        assertThat(document.at("/location/type").asString()).isEqualTo("Polygon");
        assertThat(document.at("/location/coordinates/0/1/0").asInt()).isEqualTo(8);
        assertThat(document.toString()).doesNotContain("secret-token");
    }

    @ParameterizedTest
    @EnumSource(names = {"SUSPENDED", "ENDED"})
    void theRegistrationIsGoneWhenTheChangeReturns(AgreementState next) {
        binder.start();
        add(Side.CONSUMER, AgreementState.IN_FORCE);
        open();
        awaitBound();

        agreements.change(ID, next, MUENSTER, "said so");

        assertThat(registrations.bound()).isEmpty();
    }

    @Test
    void anAgreementThatComesIntoForceAgainIsBoundAgain() {
        binder.start();
        add(Side.CONSUMER, AgreementState.IN_FORCE);
        open();
        awaitBound();
        agreements.change(ID, AgreementState.SUSPENDED, MUENSTER, "");
        agreements.change(ID, AgreementState.IN_FORCE, MUENSTER, "");
        awaitBound();
    }

    @Test
    void aTransferThatIsPausedTakesTheRegistrationAlong() {
        binder.start();
        add(Side.CONSUMER, AgreementState.IN_FORCE);
        open();
        awaitBound();
        transfer.set(TransferControl.State.CLOSED);
        binder.transferChanged(ID);
        assertThat(registrations.bound()).isEmpty();
        assertThat(asked).isEmpty();
    }

    @Test
    void whereNoTokenCanBeHadTheRegistrationGoesWithTheLastOneAndComesBackWithTheNext() {
        binder.start();
        tokenEnd.set(Instant.now().plusSeconds(1));
        add(Side.CONSUMER, AgreementState.IN_FORCE);
        open();
        awaitBound();
        tokens.set(false);
        await().atMost(Duration.ofSeconds(3)).until(() -> registrations.bound().isEmpty());
        assertThat(agreements.find(ID).orElseThrow().state()).isEqualTo(AgreementState.IN_FORCE);
        tokenEnd.set(Instant.now().plusSeconds(300));
        tokens.set(true);
        awaitBound();
    }

    /** Killed at each step in turn; the next start does what is missing. */
    @Test
    void aNodeThatWasKilledGoesOnWhereItWas() {
        add(Side.CONSUMER, AgreementState.IN_FORCE);
        restart();
        binder.start();
        await().until(() -> asked.equals(List.of(ID + " pull")));

        transfer.set(TransferControl.State.OPEN);
        restart();
        binder.start();
        awaitBound();
        assertThat(asked).hasSize(1);

        agreements = new Agreements(store.store().documents(), CLOCK);
        agreements.change(ID, AgreementState.ENDED, MUENSTER, "while the binder was down");
        assertThat(registrations.bound()).isNotEmpty();
        restart();
        binder.start();
        assertThat(registrations.bound()).isEmpty();
    }

    @Test
    void aCatalogueThatDoesNotAnswerIsAskedAgain() {
        catalogueAnswers.set(false);
        binder.start();
        add(Side.CONSUMER, AgreementState.IN_FORCE);
        transfer.set(TransferControl.State.OPEN);
        await().pollDelay(Duration.ofMillis(200))
                .until(() -> registrations.bound().isEmpty());
        catalogueAnswers.set(true);
        awaitBound();
    }

    @Test
    void aRegistrationWhoseAgreementIsUnknownIsRemovedAtStart() {
        registrations.bind(
                "urn:uuid:gone",
                RegistrationOfAgreement.of(
                        TestAgreements.of(ID, Side.CONSUMER, AgreementState.IN_FORCE, Instant.now(), OPEN),
                        PARKING,
                        URI.create("https://muenster.example"),
                        Optional.empty()));
        registrations.create("", JsonMapper.shared().readTree("""
                {"id": "urn:own:1", "type": "ContextSourceRegistration", "endpoint": "https://other.example",
                 "information": [{"entities": [{"type": "X"}]}]}"""), Context.core());
        binder.start();
        assertThat(registrations.bound()).isEmpty();
        assertThat(store.store().documents().count("registration", "")).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(Side.class)
    void theAgreementEndsWhenItsTimeIsOverOnBothSides(Side side) {
        binder.start();
        Instant end = Instant.now().plusMillis(700);
        agreements.add(TestAgreements.of(ID, side, AgreementState.IN_FORCE, Instant.now(), until(end)));
        await().atMost(Duration.ofSeconds(5))
                .until(() -> agreements.find(ID).orElseThrow().state() == AgreementState.ENDED);
        Agreement ended = agreements.find(ID).orElseThrow();
        assertThat(ended.last().by()).isEqualTo("time");
        assertThat(ended.last().at()).isBetween(end.minusMillis(5), end.plusSeconds(1));
    }

    @Test
    void whatRanOutWhileTheNodeWasDownEndsAtStart() {
        agreements.add(TestAgreements.of(
                ID,
                Side.PROVIDER,
                AgreementState.IN_FORCE,
                Instant.now(),
                until(Instant.now().minusSeconds(60))));
        restart();
        binder.start();
        await().until(() -> agreements.find(ID).orElseThrow().state() == AgreementState.ENDED);
    }

    @Test
    void theProvidersSideIsNeverBound() {
        transfer.set(TransferControl.State.OPEN);
        add(Side.PROVIDER, AgreementState.IN_FORCE);
        binder.start();
        await().pollDelay(Duration.ofMillis(200))
                .until(() -> registrations.bound().isEmpty());
        assertThat(asked).isEmpty();
    }

    private static String until(Instant end) {
        return """
                "permission": [{"action": "use", "constraint": {"leftOperand": "dateTime", "operator": "lt",
                  "rightOperand": {"@value": "%s", "@type": "xsd:dateTime"}}}]""".formatted(end);
    }
}
