package eu.twintown.node.access.enforce;

import eu.twintown.kernel.policy.evaluation.Activation;
import eu.twintown.kernel.policy.evaluation.Outcome;
import eu.twintown.kernel.policy.evaluation.PolicyReport;
import eu.twintown.kernel.policy.evaluation.Premise;
import eu.twintown.kernel.policy.evaluation.RuleReport;
import eu.twintown.kernel.policy.evaluation.Satisfaction;
import java.util.List;
import java.util.Optional;

/**
 * Why a request under an agreement is refused.
 *
 * @param rule the IRI of the rule of the policy that decided, or a word where it was not the policy
 * @param constraint the IRI of the constraint that did not hold; empty where it was none
 * @param reason one sentence
 */
record Refusal(String rule, Optional<String> constraint, String reason) {

    /** A refusal that does not come from a rule of the policy. */
    static Refusal of(String word, String reason) {
        return new Refusal(word, Optional.empty(), reason);
    }

    /** Which rule and constraint of a policy that does not permit stood in the way. */
    static Refusal of(PolicyReport report) {
        Optional<RuleReport> deciding = report.outcome() == Outcome.PROHIBITED || report.outcome() == Outcome.INVALID
                ? first(report, RuleReport.OfProhibition.class, true)
                : report.rules().stream()
                        .filter(RuleReport.OfPermission.class::isInstance)
                        .filter(RuleReport::undecided)
                        .findFirst()
                        .or(() -> first(report, RuleReport.OfPermission.class, false));
        return deciding.map(rule -> new Refusal(rule.rule().id(), constraint(rule), report.reason()))
                .orElseGet(() -> of("policy", report.reason()));
    }

    private static Optional<RuleReport> first(PolicyReport report, Class<? extends RuleReport> kind, boolean active) {
        return report.rules().stream()
                .filter(kind::isInstance)
                .filter(rule -> !active || rule.activation() == Activation.ACTIVE)
                .findFirst();
    }

    /** Of a prohibition the constraint that applies it, of a permission the one that fails. */
    private static Optional<String> constraint(RuleReport rule) {
        boolean prohibition = rule instanceof RuleReport.OfProhibition;
        Optional<String> failing = find(rule.premises(), Satisfaction.UNSATISFIED);
        return prohibition
                ? find(rule.premises(), Satisfaction.SATISFIED).or(() -> find(rule.premises(), Satisfaction.UNKNOWN))
                : failing.or(() -> find(rule.premises(), Satisfaction.UNKNOWN));
    }

    private static Optional<String> find(List<Premise> premises, Satisfaction state) {
        for (Premise premise : premises) {
            Optional<String> found =
                    switch (premise) {
                        case Premise.Match match -> find(match.refinements(), state);
                        case Premise.Compared compared ->
                            compared.state() == state
                                    ? Optional.of(compared.constraint().id())
                                    : Optional.empty();
                        case Premise.Joined joined ->
                            joined.state() == state
                                    ? find(joined.parts(), state)
                                            .or(() -> Optional.of(
                                                    joined.constraint().id()))
                                    : Optional.empty();
                    };
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }
}
