package eu.twintown.kernel.policy.conflict;

import eu.twintown.kernel.policy.ActionHierarchy;
import eu.twintown.kernel.policy.Asset;
import eu.twintown.kernel.policy.ConflictStrategy;
import eu.twintown.kernel.policy.Constraint;
import eu.twintown.kernel.policy.Party;
import eu.twintown.kernel.policy.Policy;
import eu.twintown.kernel.policy.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Compares policies without any request. Rules meet where their actions, assets and parties can be the same and their
 * constraints do not exclude each other; constraints are compared by operand, by order and by lists of values.
 */
public final class ConflictDetector {
    private final ActionHierarchy actions;

    public ConflictDetector(ActionHierarchy actions) {
        this.actions = actions;
    }

    /** What contradicts itself within one policy. */
    public List<Conflict> within(Policy policy) {
        return prohibited(policy, policy);
    }

    /** What contradicts each other between two policies, on either side. */
    public List<Conflict> between(Policy one, Policy other) {
        List<Conflict> conflicts = new ArrayList<>(prohibited(one, other));
        conflicts.addAll(prohibited(other, one));
        return conflicts;
    }

    /**
     * What an offer does that a rulebook does not allow. The rulebook is a policy whose prohibitions no offer may permit,
     * whose obligations each offer must demand, and whose permissions, where it has any for an action, bound what an offer
     * may permit: each constraint of such a permission must follow from those of the offer. A wide permission beside which
     * the offer itself prohibits what the rulebook does, with prohibitions that win, is no conflict.
     */
    public List<Conflict> against(Policy offer, Policy rulebook) {
        List<Conflict> conflicts = new ArrayList<>();
        for (Conflict conflict : prohibited(offer, rulebook)) {
            boolean carvedOut = rulebook.prohibitions().stream()
                    .filter(prohibition -> prohibition.id().equals(conflict.against()))
                    .allMatch(prohibition -> prohibits(offer, prohibition));
            if (!carvedOut || conflict.certain()) {
                conflicts.add(conflict);
            }
        }
        for (Rule.Permission permission : offer.permissions()) {
            bound(offer, permission, rulebook).ifPresent(conflicts::add);
        }
        for (Rule.Duty demanded : rulebook.obligations()) {
            if (!demands(offer, demanded)) {
                conflicts.add(new Conflict(
                        offer.id(),
                        demanded.id(),
                        true,
                        "The rulebook demands the duty " + demanded.id() + ", which the offer does not have."));
            }
        }
        return conflicts;
    }

    /** Permissions and duties of the one that the other prohibits. */
    private List<Conflict> prohibited(Policy one, Policy other) {
        List<Conflict> conflicts = new ArrayList<>();
        List<Rule> wanted = new ArrayList<>(one.permissions());
        wanted.addAll(one.obligations());
        for (Rule.Permission permission : one.permissions()) {
            wanted.addAll(permission.duties());
        }
        for (Rule rule : wanted) {
            for (Rule.Prohibition prohibition : other.prohibitions()) {
                meet(one, rule, other, prohibition).ifPresent(conflicts::add);
            }
        }
        return conflicts;
    }

    private Optional<Conflict> meet(Policy one, Rule rule, Policy other, Rule.Prohibition prohibition) {
        boolean apart = !actionsMeet(rule, prohibition)
                || !assetsMeet(one.targetOf(rule), other.targetOf(prohibition))
                || !partiesMeet(one.assigneeOf(rule), other.assigneeOf(prohibition))
                || Bounds.exclude(rule.head().constraints(), prohibition.head().constraints());
        if (apart) {
            return Optional.empty();
        }
        boolean certain = within(rule, prohibition, one, other);
        String verb = rule instanceof Rule.Permission ? "permits" : "demands";
        return Optional.of(new Conflict(
                rule.id(),
                prohibition.id(),
                certain,
                rule.id() + " " + verb + " " + actionOf(rule).orElse("any action") + ", which " + prohibition.id()
                        + (certain ? " prohibits." : " prohibits in some cases.")));
    }

