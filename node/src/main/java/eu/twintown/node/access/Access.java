package eu.twintown.node.access;

import com.fasterxml.jackson.annotation.JsonProperty;
import eu.twintown.kernel.problem.Problem;
import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.kernel.problem.ProblemType;
import eu.twintown.node.http.Exchange;
import eu.twintown.node.http.Guard;
import eu.twintown.node.trust.Principal;
import eu.twintown.node.trust.Recogniser;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Decides who may do what: the rule of the route, what the configuration opens to everybody, and its conditions on
 * attributes. A route without a rule is closed.
 */
public final class Access {

    /**
     * A decision and why it fell so.
     *
     * @param rule name of the rule that decided
     * @param reason one sentence for the caller
     */
    public record Decision(boolean allowed, String rule, String reason) {}

    /** A rule as people read it; {@code open} = everybody passes, as things are configured. */
    public record RuleView(
            List<String> methods,
            String template,
            String face,
            List<String> needs,
            @JsonProperty("public") boolean open) {}

    private static final String SIGN_IN = "/auth/login";

    private final RuleTable rules;
    private final AccessSettings settings;
    private final Agreements agreements;

    /** Decides on a request that names an agreement: what it opens, or ProblemException Forbidden. */
    @FunctionalInterface
    public interface Agreements {
        Principal.Held admit(Exchange exchange, Principal principal);
    }

    /** The node's own table of rules; nothing is agreed. */
    public Access(AccessSettings settings) {
        this(settings, Access::noAgreements);
    }

    /** The node's own table of rules. */
    public Access(AccessSettings settings, Agreements agreements) {
        this(RuleTable.standard(), settings, agreements);
    }

    Access(RuleTable rules, AccessSettings settings) {
        this(rules, settings, Access::noAgreements);
    }

    Access(RuleTable rules, AccessSettings settings, Agreements agreements) {
        this.rules = rules;
        this.settings = settings;
        this.agreements = agreements;
    }

    private static Principal.Held noAgreements(Exchange exchange, Principal principal) {
        throw new ProblemException(
                new Problem(ProblemType.FORBIDDEN, "This node knows no agreements", Map.of("rule", "agreement")));
    }

    /**
     * Finds out who asks and whether they may; what the server puts before every handler. A request that names an agreement
     * is answered under it, also where everybody could ask.
     */
    public Guard guard(Recogniser recogniser) {
        return (exchange, route) -> {
            Principal principal = recogniser.recognise(exchange).orElse(Principal.ANONYMOUS);
            require(principal, route.method(), route.template());
            return Need.isUnderAgreement(principal) && isNarrowed(route.method(), route.template())
                    ? agreements.admit(exchange, principal)
                    : principal;
        };
    }

    private boolean isNarrowed(String method, String template) {
        return rules.find(method, template)
                .map(rule -> rule.needs().contains(Need.AGREEMENT))
                .orElse(false);
    }

    /** Whether this principal may use this route. */
    public Decision decide(Principal principal, String method, String template) {
        Optional<Rule> found = rules.find(method, template);
        if (found.isEmpty()) {
            return new Decision(
                    false, "no-rule", "There is no rule for " + method + " " + template + ", so it is closed");
        }
        Rule rule = found.get();
        if (isOpen(rule)) {
            return new Decision(true, "public", "This is open to everybody");
        }
        if (principal.kind() == Principal.Kind.ANONYMOUS) {
            return new Decision(
                    false,
                    "sign-in",
                    "Who asks must be known here; needed: " + rule.needed() + ". Sign in or send a token");
        }
        List<Need> met = met(rule, principal);
        if (met.isEmpty()) {
            return new Decision(
                    false, "needs", "Needed: " + rule.needed() + "; " + has(principal) + advice(rule, principal));
        }
        return met.stream().anyMatch(need -> unconditionally(rule, need, principal))
                ? new Decision(true, "needs", "Allowed by: " + rule.needed())
                : new Decision(false, "conditions", "The attributes of " + principal.name() + " do not allow this");
    }

    private List<Need> met(Rule rule, Principal principal) {
        List<Need> met = new ArrayList<>(
                rule.needs().stream().filter(need -> need.isMetBy(principal)).toList());
        boolean forMembers = rule.needs().contains(Need.AGREEMENT)
                && rule.face().filter(settings.members()::contains).isPresent();
        if (forMembers && Need.PARTICIPANT.isMetBy(principal)) {
            met.add(Need.PARTICIPANT);
        }
        return met;
    }

    private boolean isOpen(Rule rule) {
        return rule.isForAnyone()
                || rule.face().isPresent()
                        && settings.open().contains(rule.face().get());
    }

    private boolean unconditionally(Rule rule, Need need, Principal principal) {
        return settings.conditions().stream()
                .filter(condition -> condition.concerns(rule, need, principal))
                .allMatch(condition -> condition.isMetBy(principal));
    }

    private static String advice(Rule rule, Principal principal) {
        if (principal.kind() != Principal.Kind.PARTICIPANT) {
            return "";
        }
        if (rule.needs().contains(Need.AGREEMENT)) {
            return ". Entities are read under an agreement: negotiate one, and send the token of its transfer";
        }
        return rule.face().filter("subscriptions"::equals).isPresent()
                ? ". Under an agreement, changes come by a push transfer"
                : "";
    }

    private static String has(Principal principal) {
        String roles = principal.roles().stream()
                .map(role -> role.name().toLowerCase(java.util.Locale.ROOT))
                .sorted()
                .collect(Collectors.joining(", "));
        return principal.name() + " has " + (roles.isEmpty() ? "no role" : roles) + " here";
    }

    /**
     * Lets the request pass or refuses it.
     *
     * @throws ProblemException Unauthorized where nobody knows who asks, else Forbidden, with the rule that decided
     */
    public void require(Principal principal, String method, String template) {
        Decision decision = decide(principal, method, template);
        if (decision.allowed()) {
            return;
        }
        throw new ProblemException(
                decision.rule().equals("sign-in")
                        ? new Problem(
                                ProblemType.UNAUTHORIZED,
                                decision.reason(),
                                Map.of("rule", decision.rule(), "signInUrl", SIGN_IN))
                        : new Problem(ProblemType.FORBIDDEN, decision.reason(), Map.of("rule", decision.rule())));
    }

    /** Whether this face is open to everybody. */
    public boolean isOpen(String face) {
        return settings.open().contains(face);
    }

    /** The whole table. */
    public List<RuleView> rules() {
        return rules.all().stream()
                .map(rule -> new RuleView(
                        List.copyOf(rule.methods()),
                        rule.template(),
                        rule.face().orElse(""),
                        rule.needs().stream().map(Need::word).toList(),
                        isOpen(rule)))
                .toList();
    }
}
