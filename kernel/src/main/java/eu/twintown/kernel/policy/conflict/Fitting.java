package eu.twintown.kernel.policy.conflict;

import eu.twintown.kernel.policy.ConflictStrategy;
import eu.twintown.kernel.policy.Constraint;
import eu.twintown.kernel.policy.Policy;
import eu.twintown.kernel.policy.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Brings offers within a rulebook by adding what they lack: the same prohibitions, the duties that it demands, and the
 * constraints that bound its permissions. Nothing that an offer says is taken away, so it never permits more than before.
 */
public final class Fitting {
    private final ConflictDetector detector;

    public Fitting(ConflictDetector detector) {
        this.detector = detector;
    }

    /**
     * The offer with what it lacks; itself where it lacks nothing; empty where no addition helps.
     *
     * @param offer what it adds gets ids below that of the offer
     */
    public Optional<Policy> within(Policy offer, Policy rulebook) {
        if (detector.against(offer, rulebook).isEmpty()) {
            return Optional.of(offer);
        }
        List<Rule.Prohibition> prohibitions = new ArrayList<>(offer.prohibitions());
        List<Rule.Duty> obligations = new ArrayList<>(offer.obligations());
        for (Rule.Prohibition prohibition : rulebook.prohibitions()) {
            if (!detector.prohibits(offer, prohibition)) {
                prohibitions.add(new Rule.Prohibition(
                        own(prohibition.head(), offer.id() + "#rulebook-prohibition-" + prohibitions.size()),
                        List.of()));
            }
        }
        for (Rule.Duty duty : rulebook.obligations()) {
            if (!detector.demands(offer, duty)) {
                obligations.add(new Rule.Duty(
                        own(duty.head(), offer.id() + "#rulebook-duty-" + obligations.size()), duty.consequences()));
            }
        }
        Policy fitted = new Policy(
                offer.id(),
                offer.type(),
                offer.profiles(),
                offer.inheritFrom(),
                ConflictStrategy.PROHIBIT,
                offer.shared(),
                offer.permissions().stream()
                        .map(permission -> bounded(offer, permission, rulebook))
                        .toList(),
                prohibitions,
                obligations);
        boolean fits = detector.against(fitted, rulebook).isEmpty()
                && detector.within(fitted).stream().noneMatch(Conflict::certain);
        return fits ? Optional.of(fitted) : Optional.empty();
    }

    /** With the constraints of the first of the rulebook's permissions for the action that they can be joined with. */
    private Rule.Permission bounded(Policy offer, Rule.Permission permission, Policy rulebook) {
        List<Constraint> own = permission.head().constraints();
        for (Rule.Permission bound : detector.bounds(offer, permission, rulebook)) {
            List<Constraint> asked = bound.head().constraints();
            if (!Bounds.exclude(own, asked)) {
                List<Constraint> joined = new ArrayList<>(own);
                asked.stream()
                        .filter(constraint -> !Bounds.imply(own, constraint))
                        .forEach(joined::add);
                Rule.Head head = permission.head();
                return new Rule.Permission(
                        new Rule.Head(
                                head.id(), head.action(), head.target(), head.assigner(), head.assignee(), joined),
                        permission.duties());
            }
        }
        return permission;
    }

    /** What the offer is about, and who it is for, the offer says. */
    private static Rule.Head own(Rule.Head head, String id) {
        return new Rule.Head(
                id, head.action(), Optional.empty(), Optional.empty(), Optional.empty(), head.constraints());
    }
}
