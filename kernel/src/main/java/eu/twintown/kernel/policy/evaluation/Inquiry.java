package eu.twintown.kernel.policy.evaluation;

import eu.twintown.kernel.policy.Action;
import eu.twintown.kernel.policy.ActionHierarchy;
import eu.twintown.kernel.policy.Asset;
import eu.twintown.kernel.policy.Constraint;
import eu.twintown.kernel.policy.Party;
import eu.twintown.kernel.policy.Policy;
import eu.twintown.kernel.policy.Rule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The evaluation of one policy: its rules one by one, and what the outcome depends on. */
final class Inquiry {
    private final Policy policy;
    private final Request request;
    private final World world;
    private final ActionHierarchy actions;
    private final Constraints constraints;
    private final Duties duties;

    Inquiry(Policy policy, Request request, World world, ActionHierarchy actions, Set<String> worldOnly) {
        this.policy = policy;
        this.request = request;
        this.world = world;
        this.actions = actions;
        this.constraints = new Constraints(world, request.parameters(), worldOnly);
        this.duties = new Duties(world, actions, constraints);
    }

    RuleReport.OfPermission permission(Rule.Permission rule) {
        List<Premise> premises = premises(rule);
        List<RuleReport.OfDuty> conditions = rule.duties().isEmpty() ? List.of() : new ArrayList<>();
        String open = null;
        for (Rule.Duty duty : rule.duties()) {
            RuleReport.OfDuty report = duties.report(duty);
            conditions.add(report);
            open = open == null && !report.met() ? report.reason() : open;
        }
        if (Premises.all(premises) == Satisfaction.SATISFIED && open == null) {
            return new RuleReport.OfPermission(
                    rule, premises, conditions, Activation.ACTIVE, "The permission " + rule.id() + " covers this.");
        }
        String reason = Premises.firstReason(premises, open == null ? "" : open);
        return new RuleReport.OfPermission(rule, premises, conditions, Activation.INACTIVE, reason);
    }

    RuleReport.OfProhibition prohibition(Rule.Prohibition rule) {
        List<Premise> premises = premises(rule);
        List<RuleReport.OfDuty> remedies =
                rule.remedies().stream().map(duties::report).toList();
        return switch (Premises.all(premises)) {
            case SATISFIED ->
                new RuleReport.OfProhibition(
                        rule, premises, remedies, Activation.ACTIVE, "The prohibition " + rule.id() + " covers this.");
            case UNKNOWN ->
                new RuleReport.OfProhibition(
                        rule,
                        premises,
                        remedies,
                        Activation.ACTIVE,
                        "The prohibition " + rule.id() + " may cover this: " + Premises.firstReason(premises, ""));
            case UNSATISFIED ->
                new RuleReport.OfProhibition(
                        rule, premises, remedies, Activation.INACTIVE, Premises.firstReason(premises, ""));
        };
    }

    RuleReport.OfDuty duty(Rule.Duty rule) {
        return duties.report(rule);
    }

    Optional<Instant> validUntil() {
        return constraints.validUntil();
    }

    Set<String> operands() {
        return constraints.operands();
    }

    private List<Premise> premises(Rule rule) {
        List<Premise> premises = new ArrayList<>(4);
        policy.targetOf(rule).ifPresent(target -> premises.add(target(target)));
        policy.assigneeOf(rule).ifPresent(assignee -> premises.add(party(assignee)));
        rule.head().action().ifPresent(action -> premises.add(action(action)));
        for (Constraint constraint : rule.head().constraints()) {
            premises.add(constraints.check(constraint));
        }
        return premises;
    }

    private Premise target(Asset target) {
        return match(Premise.Part.TARGET, request.target(), target.id(), target.refinements());
    }

    private Premise party(Party assignee) {
        return match(Premise.Part.PARTY, request.party(), assignee.id(), assignee.refinements());
    }

    private Premise match(Premise.Part part, Optional<String> asked, String ruled, List<Constraint> refinements) {
        String noun = part == Premise.Part.TARGET ? "asset" : "party";
        if (asked.isEmpty()) {
            String reason = "The request names no " + noun + ", and the rule is about " + ruled + ".";
            return new Premise.Match(part, Satisfaction.UNKNOWN, reason, List.of());
        }
        String one = asked.get();
        if (!world.isIn(one, ruled)) {
            String reason = "The " + noun + " " + one + " is not " + ruled + ".";
            return new Premise.Match(part, Satisfaction.UNSATISFIED, reason, List.of());
        }
        return refined(part, refinements, one.equals(ruled) ? ruled : one + ", part of " + ruled + ",");
    }

    private Premise action(Action action) {
        if (!actions.isIn(request.action(), action.id())) {
            String reason = "The action " + request.action() + " is not part of " + action.id() + ".";
            return new Premise.Match(Premise.Part.ACTION, Satisfaction.UNSATISFIED, reason, List.of());
        }
        return refined(Premise.Part.ACTION, action.refinements(), request.action());
    }

    private Premise refined(Premise.Part part, List<Constraint> refinements, String what) {
        if (refinements.isEmpty()) {
            return new Premise.Match(part, Satisfaction.SATISFIED, what + " matches the rule.", List.of());
        }
        List<Premise> checked = refinements.stream().map(constraints::check).toList();
        String reason = Premises.firstReason(checked, what + " matches the rule and its refinements.");
        return new Premise.Match(part, Premises.all(checked), reason, checked);
    }
}
