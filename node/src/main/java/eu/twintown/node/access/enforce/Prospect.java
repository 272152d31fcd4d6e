package eu.twintown.node.access.enforce;

import eu.twintown.kernel.entity.Entity;
import eu.twintown.kernel.policy.Action;
import eu.twintown.kernel.policy.Asset;
import eu.twintown.kernel.policy.Connective;
import eu.twintown.kernel.policy.Constraint;
import eu.twintown.kernel.policy.Odrl;
import eu.twintown.kernel.policy.Policy;
import eu.twintown.kernel.policy.PolicyType;
import eu.twintown.kernel.policy.Rule;
import eu.twintown.kernel.policy.city.CityProfile;
import eu.twintown.kernel.policy.city.Narrowing;
import eu.twintown.kernel.policy.evaluation.PolicyReport;
import eu.twintown.kernel.policy.evaluation.Request;
import eu.twintown.kernel.policy.evaluation.World;
import eu.twintown.kernel.query.EntityFilter;
import eu.twintown.kernel.view.Restriction;
import eu.twintown.node.access.enforce.decision.Refusal;
import eu.twintown.node.access.enforce.grant.Grant;
import eu.twintown.node.access.enforce.narrow.Areas;
import eu.twintown.node.access.enforce.narrow.Narrower;
import eu.twintown.node.access.view.Places;
import eu.twintown.node.access.view.Views;
import eu.twintown.store.Entities;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * What offers will let be seen once they are agreed, found before anybody has agreed: by the evaluation, the narrowing and
 * the views that requests under an agreement go through. Who asks is taken to fulfil whatever the offers ask of a recipient,
 * a purpose or a time.
 */
public final class Prospect {
    private static final String ANYBODY = "urn:twintown:prospect";

    private final Narrower narrower;
    private final Views views;

    Prospect(Narrower narrower, Views views) {
        this.narrower = narrower;
        this.views = views;
    }

    /** @param expand gives the IRI of a type or attribute that a policy names by its short name */
    public Prospect(Entities entities, Views views, Places places, UnaryOperator<String> expand) {
        this(new Narrower(new Areas(entities), places, expand), views);
    }

    /**
     * What may be seen, or why nothing will be.
     *
     * @param restriction empty where nothing will be seen at all
     * @param refusal one sentence in the language asked for; empty where something may be seen
     */
    public record Outlook(Optional<Restriction> restriction, Optional<String> refusal) {}

    /** What may be seen of a scope under any of the offers. */
    public Outlook of(Grant.Scope scope, String dataset, List<Policy> offers, Locale language) {
        List<Narrowing> narrowings = new ArrayList<>();
        Optional<Refusal> refused = Optional.empty();
        for (Policy offer : offers) {
            PolicyReport report = CityProfile.EVALUATOR.evaluate(
                    narrowingAlone(offer, dataset),
                    Request.of(ANYBODY, Odrl.READ, ANYBODY, dataset),
                    World.at(Instant.EPOCH));
            List<Narrowing> found = Narrowing.of(report);
            refused = found.isEmpty() ? Optional.of(Refusal.of(offer, report)) : refused;
            narrowings.addAll(found);
        }
        Narrower.Result result = narrowings.isEmpty()
                ? new Narrower.Result(Optional.empty(), refused)
                : narrower.narrow(scope, narrowings);
        return new Outlook(
                result.restriction(),
                result.refusal()
                        .filter(refusal -> result.restriction().isEmpty())
                        .map(refusal -> refusal.reason(language)));
    }

    /** Gives every entity to {@code sink} as it will look. */
    public void each(String tenant, Outlook outlook, Consumer<Entity> sink) {
        outlook.restriction().ifPresent(restriction -> views.scan(tenant, restriction, EntityFilter.ALL, sink));
    }

    /** The offer with those constraints only that become part of a query. */
    private static Policy narrowingAlone(Policy offer, String dataset) {
        return new Policy(
                offer.id(),
                PolicyType.SET,
                offer.profiles(),
                offer.inheritFrom(),
                offer.conflict(),
                new Policy.Shared(
                        Optional.of(new Asset(dataset)), Optional.empty(), Optional.empty(), Optional.empty()),
                offer.permissions().stream()
                        .map(permission -> new Rule.Permission(narrowingAlone(permission.head()), List.of()))
                        .toList(),
                offer.prohibitions().stream().filter(Prospect::appliesToAll).toList(),
                List.of());
    }

    private static Rule.Head narrowingAlone(Rule.Head head) {
        return new Rule.Head(
                head.id(),
                head.action().map(action -> new Action(action.id(), narrowing(action.refinements()))),
                head.target(),
                Optional.empty(),
                Optional.empty(),
                narrowing(head.constraints()));
    }

    private static boolean appliesToAll(Rule.Prohibition prohibition) {
        return prohibition.head().assignee().isEmpty()
                && prohibition.head().constraints().stream().allMatch(Prospect::narrows);
    }

    private static List<Constraint> narrowing(List<Constraint> constraints) {
        List<Constraint> kept = new ArrayList<>();
        for (Constraint constraint : constraints) {
            if (constraint instanceof Constraint.Logical logical && logical.connective() == Connective.AND) {
                kept.addAll(narrowing(logical.parts()));
            } else if (narrows(constraint)) {
                kept.add(constraint);
            }
        }
        return kept;
    }

    private static boolean narrows(Constraint constraint) {
        return switch (constraint) {
            case Constraint.Atomic atomic -> CityProfile.NARROWING.contains(atomic.left());
            case Constraint.Logical logical -> logical.parts().stream().anyMatch(Prospect::narrows);
        };
    }
}
