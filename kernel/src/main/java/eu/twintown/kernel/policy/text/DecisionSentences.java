package eu.twintown.kernel.policy.text;

import eu.twintown.kernel.policy.Constraint;
import eu.twintown.kernel.policy.Literal;
import eu.twintown.kernel.policy.Odrl;
import eu.twintown.kernel.policy.Policy;
import eu.twintown.kernel.policy.PolicyType;
import eu.twintown.kernel.policy.Rule;
import eu.twintown.kernel.policy.evaluation.Activation;
import eu.twintown.kernel.policy.evaluation.Deontic;
import eu.twintown.kernel.policy.evaluation.PolicyReport;
import eu.twintown.kernel.policy.evaluation.Premise;
import eu.twintown.kernel.policy.evaluation.RuleReport;
import eu.twintown.kernel.policy.evaluation.Satisfaction;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Why a request was let in or not, in plain sentences, in English, German, Dutch, French or Spanish. */
public final class DecisionSentences {
    private final Messages messages;
    private final Values values;
    private final UnaryOperator<String> names;
    private final PolicySentences rules;

    /**
     * Sentences in a language.
     *
     * @param names gives the name that people know a thing by, for its IRI; the IRI itself where there is none
     */
    public DecisionSentences(Locale locale, UnaryOperator<String> names) {
        this.messages = new Messages(locale);
        this.values = new Values(messages, locale, names);
        this.rules = new PolicySentences(locale, names);
        this.names = names;
    }

    /** All sentences of a policy. */
    public List<String> policy(Policy policy) {
        return rules.of(policy);
    }

    /** A constraint in words, as it stands behind "only if". */
    public String constraint(Constraint constraint) {
        return values.all(List.of(constraint));
    }

    /** A sentence of the bundle about a refusal that is not the policy's. */
    public String refusal(String key, String... things) {
        return messages.text("refused." + key, things);
    }

    /** That a request is allowed as far as a query is held to constraints. */
    public String narrowed(List<Constraint> constraints) {
        return messages.text("reason.narrowed", values.all(constraints));
    }

    /** Why a policy came to its outcome. */
    public String reason(Policy policy, PolicyReport report) {
        if (policy.type() == PolicyType.OFFER) {
            return messages.text("policy.offer");
        }
        if (!policy.inheritFrom().isEmpty()) {
            return messages.text(
                    "reason.inherits", names.apply(policy.inheritFrom().getFirst()));
        }
        return switch (report.outcome()) {
            case INVALID -> messages.text("reason.void");
            case PROHIBITED -> prohibited(policy, report);
            case PERMITTED ->
                first(report, RuleReport.OfPermission.class)
                        .map(rule ->
                                messages.text("reason.permitted", rules.sentence("permission", policy, rule.rule())))
                        .orElse("");
            case NOT_PERMITTED, UNKNOWN ->
                nearest(report)
                        .map(permission -> missing(policy, permission))
                        .orElseGet(() -> messages.text("reason.nothing"));
        };
    }

    private String prohibited(Policy policy, PolicyReport report) {
        RuleReport.OfProhibition prohibition =
                first(report, RuleReport.OfProhibition.class).orElseThrow();
        String what = messages.text("reason.prohibited", rules.sentence("prohibition", policy, prohibition.rule()));
        Optional<Premise> unknown = find(prohibition.premises(), Satisfaction.UNKNOWN);
        return unknown.filter(Premise.Compared.class::isInstance)
                .map(premise -> what + " "
                        + messages.text("reason.perhaps", constraint(((Premise.Compared) premise).constraint())))
                .orElse(what);
    }

    private static Optional<RuleReport.OfPermission> nearest(PolicyReport report) {
        List<RuleReport.OfPermission> all = report.rules().stream()
                .filter(RuleReport.OfPermission.class::isInstance)
                .map(RuleReport.OfPermission.class::cast)
                .toList();
        return all.stream().filter(RuleReport::undecided).findFirst().or(() -> all.stream()
                .findFirst());
    }

    private static <T extends RuleReport> Optional<T> first(PolicyReport report, Class<T> kind) {
        return report.rules().stream()
                .filter(rule -> rule.activation() == Activation.ACTIVE)
                .filter(kind::isInstance)
                .map(kind::cast)
                .findFirst();
    }

    private String missing(Policy policy, RuleReport.OfPermission permission) {
        return find(permission.premises(), Satisfaction.UNSATISFIED)
                .or(() -> find(permission.premises(), Satisfaction.UNKNOWN))
                .map(premise -> premise(policy, permission.rule(), premise))
                .or(() -> permission.conditions().stream()
                        .filter(duty -> !duty.met())
                        .findFirst()
                        .map(duty -> duty(policy, duty)))
                .orElseGet(() -> messages.text("reason.nothing"));
    }

    private String duty(Policy policy, RuleReport.OfDuty duty) {
        return messages.text(
                duty.deontic() == Deontic.VIOLATED ? "reason.duty.violated" : "reason.duty",
                rules.sentence("obligation", policy, duty.rule()));
    }

    private String premise(Policy policy, Rule rule, Premise premise) {
        return switch (premise) {
            case Premise.Match match ->
                messages.text(
                        "reason." + match.part().name().toLowerCase(Locale.ROOT),
                        rules.sentence("permission", policy, rule));
            case Premise.Joined joined ->
                messages.text(
                        joined.state() == Satisfaction.UNKNOWN ? "reason.unknown" : "reason.not",
                        constraint(joined.constraint()));
            case Premise.Compared compared -> compared(compared);
        };
    }

    private String compared(Premise.Compared compared) {
        String wanted = constraint(compared.constraint());
        if (compared.actual().isEmpty()) {
            return messages.text(
                    compared.constraint().left().equals(Odrl.PURPOSE) ? "reason.purpose" : "reason.unknown", wanted);
        }
        boolean truth = compared.actual().size() == 1
                && compared.actual().getFirst() instanceof Literal literal
                && literal.value().orElse("") instanceof Boolean;
        return truth
                ? messages.text("reason.not", wanted)
                : messages.text("reason.fails", wanted, values.values(compared.actual()));
    }

    /** The first premise in this state; of one that has refinements, the refinement. */
    private static Optional<Premise> find(List<Premise> premises, Satisfaction state) {
        for (Premise premise : premises) {
            if (premise.state() == state) {
                return premise instanceof Premise.Match match
                        ? find(match.refinements(), state).or(() -> Optional.of(premise))
                        : Optional.of(premise);
            }
        }
        return Optional.empty();
    }
}
