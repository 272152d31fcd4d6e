package eu.twintown.kernel.policy.city;

import eu.twintown.kernel.policy.Connective;
import eu.twintown.kernel.policy.Constraint;
import eu.twintown.kernel.policy.evaluation.Outcome;
import eu.twintown.kernel.policy.evaluation.PolicyReport;
import eu.twintown.kernel.policy.evaluation.Premise;
import eu.twintown.kernel.policy.evaluation.RuleReport;
import eu.twintown.kernel.policy.evaluation.Satisfaction;
import java.util.ArrayList;
import java.util.List;

/**
 * What a query must be narrowed to so that a permission covers it. A request that says nothing of area, types, attributes
 * or aggregation is not refused for that: the enforcement makes these constraints part of the query.
 *
 * @param permission the IRI of the permission
 * @param constraints all must become part of the query; none: everything is open
 */
public record Narrowing(String permission, List<Constraint.Atomic> constraints) {
    public Narrowing {
        constraints = List.copyOf(constraints);
    }

    /**
     * One for each permission that covers the request once the query is narrowed; data under any one of them may be
     * given. Empty where no narrowing helps: something else is missing, or a prohibition may apply.
     */
    public static List<Narrowing> of(PolicyReport report) {
        List<Narrowing> narrowings = new ArrayList<>();
        if (report.outcome() == Outcome.PERMITTED || report.outcome() == Outcome.UNKNOWN) {
            for (RuleReport rule : report.rules()) {
                List<Constraint.Atomic> constraints = new ArrayList<>();
                if (rule instanceof RuleReport.OfPermission permission
                        && permission.conditions().stream().allMatch(RuleReport.OfDuty::met)
                        && collect(permission.premises(), constraints)) {
                    narrowings.add(new Narrowing(rule.rule().id(), constraints));
                }
            }
        }
        return narrowings;
    }

    /** The values of one left operand that the query must keep to; empty where it is not narrowed by it. */
    public List<Constraint.Atomic> on(String leftOperand) {
        return constraints.stream()
                .filter(constraint -> constraint.left().equals(leftOperand))
                .toList();
    }

    /** Whether all premises hold once those that narrow are made part of the query; gathers these. */
    private static boolean collect(List<Premise> premises, List<Constraint.Atomic> into) {
        for (Premise premise : premises) {
            boolean possible =
                    switch (premise) {
                        case Premise.Match match ->
                            match.refinements().isEmpty()
                                    ? match.state() == Satisfaction.SATISFIED
                                    : collect(match.refinements(), into);
                        case Premise.Compared compared -> narrows(compared, into);
                        case Premise.Joined joined ->
                            joined.constraint().connective() == Connective.AND
                                    ? collect(joined.parts(), into)
                                    : joined.state() == Satisfaction.SATISFIED;
                    };
            if (!possible) {
                return false;
            }
        }
        return true;
    }

    private static boolean narrows(Premise.Compared compared, List<Constraint.Atomic> into) {
        boolean narrowing = CityProfile.NARROWING.contains(compared.constraint().left());
        if (narrowing) {
            into.add(compared.constraint());
        }
        return compared.state() == Satisfaction.SATISFIED
                || narrowing
                        && compared.state() == Satisfaction.UNKNOWN
                        && compared.actual().isEmpty();
    }
}
