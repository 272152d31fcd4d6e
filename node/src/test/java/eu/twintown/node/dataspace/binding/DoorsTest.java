package eu.twintown.node.dataspace.binding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.twintown.node.access.enforce.decision.Refusal;
import eu.twintown.node.dataspace.TestAgreements;
import eu.twintown.node.dataspace.agreement.AgreementState;
import eu.twintown.node.dataspace.agreement.Agreements;
import eu.twintown.node.dataspace.agreement.Side;
import eu.twintown.node.federation.AgreedSource;
import eu.twintown.node.http.outgoing.OutgoingClient;
import eu.twintown.node.http.outgoing.OutgoingException;
import eu.twintown.node.trust.Principal;
import eu.twintown.store.StoreFixture;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DoorsTest {
    private static final String ID = "urn:uuid:6f2f9a2e-0000-4000-8000-00000000000b";
    private static final InstantSource CLOCK = InstantSource.system();
    private static final Principal PERSON =
            new Principal("local:eva", Principal.Kind.PERSON, "Eva", Set.of(), Map.of());
    private static final Principal MACHINE =
            new Principal("local:job", Principal.Kind.MACHINE, "Job", Set.of(), Map.of());
    private static final Principal OTHER = Principal.participant("did:web:third.example", "Third", Map.of());

    private final StoreFixture store = StoreFixture.open();
    private final Agreements agreements = new Agreements(store.store().documents(), CLOCK);
    private final List<OutgoingClient.Request> sent = new ArrayList<>();
    private TransferControl.State state = TransferControl.State.OPEN;
    private Optional<Refusal> refusal = Optional.of(Refusal.of("agreement", "onward"));
    private String token = "first";
    private final Doors doors = new Doors(
            agreements,
            new TransferControl(
                    id -> state,
                    id -> token.isEmpty()
                            ? Optional.empty()
                            : Optional.of(new TransferControl.Access(
                                    URI.create("https://m.example/ngsi-ld/v1"), token, Instant.MAX)),
                    id -> token = "second",
                    (id, push) -> {}),
            this::answer,
            (policy, now) -> refusal,
            (agreement, use) -> {},
            agreement -> Optional.of("Stadt Münster"),
            CLOCK);

    @AfterEach
    void close() {
        store.close();
    }

    private OutgoingClient.Response answer(OutgoingClient.Request request) {
        sent.add(request);
        return new OutgoingClient.Response(
                request.headers().getOrDefault("Authorization", "").equals("Bearer first") ? 401 : 200,
                Map.of(),
                new byte[0]);
    }

    private AgreedSource door() {
        return doors.find(ID).orElseThrow();
    }

    private static OutgoingClient.Request to(String uri) {
        return new OutgoingClient.Request("GET", URI.create(uri), Map.of(), new byte[0], Duration.ofSeconds(1));
    }

    private void agree(Side side, AgreementState now, String rules) {
        agreements.add(TestAgreements.of(ID, side, now, Instant.now(), rules));
    }

    private void agree() {
        agree(Side.CONSUMER, AgreementState.IN_FORCE, "\"permission\": [{\"action\": \"use\"}]");
    }

    @Test
    void ownPeopleAndMachinesPassAndOthersOnlyWhereThePolicyLetsDataBeHandedOn() {
        agree();
        assertThat(door().admits().test(PERSON)).isTrue();
        assertThat(door().admits().test(MACHINE)).isTrue();
        assertThat(door().admits().test(OTHER)).isFalse();
        assertThat(door().admits().test(Principal.ANONYMOUS)).isFalse();
        refusal = Optional.empty();
        assertThat(door().admits().test(OTHER)).isTrue();
    }

    @Test
    void theDoorIsShutWithTheAgreementOrTheTransfer() {
        assertThat(doors.find(ID)).isEmpty();
        agree();
        assertThat(doors.find(ID)).isPresent();
        state = TransferControl.State.CLOSED;
        assertThat(doors.find(ID)).isEmpty();
        state = TransferControl.State.OPEN;
        agreements.change(ID, AgreementState.SUSPENDED, "eva", "");
        assertThat(doors.find(ID)).isEmpty();
        agreements.change(ID, AgreementState.IN_FORCE, "eva", "");
        assertThat(doors.find(ID)).isPresent();
        agreements.change(ID, AgreementState.ENDED, "eva", "");
        assertThat(doors.find(ID)).isEmpty();
    }

    @Test
    void theDoorIsShutWhenTheTimeIsOverEvenBeforeAnybodyHasEndedTheAgreement() {
        agree(Side.CONSUMER, AgreementState.IN_FORCE, """
                "permission": [{"action": "use", "constraint": {"leftOperand": "dateTime", "operator": "lt",
                  "rightOperand": {"@value": "2026-01-01T00:00:00Z", "@type": "xsd:dateTime"}}}]""");
        assertThat(doors.find(ID)).isEmpty();
    }

    @Test
    void theProvidersAgreementsOpenNothingHere() {
        agree(Side.PROVIDER, AgreementState.IN_FORCE, "\"permission\": [{\"action\": \"use\"}]");
        assertThat(doors.find(ID)).isEmpty();
    }

    @Test
    void aTokenThatIsRefusedIsRenewedOnce() {
        agree();
        assertThat(door().sender()
                        .apply(to("https://m.example/ngsi-ld/v1/entities"))
                        .status())
                .isEqualTo(200);
        assertThat(sent)
                .extracting(request -> request.headers().get("Authorization"))
                .containsExactly("Bearer first", "Bearer second");
    }

    @Test
    void theTokenGoesToNobodyElse() {
        agree();
        assertThatThrownBy(() -> door().sender().apply(to("https://elsewhere.example/ngsi-ld/v1/entities")))
                .isInstanceOf(OutgoingException.class)
                .hasMessageNotContaining("first");
        assertThat(sent).isEmpty();
    }

    @Test
    void theSourceIsNamedWhereTheAgreementWantsIt() {
        agree();
        assertThat(door().credit().get())
                .contains("<did:web:muenster.example>; rel=\"author\"; title*=UTF-8''Stadt%20M%C3%BCnster");
    }

    @Test
    void withoutATokenNothingIsSent() {
        agree();
        token = "";
        assertThatThrownBy(() -> door().sender().apply(to("https://m.example/ngsi-ld/v1/entities")))
                .isInstanceOf(OutgoingException.class);
        assertThat(sent).isEmpty();
        assertThat(new TransferControl.Access(URI.create("https://m.example"), "secret", Instant.MAX).toString())
                .doesNotContain("secret");
    }
}
