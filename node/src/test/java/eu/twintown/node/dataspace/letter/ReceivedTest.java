package eu.twintown.node.dataspace.letter;

import static eu.twintown.node.dataspace.TestAgreements.GHENT;
import static eu.twintown.node.dataspace.TestAgreements.MUENSTER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.kernel.problem.ProblemType;
import eu.twintown.node.dataspace.TestAgreements;
import eu.twintown.node.dataspace.TestIdentities;
import eu.twintown.node.dataspace.agreement.AgreementState;
import eu.twintown.node.dataspace.agreement.Agreements;
import eu.twintown.node.dataspace.agreement.Side;
import eu.twintown.store.StoreFixture;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class ReceivedTest {
    private static final String ID = "urn:uuid:6f2f9a2e-0000-4000-8000-00000000000e";

    private final TestIdentities identities = new TestIdentities(MUENSTER, GHENT);
    private final StoreFixture store = StoreFixture.open();
    private final Agreements agreements = new Agreements(store.store().documents(), InstantSource.system());
    private final Received received = new Received(agreements, identities.seals(MUENSTER));

    ReceivedTest() {
        agreements.add(TestAgreements.of(
                ID, Side.PROVIDER, AgreementState.IN_FORCE, Instant.now(), "\"permission\": [{\"action\": \"use\"}]"));
    }

    @AfterEach
    void close() {
        identities.close();
        store.close();
    }

    private static ObjectNode content() {
        return JsonMapper.shared().createObjectNode().put("agreement", ID).put("entities", 3);
    }

    private static JsonNode letter(String statement) {
        return JsonMapper.shared().createObjectNode().put("statement", statement);
    }

    private String signed() {
        return identities.seals(GHENT).statement("receipt", MUENSTER, content());
    }

    @Test
    void whatTheOtherSideSignedIsReadWithItsAgreement() {
        Received.Statement statement = received.verify(letter(signed()), GHENT, "receipt", Side.PROVIDER);
        assertThat(statement.agreement().id()).isEqualTo(ID);
        assertThat(statement.content().path("entities").asInt()).isEqualTo(3);
    }

    @Test
    void oneByteAlteredDoesNotHold() {
        String statement = signed();
        int middle = statement.indexOf('.') + 20;
        char other = statement.charAt(middle) == 'A' ? 'B' : 'A';
        String forged = statement.substring(0, middle) + other + statement.substring(middle + 1);
        assertThatThrownBy(() -> received.verify(letter(forged), GHENT, "receipt", Side.PROVIDER))
                .isInstanceOf(ProblemException.class);
    }

    @Test
    void aStatementOfSomebodyElseForSomebodyElseOrOfAnotherKindDoesNotHold() {
        String own = identities.seals(MUENSTER).statement("receipt", MUENSTER, content());
        assertThatThrownBy(() -> received.verify(letter(own), GHENT, "receipt", Side.PROVIDER))
                .hasMessageContaining("was made by " + MUENSTER);
        String elsewhere = identities.seals(GHENT).statement("receipt", "did:web:third.example", content());
        assertThatThrownBy(() -> received.verify(letter(elsewhere), GHENT, "receipt", Side.PROVIDER))
                .isInstanceOf(ProblemException.class);
        assertThatThrownBy(() -> received.verify(letter(signed()), GHENT, "supply-notice", Side.PROVIDER))
                .hasMessageContaining("another kind");
    }

    @Test
    void anAgreementWithOthersIsAsIfItWereNotThere() {
        assertThatThrownBy(() -> received.verify(letter(signed()), "did:web:third.example", "receipt", Side.PROVIDER))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problem().type()).isEqualTo(ProblemType.RESOURCE_NOT_FOUND));
        assertThatThrownBy(() -> received.verify(letter(signed()), GHENT, "receipt", Side.CONSUMER))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problem().type()).isEqualTo(ProblemType.RESOURCE_NOT_FOUND));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "a.b.c", "....", "eyJhbGciOiJub25lIn0.e30."})
    void whatIsNoStatementIsRefused(String text) {
        assertThatThrownBy(() -> received.verify(letter(text), GHENT, "receipt", Side.PROVIDER))
                .isInstanceOf(ProblemException.class);
    }
}
