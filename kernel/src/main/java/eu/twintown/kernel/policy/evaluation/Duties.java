package eu.twintown.kernel.policy.evaluation;

import eu.twintown.kernel.policy.ActionHierarchy;
import eu.twintown.kernel.policy.Constraint;
import eu.twintown.kernel.policy.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What became of duties, from what the world knows of them. */
final class Duties {
    private final World world;
    private final ActionHierarchy actions;
    private final Constraints constraints;

    Duties(World world, ActionHierarchy actions, Constraints constraints) {
        this.world = world;
        this.actions = actions;
        this.constraints = constraints;
    }

    RuleReport.OfDuty report(Rule.Duty duty) {
        List<Premise> premises = new ArrayList<>();
        for (Constraint constraint : duty.head().constraints()) {
            premises.add(constraints.check(constraint));
        }
        List<RuleReport.OfDuty> consequences =
                duty.consequences().stream().map(this::report).toList();
        DutyRecord known = find(duty);
        Optional<String> id = Optional.ofNullable(known).map(DutyRecord::id);
        Performance performance = known == null ? Performance.UNKNOWN : known.performance();
        if (Premises.all(premises) == Satisfaction.UNSATISFIED) {
            String reason = "The duty " + duty.id() + " does not exist now: " + Premises.firstReason(premises, "");
            return new RuleReport.OfDuty(
                    duty, id, premises, consequences, Activation.INACTIVE, performance, Deontic.NON_SET, true, reason);
        }
        Deontic deontic = known == null ? Deontic.NON_SET : known.deontic();
        boolean met =
                switch (deontic) {
                    case FULFILLED -> true;
                    case NON_SET -> known != null;
                    case VIOLATED -> madeGood(performance, consequences);
                };
        String reason = reason(duty, deontic, known != null, met);
        return new RuleReport.OfDuty(
                duty, id, premises, consequences, Activation.ACTIVE, performance, deontic, met, reason);
    }

    /** After a violation the duty itself and all its consequences must be fulfilled (Information Model 2.2, 2.6.7). */
    private static boolean madeGood(Performance performance, List<RuleReport.OfDuty> consequences) {
        return performance == Performance.PERFORMED
                && !consequences.isEmpty()
                && consequences.stream().allMatch(consequence -> consequence.deontic() == Deontic.FULFILLED);
    }

    private static String reason(Rule.Duty duty, Deontic deontic, boolean known, boolean met) {
        String what = "The duty " + duty.id();
        return switch (deontic) {
            case FULFILLED -> what + " is fulfilled.";
            case NON_SET ->
                known
                        ? what + " is accepted and not violated."
                        : what + " must be fulfilled first; nothing shows that it was.";
            case VIOLATED -> met ? what + " was violated and made good." : what + " is violated.";
        };
    }

    private @Nullable DutyRecord find(Rule.Duty duty) {
        DutyRecord found = null;
        for (DutyRecord known : world.duties()) {
            if (known.duty().isPresent() && known.duty().get().equals(duty.id())) {
                found = known;
            }
        }
        if (found != null) {
            return found;
        }
        for (DutyRecord known : world.duties()) {
            if (known.done().isPresent() && fits(known.done().get(), duty.head())) {
                found = known;
            }
        }
        return found;
    }

    private boolean fits(DutyRecord.Deed deed, Rule.Head duty) {
        if (duty.action().isEmpty()
                || !actions.isIn(deed.action(), duty.action().get().id())) {
            return false;
        }
        Constraints values = new Constraints(world, deed.values(), Set.of());
        List<Constraint> refinements = duty.action().get().refinements();
        return (duty.target().isEmpty()
                        || isIn(deed.target(), duty.target().get().id()))
                && (duty.assignee().isEmpty()
                        || isIn(deed.party(), duty.assignee().get().id()))
                && refinements.stream().allMatch(r -> values.check(r).state() == Satisfaction.SATISFIED);
    }

    private boolean isIn(Optional<String> thing, String other) {
        return thing.isPresent() && world.isIn(thing.get(), other);
    }
}
