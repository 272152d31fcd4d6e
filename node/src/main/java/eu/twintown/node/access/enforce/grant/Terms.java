package eu.twintown.node.access.enforce.grant;

import eu.twintown.kernel.policy.Action;
import eu.twintown.kernel.policy.Asset;
import eu.twintown.kernel.policy.Constraint;
import eu.twintown.kernel.policy.Literal;
import eu.twintown.kernel.policy.Odrl;
import eu.twintown.kernel.policy.Operand;
import eu.twintown.kernel.policy.Operator;
import eu.twintown.kernel.policy.Party;
import eu.twintown.kernel.policy.Policy;
import eu.twintown.kernel.policy.Rule;
import eu.twintown.kernel.policy.city.CityProfile;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What a policy asks about, found once for all requests under it.
 *
 * @param limits the highest number that the policy compares a counter with, by the counter's operand
 * @param purposes the purposes that it names; it cannot tell others apart
 * @param bound the purposes that its permissions demand: who is bound by the agreement has them
 * @param recipient whether it asks for anything about the recipient beyond who it is
 */
public record Terms(Map<String, Long> limits, Set<String> purposes, List<String> bound, boolean recipient) {
    private static final Set<String> COUNTERS =
            Set.of(Odrl.COUNT, CityProfile.REQUESTS_PER_HOUR, CityProfile.REQUESTS_PER_DAY);
    private static final Set<String> RECIPIENT =
            Set.of(Odrl.RECIPIENT, CityProfile.RECIPIENT_ROLE, CityProfile.RECIPIENT_CREDENTIAL);

    private static final Set<Operator> DEMANDS =
            Set.of(Operator.EQ, Operator.IS_A, Operator.IS_ANY_OF, Operator.IS_PART_OF);

    /** What the policy asks about, which was agreed with this party. */
    public static Terms of(Policy policy, String party) {
        Map<String, Long> limits = new HashMap<>();
        Set<String> purposes = new HashSet<>();
        Set<String> bound = new TreeSet<>();
        boolean[] recipient = {false};
        Stream.of(policy.permissions(), policy.prohibitions(), policy.obligations())
                .flatMap(List::stream)
                .forEach(rule -> {
                    policy.assigneeOf(rule)
                            .filter(assignee -> !assignee.id().equals(party))
                            .ifPresent(assignee -> recipient[0] = true);
                    constraints(policy, rule).forEach(constraint -> {
                        recipient[0] |= RECIPIENT.contains(constraint.left());
                        if (constraint.left().equals(Odrl.PURPOSE)) {
                            constraint.right().forEach(purpose -> purposes.add(purpose.text()));
                            if (rule instanceof Rule.Permission && DEMANDS.contains(constraint.operator())) {
                                constraint.right().forEach(purpose -> bound.add(purpose.text()));
                            }
                        }
                        if (COUNTERS.contains(constraint.left())) {
                            limits.merge(constraint.left(), limit(constraint), Math::max);
                        }
                    });
                });
        return new Terms(Map.copyOf(limits), Set.copyOf(purposes), List.copyOf(bound), recipient[0]);
    }

    private static long limit(Constraint.Atomic constraint) {
        long limit = 0;
        for (Operand operand : constraint.right()) {
            if (operand instanceof Literal literal && literal.value().orElse("") instanceof BigDecimal number) {
                limit = Math.max(
                        limit, number.min(BigDecimal.valueOf(Long.MAX_VALUE)).longValue());
            }
        }
        return limit;
    }

    private static Stream<Constraint.Atomic> constraints(Policy policy, Rule rule) {
        Stream<Constraint> own = Stream.of(
                        rule.head().constraints(),
                        rule.head().action().map(Action::refinements).orElse(List.of()),
                        policy.targetOf(rule).map(Asset::refinements).orElse(List.of()),
                        policy.assigneeOf(rule).map(Party::refinements).orElse(List.of()))
                .flatMap(List::stream);
        List<Rule.Duty> inner =
                switch (rule) {
                    case Rule.Permission permission -> permission.duties();
                    case Rule.Prohibition prohibition -> prohibition.remedies();
                    case Rule.Duty duty -> duty.consequences();
                };
        return Stream.concat(own.flatMap(Terms::atoms), inner.stream().flatMap(duty -> constraints(policy, duty)));
    }

    private static Stream<Constraint.Atomic> atoms(Constraint constraint) {
        return switch (constraint) {
            case Constraint.Atomic atomic -> Stream.of(atomic);
            case Constraint.Logical logical -> logical.parts().stream().flatMap(Terms::atoms);
        };
    }
}
