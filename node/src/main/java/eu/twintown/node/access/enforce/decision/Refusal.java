package eu.twintown.node.access.enforce.decision;

import eu.twintown.kernel.policy.Constraint;
import eu.twintown.kernel.policy.Odrl;
import eu.twintown.kernel.policy.Operand;
import eu.twintown.kernel.policy.Policy;
import eu.twintown.kernel.policy.evaluation.Activation;
import eu.twintown.kernel.policy.evaluation.Outcome;
import eu.twintown.kernel.policy.evaluation.PolicyReport;
import eu.twintown.kernel.policy.evaluation.Premise;
import eu.twintown.kernel.policy.evaluation.RuleReport;
import eu.twintown.kernel.policy.evaluation.Satisfaction;
import eu.twintown.kernel.policy.text.DecisionSentences;
import eu.twintown.kernel.policy.text.PlainNames;
import eu.twintown.kernel.problem.Problem;
import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.kernel.problem.ProblemType;
import eu.twintown.node.http.Languages;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Why a request under an agreement is refused.
 *
 * @param rule the IRI of the rule of the policy that decided, or a word where it was not the policy
 * @param constraint the constraint that did not hold; empty where it was none
 * @param reason one sentence, in the language of the sentences that it is given
 */
public record Refusal(String rule, Optional<Constraint> constraint, Function<DecisionSentences, String> reason) {
    private static final Map<Locale, DecisionSentences> SENTENCES = Languages.ALL.stream()
            .collect(Collectors.toMap(Function.identity(), locale -> new DecisionSentences(locale, PlainNames::of)));

    /** A refusal that does not come from a rule of the policy. */
    public static Refusal of(String word, String sentence, String... things) {
        return new Refusal(word, Optional.empty(), sentences -> sentences.refusal(sentence, things));
    }

    /** Which rule and constraint of a policy that does not permit stood in the way. */
    public static Refusal of(Policy policy, PolicyReport report) {
        Optional<RuleReport> deciding = report.outcome() == Outcome.PROHIBITED || report.outcome() == Outcome.INVALID
                ? first(report, RuleReport.OfProhibition.class, true)
                : report.rules().stream()
                        .filter(RuleReport.OfPermission.class::isInstance)
                        .filter(RuleReport::undecided)
                        .findFirst()
                        .or(() -> first(report, RuleReport.OfPermission.class, false));
        return new Refusal(
                deciding.map(rule -> rule.rule().id()).orElse("policy"),
                deciding.flatMap(Refusal::constraint),
                sentences -> sentences.reason(policy, report));
    }

    /** The same with a sentence before its reason that says what is refused. */
    public Refusal behind(String sentence) {
        return new Refusal(rule, constraint, sentences -> sentences.refusal(sentence) + " " + reason.apply(sentences));
    }

    static DecisionSentences sentences(Locale locale) {
        return Objects.requireNonNullElseGet(
                SENTENCES.get(locale), () -> new DecisionSentences(locale, PlainNames::of));
    }

    /** The reason in a language. */
    public String reason(Locale locale) {
        return reason.apply(sentences(locale));
    }

    /** The refusal of a request, in the language of who asks. */
    public ProblemException forbidden(Locale locale, Map<String, String> more) {
        Map<String, String> parts = new LinkedHashMap<>(machine());
        parts.putAll(more);
        return new ProblemException(new Problem(ProblemType.FORBIDDEN, reason(locale), parts));
    }

    /** What machines go by: the IRIs of the rule, of the constraint, and of what it compares with what. */
    public Map<String, String> machine() {
        Map<String, String> parts = new LinkedHashMap<>(Map.of("rule", rule));
        constraint.ifPresent(failed -> parts.put("constraint", failed.id()));
        if (constraint.orElse(null) instanceof Constraint.Atomic atomic) {
            parts.put("leftOperand", atomic.left());
            parts.put("operator", Odrl.NS + atomic.operator().term());
            parts.put(
                    "rightOperand",
                    atomic.reference()
                            .orElseGet(() -> String.join(
                                    ", ",
                                    atomic.right().stream().map(Operand::text).toList())));
        }
        return parts;
    }

    private static Optional<RuleReport> first(PolicyReport report, Class<? extends RuleReport> kind, boolean active) {
        return report.rules().stream()
                .filter(kind::isInstance)
                .filter(rule -> !active || rule.activation() == Activation.ACTIVE)
                .findFirst();
    }

    /** Of a prohibition the constraint that applies it, of a permission the one that fails. */
    private static Optional<Constraint> constraint(RuleReport rule) {
        boolean prohibition = rule instanceof RuleReport.OfProhibition;
        Optional<Constraint> failing = find(rule.premises(), Satisfaction.UNSATISFIED);
        return prohibition
                ? find(rule.premises(), Satisfaction.SATISFIED).or(() -> find(rule.premises(), Satisfaction.UNKNOWN))
                : failing.or(() -> find(rule.premises(), Satisfaction.UNKNOWN));
    }

    private static Optional<Constraint> find(List<Premise> premises, Satisfaction state) {
        for (Premise premise : premises) {
            Optional<Constraint> found =
                    switch (premise) {
                        case Premise.Match match -> find(match.refinements(), state);
                        case Premise.Compared compared ->
                            compared.state() == state ? Optional.of(compared.constraint()) : Optional.empty();
                        case Premise.Joined joined ->
                            joined.state() == state
                                    ? find(joined.parts(), state).or(() -> Optional.of(joined.constraint()))
                                    : Optional.empty();
                    };
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }
}
