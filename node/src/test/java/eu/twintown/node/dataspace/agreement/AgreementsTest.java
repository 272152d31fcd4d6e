package eu.twintown.node.dataspace.agreement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.twintown.kernel.policy.PolicyType;
import eu.twintown.kernel.policy.document.PolicyReader;
import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.store.StoreFixture;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class AgreementsTest {
    private static final InstantSource CLOCK = () -> Instant.parse("2026-11-22T12:00:00Z");
    private static final String ID = "urn:uuid:6f2f9a2e-0000-4000-8000-000000000001";
    private static final String GHENT = "did:web:twin.ghent.example";

    private final StoreFixture store = StoreFixture.open();
    private final Agreements agreements = new Agreements(store.store().documents(), CLOCK);

    @AfterEach
    void close() {
        store.close();
    }

    private static Agreement agreement(AgreementState state, String action) {
        ObjectNode policy = (ObjectNode) JsonMapper.shared().readTree("""
                {"@context": "http://www.w3.org/ns/odrl.jsonld", "@type": "Agreement", "uid": "%s",
                 "target": "urn:dataset:parking", "assigner": "did:web:twin.muenster.example", "assignee": "%s",
                 "permission": [{"action": "%s"}]}
                """.formatted(ID, GHENT, action));
        return new Agreement(
                ID,
                Side.PROVIDER,
                GHENT,
                URI.create("https://twin.ghent.example/dsp"),
                "urn:dataset:parking",
                "negotiation-1",
                PolicyReader.read(policy).as(PolicyType.AGREEMENT),
                CLOCK.instant(),
                List.of(new Agreement.Event(CLOCK.instant(), state, GHENT, "")));
    }

    @Test
    void whatIsStoredIsWhatIsRead() {
        Agreement agreement = agreement(AgreementState.PENDING, "use");
        agreements.add(agreement);
        assertThat(new Agreements(store.store().documents(), CLOCK).find(ID)).contains(agreement);
        assertThat(agreements.list(10, 0)).containsExactly(agreement);
        assertThat(agreements.count()).isEqualTo(1);
    }

    @Test
    void theSameTwiceIsStoredOnceAndAnotherUnderItsIdIsRefused() {
        agreements.add(agreement(AgreementState.PENDING, "use"));
        agreements.add(agreement(AgreementState.PENDING, "use"));
        assertThat(agreements.count()).isEqualTo(1);
        assertThatThrownBy(() -> agreements.add(agreement(AgreementState.PENDING, "distribute")))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining(ID);
        assertThat(agreements.find(ID)).contains(agreement(AgreementState.PENDING, "use"));
    }

    @ParameterizedTest
    @CsvSource({
        "PENDING, IN_FORCE, true",
        "PENDING, SUSPENDED, false",
        "PENDING, ENDED, true",
        "IN_FORCE, SUSPENDED, true",
        "IN_FORCE, ENDED, true",
        "IN_FORCE, PENDING, false",
        "SUSPENDED, IN_FORCE, true",
        "SUSPENDED, ENDED, true",
        "ENDED, IN_FORCE, false",
        "ENDED, SUSPENDED, false",
    })
    void onlySomeStatesFollow(AgreementState from, AgreementState to, boolean allowed) {
        agreements.add(agreement(from, "use"));
        if (allowed) {
            Agreement after = agreements.change(ID, to, "data-steward", "because");
            assertThat(after.timeline()).hasSize(2);
            assertThat(after.last()).isEqualTo(new Agreement.Event(CLOCK.instant(), to, "data-steward", "because"));
        } else {
            assertThatThrownBy(() -> agreements.change(ID, to, "data-steward", "because"))
                    .isInstanceOf(ProblemException.class)
                    .hasMessageContaining(from.name())
                    .hasMessageContaining(to.name());
        }
        assertThat(agreements.find(ID).orElseThrow().state()).isEqualTo(allowed ? to : from);
    }

    @Test
    void whoeverListensIsToldEachChangeOnceAndAFailingListenerStopsNobody() {
        List<AgreementState> told = new ArrayList<>();
        agreements.listen(agreement -> {
            throw new IllegalStateException("a listener that fails");
        });
        agreements.listen(agreement -> told.add(agreement.state()));
        agreements.add(agreement(AgreementState.PENDING, "use"));
        agreements.change(ID, AgreementState.IN_FORCE, GHENT, "");
        agreements.change(ID, AgreementState.IN_FORCE, GHENT, "");
        agreements.change(ID, AgreementState.ENDED, "time", "It has expired");
        assertThat(told).containsExactly(AgreementState.PENDING, AgreementState.IN_FORCE, AgreementState.ENDED);
    }

    @Test
    void changesOfAnotherProcessAreSeen() {
        agreements.add(agreement(AgreementState.IN_FORCE, "use"));
        Agreements elsewhere = new Agreements(store.store().documents(), CLOCK);
        assertThat(elsewhere.find(ID).orElseThrow().state()).isEqualTo(AgreementState.IN_FORCE);
        agreements.change(ID, AgreementState.ENDED, GHENT, "");
        assertThat(elsewhere.find(ID).orElseThrow().state()).isEqualTo(AgreementState.ENDED);
        assertThatThrownBy(() -> elsewhere.change("urn:none", AgreementState.ENDED, GHENT, ""))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("urn:none");
    }

    @Test
    void aNodeThatHasItsDataForItselfKnowsWhatItHasWrittenAndSoDoesTheNextOne() {
        try (StoreFixture alone = StoreFixture.openAlone()) {
            Agreements own = new Agreements(alone.store().documents(), CLOCK);
            own.add(agreement(AgreementState.PENDING, "use"));
            own.change(ID, AgreementState.IN_FORCE, GHENT, "");
            own.change(ID, AgreementState.SUSPENDED, GHENT, "A pause");

            Agreements afterwards = new Agreements(alone.store().documents(), CLOCK);
            assertThat(own.find(ID)).isEqualTo(afterwards.find(ID));
            assertThat(own.find(ID).orElseThrow().state()).isEqualTo(AgreementState.SUSPENDED);
            assertThat(afterwards.change(ID, AgreementState.ENDED, GHENT, "").timeline())
                    .hasSize(4);
        }
    }

    @Test
    void whatWasOvertakenIsReadAgainBeforeItIsChanged() {
        try (StoreFixture alone = StoreFixture.openAlone()) {
            Agreements own = new Agreements(alone.store().documents(), CLOCK);
            own.add(agreement(AgreementState.IN_FORCE, "use"));
            new Agreements(alone.store().documents(), CLOCK).change(ID, AgreementState.SUSPENDED, GHENT, "A pause");

            assertThat(own.change(ID, AgreementState.ENDED, GHENT, "").timeline())
                    .extracting(Agreement.Event::state)
                    .containsExactly(AgreementState.IN_FORCE, AgreementState.SUSPENDED, AgreementState.ENDED);
        }
    }
}
