package eu.twintown.node.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.kernel.problem.ProblemType;
import eu.twintown.node.access.Access.Action;
import eu.twintown.node.trust.Principal;
import org.junit.jupiter.api.Test;

class AccessTest {

    @Test
    void readsAreOpenWhateverIsSaidOfWrites() {
        assertThat(new Access(false).decide(Principal.ANONYMOUS, Action.READ).allowed())
                .isTrue();
        assertThat(new Access(true).decide(Principal.ANONYMOUS, Action.READ).allowed())
                .isTrue();
    }

    @Test
    void everyDecisionNamesItsRuleAndReason() {
        for (boolean open : new boolean[] {true, false}) {
            for (Action action : Action.values()) {
                Access.Decision decision = new Access(open).decide(Principal.ANONYMOUS, action);
                assertThat(decision.rule()).isNotBlank();
                assertThat(decision.reason()).isNotBlank();
            }
        }
    }

    @Test
    void closedWritesAreForbiddenWithTheRuleThatDecided() {
        assertThatCode(() -> new Access(true).require(Principal.ANONYMOUS, Action.WRITE))
                .doesNotThrowAnyException();
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> new Access(false).require(Principal.ANONYMOUS, Action.WRITE))
                .satisfies(e -> {
                    assertThat(e.problem().type()).isEqualTo(ProblemType.FORBIDDEN);
                    assertThat(e.problem().extensions()).containsEntry("rule", "writes-closed");
                });
    }
}
