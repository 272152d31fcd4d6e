package eu.twintown.kernel.policy.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import eu.twintown.kernel.policy.Action;
import eu.twintown.kernel.policy.ConflictStrategy;
import eu.twintown.kernel.policy.Connective;
import eu.twintown.kernel.policy.Constraint;
import eu.twintown.kernel.policy.Odrl;
import eu.twintown.kernel.policy.Operand;
import eu.twintown.kernel.policy.Operator;
import eu.twintown.kernel.policy.Policy;
import eu.twintown.kernel.policy.PolicyType;
import eu.twintown.kernel.policy.Rule;
import eu.twintown.kernel.policy.document.PolicyReader;
import eu.twintown.kernel.policy.document.PolicyWriter;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;

/** Over random policies: knowing less never permits more, and the wire changes nothing. */
@Tag("odrl")
class DenyOnUnknownProperties {
    private static final Request READ = Request.of("urn:request", Odrl.READ, "urn:ghent", "urn:counters");
    private static final List<String> OPERANDS = List.of("urn:a", "urn:b", "urn:c");

    @Property(tries = 500)
    void knowingLessNeverPermitsMore(
            @ForAll("policies") Policy policy,
            @ForAll("facts") Map<String, Integer> facts,
            @ForAll("operands") String lost) {
        Map<String, Integer> fewer = new HashMap<>(facts);
        fewer.remove(lost);

        if (evaluate(policy, fewer).permits()) {
            assertThat(evaluate(policy, facts).permits()).isTrue();
        }
    }

    @Property(tries = 200)
    void writingAndReadingChangesNothing(@ForAll("policies") Policy policy) {
        assertThat(PolicyReader.read(PolicyWriter.write(policy))).isEqualTo(policy);
    }

    private static PolicyReport evaluate(Policy policy, Map<String, Integer> facts) {
        World world = World.at(Instant.parse("2026-11-22T12:00:00Z"));
        for (Map.Entry<String, Integer> fact : facts.entrySet()) {
            world = world.with(fact.getKey(), Operand.number(String.valueOf(fact.getValue())));
        }
        return new Evaluator().evaluate(policy, READ, world);
    }

    @Provide
    Arbitrary<String> operands() {
        return Arbitraries.of(OPERANDS);
    }

    @Provide
    Arbitrary<Map<String, Integer>> facts() {
        return Arbitraries.maps(operands(), Arbitraries.integers().between(0, 3));
    }

    @Provide
    Arbitrary<Policy> policies() {
        return Combinators.combine(
                        constraints(3).list().ofMaxSize(2).list().ofMinSize(1).ofMaxSize(3),
                        constraints(3).list().ofMaxSize(2).list().ofMaxSize(2),
                        Arbitraries.of(ConflictStrategy.class))
                .as((permissions, prohibitions, conflict) -> new Policy(
                        "urn:policy",
                        PolicyType.SET,
                        List.of(),
                        List.of(),
                        conflict,
                        Policy.Shared.NONE,
                        permissions.stream()
                                .map(c -> new Rule.Permission(head(c), List.of()))
                                .toList(),
                        prohibitions.stream()
                                .map(c -> new Rule.Prohibition(head(c), List.of()))
                                .toList(),
                        List.of()));
    }

    private static Rule.Head head(List<Constraint> constraints) {
        return new Rule.Head(
                "urn:rule",
                Optional.of(new Action(Odrl.USE)),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                constraints);
    }

    private Arbitrary<Constraint> constraints(int depth) {
        Arbitrary<Constraint> atomic = Combinators.combine(
                        operands(),
                        Arbitraries.of(
                                Operator.EQ,
                                Operator.NEQ,
                                Operator.LT,
                                Operator.GTEQ,
                                Operator.IS_NONE_OF,
                                Operator.IS_ANY_OF),
                        Arbitraries.integers().between(0, 3))
                .as((left, operator, right) ->
                        new Constraint.Atomic("urn:constraint", left, operator, Operand.number(String.valueOf(right))));
        if (depth == 0) {
            return atomic;
        }
        Arbitrary<Constraint> logical = Combinators.combine(
                        Arbitraries.of(Connective.class),
                        Arbitraries.lazy(() -> constraints(depth - 1))
                                .list()
                                .ofMinSize(1)
                                .ofMaxSize(3))
                .as((connective, parts) -> new Constraint.Logical("urn:constraint", connective, parts));
        return Arbitraries.oneOf(atomic, logical);
    }
}
