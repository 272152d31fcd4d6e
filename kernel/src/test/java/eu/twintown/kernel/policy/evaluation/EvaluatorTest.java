package eu.twintown.kernel.policy.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.twintown.kernel.policy.Inheritance;
import eu.twintown.kernel.policy.Literal;
import eu.twintown.kernel.policy.Odrl;
import eu.twintown.kernel.policy.Operand;
import eu.twintown.kernel.policy.Policy;
import eu.twintown.kernel.policy.document.PolicyReader;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Several policies, inheritance, reasons, and how long a decision stays true. */
@Tag("odrl")
class EvaluatorTest {
    private static final Evaluator EVALUATOR = new Evaluator();
    private static final Request READ = Request.of("urn:request", Odrl.READ, "urn:ghent", "urn:counters");
    private static final World WORLD = World.at(Instant.parse("2026-11-22T12:00:00Z"));

    private static final Policy PERMITS = policy("'uid': 'urn:permits', 'permission': [{'action': 'use'}]");
    private static final Policy PROHIBITS = policy("'uid': 'urn:prohibits', 'prohibition': [{'action': 'read'}]");
    private static final Policy SILENT = policy("'uid': 'urn:silent', 'permission': [{'action': 'sell'}]");

    @Test
    void oneOfSeveralPoliciesSuffices() {
        assertThat(EVALUATOR.evaluate(List.of(SILENT, PERMITS), READ, WORLD).permits())
                .isTrue();
    }

    @Test
    void aProhibitionOfAnotherPolicyHolds() {
        JointReport report = EVALUATOR.evaluate(List.of(PERMITS, PROHIBITS), READ, WORLD);

        assertThat(report.outcome()).isEqualTo(Outcome.PROHIBITED);
        assertThat(report.reason()).isEqualTo("The prohibition urn:prohibits#prohibition-1 covers this.");
    }

    @Test
    void noPolicyPermitsNothing() {
        assertThat(EVALUATOR.evaluate(List.of(), READ, WORLD).outcome()).isEqualTo(Outcome.NOT_PERMITTED);
    }

    @Test
    void theChildHasTheRulesOfItsAncestorsForTheirAssets() {
        Policy child = policy("'uid': 'urn:child', 'inheritFrom': 'urn:parent', 'permission': [{'action': 'index'}]");
        Policy parent = policy("'uid': 'urn:parent', 'target': 'urn:counters', 'permission': [{'action': 'read'}]");

        Policy whole = Inheritance.resolve(child, id -> Optional.of(parent));

        assertThat(EVALUATOR.evaluate(child, READ, WORLD).permits()).isFalse();
        assertThat(EVALUATOR.evaluate(whole, READ, WORLD).permits()).isTrue();
        Request other = Request.of("urn:request", Odrl.READ, "urn:ghent", "urn:others");
        assertThat(EVALUATOR.evaluate(whole, other, WORLD).permits()).isFalse();
    }

    @Test
    void inheritanceInACircleOrFromNowhereIsRefused() {
        Policy one = policy("'uid': 'urn:one', 'inheritFrom': 'urn:two'");
        Policy two = policy("'uid': 'urn:two', 'inheritFrom': 'urn:one'");
        Map<String, Policy> both = Map.of("urn:one", one, "urn:two", two);

        assertThatThrownBy(() -> Inheritance.resolve(one, id -> Optional.ofNullable(both.get(id))))
                .hasMessageContaining("inherits from itself");
        assertThatThrownBy(() -> Inheritance.resolve(one, id -> Optional.empty()))
                .hasMessageContaining("urn:two, which is inherited from, is not known");
    }

    @Test
    void theReasonNamesTheConstraintAndBothValues() {
        Policy policy = policy("'uid': 'urn:p', 'permission': [{'action': 'read', 'constraint': "
                + "{'leftOperand': 'count', 'operator': 'lteq', 'rightOperand': 10}}]");

        assertThat(EVALUATOR
                        .evaluate(policy, READ, WORLD.with(Odrl.COUNT, Operand.number("11")))
                        .reason())
                .isEqualTo("count is 11; it must be at most 10.");
        assertThat(EVALUATOR.evaluate(policy, READ, WORLD).reason())
                .isEqualTo("It is not known what count is; it must be at most 10.");
    }

    @Test
    void tellsUntilWhenADecisionHoldsAndWhatElseItDependsOn() {
        Policy policy = policy("'uid': 'urn:p', 'permission': [{'action': 'read', 'constraint': ["
                + "{'leftOperand': 'dateTime', 'operator': 'gteq', 'rightOperand': '2026-01-01'},"
                + "{'leftOperand': 'dateTime', 'operator': 'lt', 'rightOperand': '2027-01-01T00:00:00Z'},"
                + "{'leftOperand': 'count', 'operator': 'lteq', 'rightOperand': 10}]}]");

        PolicyReport report = EVALUATOR.evaluate(policy, READ, WORLD.with(Odrl.COUNT, Operand.number("1")));

        assertThat(report.permits()).isTrue();
        assertThat(report.validUntil()).contains(Instant.parse("2027-01-01T00:00:00Z"));
        assertThat(report.holdsAt(Instant.parse("2026-12-31T23:59:59Z"))).isTrue();
        assertThat(report.holdsAt(Instant.parse("2027-01-01T00:00:00Z"))).isFalse();
        assertThat(report.holdsAt(WORLD.now().minusSeconds(1))).isFalse();
        assertThat(report.operands()).containsExactly(Odrl.COUNT);
        assertThat(EVALUATOR.evaluate(PERMITS, READ, WORLD).validUntil()).isEmpty();
    }

    @Test
    void aReferenceIsLookedUpInTheWorld() {
        Policy policy = policy("'uid': 'urn:p', 'permission': [{'action': 'read', 'constraint': "
                + "{'leftOperand': 'count', 'operator': 'lteq', 'rightOperandReference': {'@id': 'urn:quota'}}}]");
        World known = new World(
                WORLD.now(),
                Map.of(Odrl.COUNT, List.of(Operand.number("5"))),
                Map.of(),
                List.of(),
                Map.of("urn:quota", List.of(Operand.number("5.0"))));

        assertThat(EVALUATOR.evaluate(policy, READ, known).permits()).isTrue();
        assertThat(EVALUATOR
                        .evaluate(policy, READ, WORLD.with(Odrl.COUNT, Operand.number("5")))
                        .outcome())
                .isEqualTo(Outcome.UNKNOWN);
    }

    @Test
    void literalsMeanWhatTheirDatatypeSays() {
        assertThat(value("P1Y2M3DT4H", "duration"))
                .contains(Duration.ofDays(428).plusHours(4));
        assertThat(value("2026-01-01T00:00:00", "dateTime")).contains(Instant.parse("2026-01-01T00:00:00Z"));
        assertThat(value("2026-01-01T01:00:00+01:00", "dateTime")).contains(Instant.parse("2026-01-01T00:00:00Z"));
        assertThat(value("tomorrow", "date")).isEmpty();
        assertThat(value("1e999999999", "decimal")).isEmpty();
    }

    private static Optional<Object> value(String text, String datatype) {
        return Literal.of(text, Odrl.XSD + datatype).value();
    }

    private static Policy policy(String members) {
        return PolicyReader.read((ObjectNode) JsonMapper.shared().readTree(("{" + members + "}").replace('\'', '"')));
    }
}
