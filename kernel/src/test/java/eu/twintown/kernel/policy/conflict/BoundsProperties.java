package eu.twintown.kernel.policy.conflict;

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
import eu.twintown.kernel.policy.evaluation.Evaluator;
import eu.twintown.kernel.policy.evaluation.Request;
import eu.twintown.kernel.policy.evaluation.World;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;

/** What is said of two constraints without a request is true of every request: checked against the evaluator. */
@Tag("odrl")
class BoundsProperties {
    private static final String OPERAND = "urn:operand";
    private static final Evaluator EVALUATOR = new Evaluator();
    private static final Request READ = Request.of("urn:request", Odrl.READ, "urn:ghent", "urn:counters");
    private static final World WORLD = World.at(Instant.EPOCH);
    private static final List<String> VALUES = List.of("-1", "0", "0.5", "1", "1.5", "2", "2.5", "3", "4");

    @Property(tries = 1000)
    void noValueSatisfiesBothOfTwoThatExcludeEachOther(
            @ForAll("constraints") Constraint one, @ForAll("constraints") Constraint other) {
        if (Bounds.exclude(List.of(one), List.of(other))) {
            assertThat(VALUES).noneMatch(value -> holds(one, value) && holds(other, value));
        }
    }

    @Property(tries = 1000)
    void everyValueThatSatisfiesTheOneSatisfiesWhatItImplies(
            @ForAll("constraints") Constraint one, @ForAll("constraints") Constraint bound) {
        if (Bounds.imply(List.of(one), bound)) {
            assertThat(VALUES).allMatch(value -> !holds(one, value) || holds(bound, value));
        }
    }

    @Property(tries = 200)
    void aConstraintImpliesItself(@ForAll("atoms") Constraint one) {
        assertThat(Bounds.imply(List.of(one), one)).isTrue();
    }

    private static boolean holds(Constraint constraint, String value) {
        Rule.Head head = new Rule.Head(
                "urn:rule",
                Optional.of(new Action(Odrl.USE)),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(constraint));
        Policy policy = new Policy(
                "urn:policy",
                PolicyType.SET,
                List.of(),
                List.of(),
                ConflictStrategy.INVALID,
                Policy.Shared.NONE,
                List.of(new Rule.Permission(head, List.of())),
                List.of(),
                List.of());
        return EVALUATOR
                .evaluate(policy, READ, WORLD.with(OPERAND, Operand.number(value)))
                .permits();
    }

    @Provide
    Arbitrary<Constraint> atoms() {
        Arbitrary<Operand> value = Arbitraries.of("0", "1", "2", "3").map(text -> (Operand) Operand.number(text));
        Arbitrary<Constraint> single = Combinators.combine(
                        Arbitraries.of(
                                Operator.EQ, Operator.NEQ, Operator.LT, Operator.LTEQ, Operator.GT, Operator.GTEQ),
                        value)
                .as((operator, right) -> new Constraint.Atomic("urn:constraint", OPERAND, operator, right));
        Arbitrary<Constraint> several = Combinators.combine(
                        Arbitraries.of(Operator.IS_ANY_OF, Operator.IS_NONE_OF),
                        value.array(Operand[].class).ofMinSize(1).ofMaxSize(3))
                .as((operator, right) -> new Constraint.Atomic("urn:constraint", OPERAND, operator, right));
        return Arbitraries.oneOf(single, several);
    }

    @Provide
    Arbitrary<Constraint> constraints() {
        Arbitrary<Constraint> logical = Combinators.combine(
                        Arbitraries.of(Connective.class),
                        atoms().list().ofMinSize(1).ofMaxSize(3))
                .as((connective, parts) -> new Constraint.Logical("urn:constraint", connective, parts));
        return Arbitraries.oneOf(atoms(), logical);
    }
}
