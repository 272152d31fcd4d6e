package eu.twintown.kernel.policy.text;

import eu.twintown.kernel.policy.Action;
import eu.twintown.kernel.policy.Asset;
import eu.twintown.kernel.policy.Constraint;
import eu.twintown.kernel.policy.Party;
import eu.twintown.kernel.policy.Policy;
import eu.twintown.kernel.policy.PolicyType;
import eu.twintown.kernel.policy.Rule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Any policy in plain sentences, in English, German, Dutch, French or Spanish. */
public final class PolicySentences {
    private final Messages messages;
    private final Values values;
    private final UnaryOperator<String> names;

    /**
     * Sentences in a language.
     *
     * @param names gives the name that people know a thing by, for its IRI; the IRI itself where there is none
     */
    public PolicySentences(Locale locale, UnaryOperator<String> names) {
        this.messages = new Messages(locale);
        this.values = new Values(messages, locale, names);
        this.names = names;
    }

    /** A length of time, such as {@code 2 hours}; in ISO 8601 where it is of no round number of minutes. */
    public String duration(Duration duration) {
        return values.duration(duration, duration.toString());
    }

    /** The sentences of a policy, in the order of its rules. */
    public List<String> of(Policy policy) {
        List<String> sentences = new ArrayList<>();
        opening(policy, sentences);
        for (Rule.Permission permission : policy.permissions()) {
            rule("permission", policy, permission, "only", sentences);
            duties("duty", policy, permission.duties(), sentences);
        }
        for (Rule.Prohibition prohibition : policy.prohibitions()) {
            rule("prohibition", policy, prohibition, "only", sentences);
            duties("remedy", policy, prohibition.remedies(), sentences);
        }
        for (Rule.Duty obligation : policy.obligations()) {
            rule("obligation", policy, obligation, "only.duty", sentences);
            duties("consequence", policy, obligation.consequences(), sentences);
        }
        if (!policy.permissions().isEmpty() && !policy.prohibitions().isEmpty()) {
            sentences.add(messages.text("conflict." + policy.conflict().term()));
        }
        sentences.add(messages.text("rest"));
        return sentences;
    }

    private void opening(Policy policy, List<String> sentences) {
        if (policy.type() == PolicyType.OFFER) {
            sentences.add(messages.text("policy.offer"));
        }
        Optional<Party> assigner = policy.shared().assigner();
        Optional<Party> assignee = policy.shared().assignee();
        if (policy.type() == PolicyType.AGREEMENT && assigner.isPresent() && assignee.isPresent()) {
            sentences.add(messages.text(
                    "policy.agreement",
                    names.apply(assigner.get().id()),
                    names.apply(assignee.get().id())));
        }
        for (String parent : policy.inheritFrom()) {
            sentences.add(messages.text("policy.inherits", names.apply(parent)));
        }
    }

    private void duties(String key, Policy policy, List<Rule.Duty> duties, List<String> sentences) {
        for (Rule.Duty duty : duties) {
            rule(key, policy, duty, "only.duty", sentences);
            duties("consequence", policy, duty.consequences(), sentences);
        }
    }

    /** What a rule says, without its conditions. */
    String sentence(String key, Policy policy, Rule rule) {
        String whoElse = messages.text(key.equals("permission") || key.equals("prohibition") ? "anyone" : "recipient");
        String who =
                policy.assigneeOf(rule).map(party -> names.apply(party.id())).orElse(whoElse);
        String what =
                policy.targetOf(rule).map(asset -> names.apply(asset.id())).orElse(messages.text("data"));
        return capital(messages.text(
                key, who, rule.head().action().map(this::action).orElse(messages.text("any.action")), what));
    }

    private void rule(String key, Policy policy, Rule rule, String only, List<String> sentences) {
        sentences.add(sentence(key, policy, rule));
        List<Constraint> refinements = new ArrayList<>();
        rule.head().action().map(Action::refinements).ifPresent(refinements::addAll);
        policy.targetOf(rule).map(Asset::refinements).ifPresent(refinements::addAll);
        policy.assigneeOf(rule).map(Party::refinements).ifPresent(refinements::addAll);
        if (!refinements.isEmpty()) {
            sentences.add(messages.text("refined", values.all(refinements)));
        }
        if (!rule.head().constraints().isEmpty()) {
            sentences.add(messages.text(only, values.all(rule.head().constraints())));
        }
    }

    private String action(Action action) {
        String key = "action." + Values.local(action.id());
        return messages.has(key) ? messages.text(key) : messages.text("action.other", names.apply(action.id()));
    }

    private static String capital(String sentence) {
        return sentence.substring(0, 1).toUpperCase(Locale.ROOT) + sentence.substring(1);
    }
}
