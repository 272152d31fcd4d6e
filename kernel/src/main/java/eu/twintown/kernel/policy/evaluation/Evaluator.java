package eu.twintown.kernel.policy.evaluation;

import eu.twintown.kernel.policy.ActionHierarchy;
import eu.twintown.kernel.policy.ConflictStrategy;
import eu.twintown.kernel.policy.Odrl;
import eu.twintown.kernel.policy.Policy;
import eu.twintown.kernel.policy.PolicyType;
import eu.twintown.kernel.policy.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates policies: a pure function of the policies, the request and the state of the world.
 *
 * <p>Sources: W3C ODRL Information Model 2.2; ODRL Formal Semantics (draft of the ODRL Community Group) for what makes a
 * rule active and a duty fulfilled; the compliance report vocabulary for the states. What is unknown never permits: a
 * permission with an unknown premise is inactive, a prohibition with an unknown premise is active. A duty that the world
 * knows as accepted and not due yet (NonSet) does not hold a permission back, as in the ODRL test suite; one that the
 * world knows nothing of does.
 */
public final class Evaluator {
    /** Operands of ODRL that who asks cannot know or would be believed at one's peril. */
    public static final Set<String> KNOWN_BY_THE_WORLD_ONLY = Stream.of(
                    "count",
                    "elapsedTime",
                    "meteredTime",
                    "timeInterval",
                    "delayPeriod",
                    "event",
                    "recipient",
                    "payAmount")
            .map(term -> Odrl.NS + term)
            .collect(Collectors.toUnmodifiableSet());

    private final ActionHierarchy actions;
    private final Set<String> worldOnly;

    /** Evaluates by the vocabulary of ODRL alone. */
    public Evaluator() {
        this(ActionHierarchy.ODRL, KNOWN_BY_THE_WORLD_ONLY);
    }

    /**
     * Evaluates by a profile.
     *
     * @param actions the actions of the vocabulary and of the profile
     * @param worldOnly left operands whose values are never taken from the request
     */
    public Evaluator(ActionHierarchy actions, Set<String> worldOnly) {
        this.actions = actions;
        this.worldOnly = Set.copyOf(worldOnly);
    }

    /** What one policy says. An offer grants nothing, and a policy that still inherits is not whole: both permit nothing. */
    public PolicyReport evaluate(Policy policy, Request request, World world) {
        Inquiry inquiry = new Inquiry(policy, request, world, actions, worldOnly);
        List<RuleReport> rules = new ArrayList<>();
        for (Rule.Permission permission : policy.permissions()) {
            rules.add(inquiry.permission(permission));
        }
        for (Rule.Prohibition prohibition : policy.prohibitions()) {
            rules.add(inquiry.prohibition(prohibition));
        }
        for (Rule.Duty obligation : policy.obligations()) {
            rules.add(inquiry.duty(obligation));
        }
        Verdict verdict = verdict(policy, rules);
        return new PolicyReport(
                policy.id(),
                request,
                world.now(),
                List.copyOf(rules),
                verdict.outcome(),
                verdict.reason(),
                inquiry.validUntil(),
                inquiry.operands());
    }

    /**
     * What several policies say together (Information Model 2.2, clause 2.10): one that is void voids the answer; where
     * one permits and another prohibits, the permission wins only if both say so.
     */
    public JointReport evaluate(List<Policy> policies, Request request, World world) {
        List<PolicyReport> reports = new ArrayList<>();
        boolean permissionsWin = true;
        for (Policy policy : policies) {
            reports.add(evaluate(policy, request, world));
            permissionsWin &= policy.conflict() == ConflictStrategy.PERM;
        }
        return JointReport.of(reports, permissionsWin);
    }

    private record Verdict(Outcome outcome, String reason) {}

    private static Verdict verdict(Policy policy, List<RuleReport> rules) {
        if (policy.type() == PolicyType.OFFER) {
            return new Verdict(Outcome.NOT_PERMITTED, "An offer grants nothing until it has become an agreement.");
        }
        if (!policy.inheritFrom().isEmpty()) {
            return new Verdict(
                    Outcome.UNKNOWN,
                    "The rules inherited from " + policy.inheritFrom().getFirst() + " are not known.");
        }
        RuleReport permission = first(rules, RuleReport.OfPermission.class);
        RuleReport prohibition = first(rules, RuleReport.OfProhibition.class);
        if (permission != null && prohibition != null) {
            return conflict(policy.conflict(), permission, prohibition);
        }
        if (prohibition != null) {
            return new Verdict(Outcome.PROHIBITED, prohibition.reason());
        }
        return permission == null ? none(rules) : new Verdict(Outcome.PERMITTED, permission.reason());
    }

    private static Verdict conflict(ConflictStrategy strategy, RuleReport permission, RuleReport prohibition) {
        String both = permission.rule().id() + " permits this and "
                + prohibition.rule().id() + " prohibits it; ";
        return switch (strategy) {
            case PERM -> new Verdict(Outcome.PERMITTED, both + "in this policy permissions win.");
            case PROHIBIT -> new Verdict(Outcome.PROHIBITED, both + "in this policy prohibitions win.");
            case INVALID -> new Verdict(Outcome.INVALID, both + "the policy contradicts itself and is void.");
        };
    }

    private static Verdict none(List<RuleReport> rules) {
        RuleReport nearest = null;
        for (RuleReport rule : rules) {
            if (rule instanceof RuleReport.OfPermission permission) {
                if (permission.undecided()) {
                    return new Verdict(Outcome.UNKNOWN, permission.reason());
                }
                nearest = nearest == null ? permission : nearest;
            }
        }
        return new Verdict(Outcome.NOT_PERMITTED, nearest == null ? "The policy permits nothing." : nearest.reason());
    }

    private static @Nullable RuleReport first(List<RuleReport> rules, Class<? extends RuleReport> kind) {
        for (RuleReport rule : rules) {
            if (kind.isInstance(rule) && rule.activation() == Activation.ACTIVE) {
                return rule;
            }
        }
        return null;
    }
}