    private boolean within(Rule rule, Rule.Prohibition prohibition, Policy one, Policy other) {
        Optional<String> action = actionOf(rule);
        Optional<String> prohibited = actionOf(prohibition);
        boolean part = prohibited.isEmpty() || action.isPresent() && actions.isIn(action.get(), prohibited.get());
        return part
                && prohibition.head().constraints().stream()
                        .allMatch(bound -> Bounds.imply(rule.head().constraints(), bound))
                && covers(
                        other.targetOf(prohibition).map(Asset::id),
                        one.targetOf(rule).map(Asset::id))
                && covers(
                        other.assigneeOf(prohibition).map(Party::id),
                        one.assigneeOf(rule).map(Party::id));
    }

    /** The rulebook's permissions that bound this one of an offer. */
    List<Rule.Permission> bounds(Policy offer, Rule.Permission permission, Policy rulebook) {
        return rulebook.permissions().stream()
                .filter(bound -> actionsMeet(permission, bound)
                        && assetsMeet(offer.targetOf(permission), rulebook.targetOf(bound)))
                .toList();
    }

    /** The rulebook's permissions for the action bound the offer's: it must keep to one of them. */
    private Optional<Conflict> bound(Policy offer, Rule.Permission permission, Policy rulebook) {
        Conflict nearest = null;
        for (Rule.Permission bound : bounds(offer, permission, rulebook)) {
            Optional<Constraint> beyond = bound.head().constraints().stream()
                    .filter(constraint -> !Bounds.imply(permission.head().constraints(), constraint))
                    .findFirst();
            if (beyond.isEmpty()) {
                return Optional.empty();
            }
            nearest = new Conflict(
                    permission.id(),
                    bound.id(),
                    true,
                    permission.id() + " permits more than the constraint "
                            + beyond.get().id() + " of the rulebook allows.");
        }
        return Optional.ofNullable(nearest);
    }

    /** Whether the offer prohibits, in every case, what this prohibition is about, and its prohibitions win. */
    boolean prohibits(Policy offer, Rule.Prohibition demanded) {
        Optional<String> wanted = actionOf(demanded);
        return offer.conflict() == ConflictStrategy.PROHIBIT
                && offer.prohibitions().stream()
                        .filter(own -> actionOf(own).isEmpty()
                                || wanted.isPresent()
                                        && actions.isIn(
                                                wanted.get(), actionOf(own).get()))
                        .filter(own -> own.head().assignee().isEmpty()
                                && own.head().target().isEmpty())
                        .anyMatch(own -> own.head().constraints().stream()
                                .allMatch(bound -> Bounds.imply(demanded.head().constraints(), bound)));
    }

    boolean demands(Policy offer, Rule.Duty demanded) {
        boolean always = offer.obligations().stream().anyMatch(duty -> fulfils(duty, demanded));
        boolean each = !offer.permissions().isEmpty()
                && offer.permissions().stream()
                        .allMatch(permission -> permission.duties().stream().anyMatch(duty -> fulfils(duty, demanded)));
        return always || each;
    }

    /** A duty that exists in no more cases than the one demanded would not do: its constraints must follow from it. */
    private boolean fulfils(Rule.Duty duty, Rule.Duty demanded) {
        Optional<String> action = actionOf(duty);
        Optional<String> wanted = actionOf(demanded);
        return action.isPresent()
                && wanted.isPresent()
                && actions.isIn(action.get(), wanted.get())
                && duty.head().constraints().stream()
                        .allMatch(own -> Bounds.imply(demanded.head().constraints(), own));
    }

    private boolean actionsMeet(Rule rule, Rule other) {
        Optional<String> one = actionOf(rule);
        Optional<String> two = actionOf(other);
        return one.isEmpty() || two.isEmpty() || actions.overlap(one.get(), two.get());
    }

    private static Optional<String> actionOf(Rule rule) {
        return rule.head().action().map(action -> action.id());
    }

    /** Collections may share members that are not known here. */
    private static boolean assetsMeet(Optional<Asset> one, Optional<Asset> other) {
        return one.isEmpty()
                || other.isEmpty()
                || one.get().collection()
                || other.get().collection()
                || one.get().id().equals(other.get().id());
    }

    private static boolean partiesMeet(Optional<Party> one, Optional<Party> other) {
        return one.isEmpty()
                || other.isEmpty()
                || one.get().collection()
                || other.get().collection()
                || one.get().id().equals(other.get().id());
    }

    private static boolean covers(Optional<String> wide, Optional<String> narrow) {
        return wide.isEmpty() || wide.equals(narrow);
    }
}
