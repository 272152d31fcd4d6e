package eu.twintown.node.access.enforce;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import eu.twintown.kernel.entity.Entity;
import eu.twintown.kernel.policy.Literal;
import eu.twintown.kernel.policy.Odrl;
import eu.twintown.kernel.policy.Operand;
import eu.twintown.kernel.policy.city.CityProfile;
import eu.twintown.kernel.policy.city.Narrowing;
import eu.twintown.kernel.policy.evaluation.PolicyReport;
import eu.twintown.kernel.policy.evaluation.Request;
import eu.twintown.kernel.policy.evaluation.World;
import eu.twintown.kernel.policy.text.PlainNames;
import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.node.access.enforce.decision.Asked;
import eu.twintown.node.access.enforce.decision.Decisions;
import eu.twintown.node.access.enforce.decision.Emergency;
import eu.twintown.node.access.enforce.decision.Refusal;
import eu.twintown.node.access.enforce.decision.Ruling;
import eu.twintown.node.access.enforce.decision.Verdict;
import eu.twintown.node.access.enforce.grant.Grant;
import eu.twintown.node.access.enforce.grant.Terms;
import eu.twintown.node.access.enforce.narrow.Areas;
import eu.twintown.node.access.enforce.narrow.Narrower;
import eu.twintown.node.access.enforce.quota.Counters;
import eu.twintown.node.access.view.Places;
import eu.twintown.node.access.view.Views;
import eu.twintown.node.trust.Principal;
import eu.twintown.node.trust.recipient.RecipientFacts;
import eu.twintown.store.Entities;
import eu.twintown.store.document.Quotas;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Decides on requests under agreements: whether the agreement is in force and theirs, what its policy says (ODRL Information
 * Model 2.2; evaluated after the draft of the ODRL Formal Semantics, see docs/policies.md), and what may be seen.
 *
 * <p><b>What is kept.</b> A decision depends on the agreement (by its version), the claimed purposes, what is known of the
 * recipient, declared emergencies, duties, counters and the time. Where no counter is asked for, it is kept under all of the
 * others until the time that the report names as the earliest at which it could turn. Areas that are entities are looked up
 * anew after {@link Areas#FRESH}.
 */
public final class Enforcement implements AutoCloseable {
    private static final int MOST = 10_000;

    private final Narrower narrower;
    private final Views views;
    private final Counters counters;
    private final Decisions decisions;
    private final Emergency emergency;
    private final Function<Principal, RecipientFacts> recipients;
    private final InstantSource clock;
    private final Cache<String, Known> terms =
            Caffeine.newBuilder().maximumSize(MOST).build();
    private final Cache<Asked, Kept> kept =
            Caffeine.newBuilder().maximumSize(MOST).build();

    private final Cache<Narrowed, Narrower.Result> narrowed = Caffeine.newBuilder()
            .maximumSize(MOST)
            .expireAfterWrite(Areas.FRESH)
            .build();

    /**
     * What enforcement is built on.
     *
     * @param expand gives the IRI of a type or attribute that a policy names by its short name
     * @param recipients what is known of who asks
     */
    public record Surroundings(
            Entities entities,
            Views views,
            Places places,
            UnaryOperator<String> expand,
            Quotas quotas,
            Decisions decisions,
            Emergency emergency,
            Function<Principal, RecipientFacts> recipients,
            InstantSource clock) {}

    private record Known(String version, Terms terms) {}

    /** @param until from when on areas must be looked up anew, or another day has begun with decisions of its own */
    private record Kept(PolicyReport report, Verdict verdict, Instant until) {}

    /** What is narrowed alike. */
    private record Narrowed(String agreement, String version, List<Narrowing> narrowings) {}

    public Enforcement(Surroundings around) {
        this.narrower = new Narrower(new Areas(around.entities()), around.places(), around.expand());
        this.views = around.views();
        this.counters = new Counters(around.quotas());
        this.decisions = around.decisions();
        this.emergency = around.emergency();
        this.recipients = around.recipients();
        this.clock = around.clock();
    }

    /**
     * Lets a request for entities pass, and counts it as a use.
     *
     * @param purposes IRIs of the purposes that it claims
     * @param language in which a refusal says why
     * @throws ProblemException Forbidden: rule, constraint and decision tell why
     */
    public Ruling require(Grant grant, Principal principal, List<String> purposes, Supplier<Locale> language) {
        Verdict verdict = grant.scope().isEmpty() && closed(grant, principal).isEmpty()
                ? decisions.refused(grant, principal, purposes, Refusal.of("scope", "scope"))
                : decide(grant, principal, purposes);
        return verdict.ruling().orElseThrow(() -> forbidden(grant, verdict, language.get()));
    }

    /**
     * Lets a request for what is no entities pass, such as a file, and counts it as a use. It is given as a whole or not at
     * all.
     *
     * @throws ProblemException Forbidden, as {@link #require}
     */
    public Ruling requireWhole(Grant grant, Principal principal, List<String> purposes, Supplier<Locale> language) {
        Verdict verdict = decide(grant, principal, purposes);
        return verdict.ruling().orElseThrow(() -> forbidden(grant, verdict, language.get()));
    }

    /**
     * What of a changed entity goes out to the party of an agreement by itself; empty = nothing. Where something does, it
     * is counted as a use. Values that are put together by areas are not made of one entity and never go out so.
     */
    public Optional<Entity> project(Grant grant, Entity entity) {
        Principal party = Principal.participant(grant.party(), grant.party(), Map.of());
        // Nobody asks here, so nobody claims a purpose; the party has bound itself to those that the permissions
        // demand.
        List<String> purposes = terms(grant).bound();
        Verdict free = look(grant, party, purposes);
        return free.ruling()
                .flatMap(ruling -> views.look(ruling.tenant(), ruling.restriction(), entity))
                .filter(view -> decide(grant, party, purposes).ruling().isPresent());
    }

    /** What offers will let be seen, by the same narrowing. */
    public Prospect prospect() {
        return new Prospect(narrower, views);
    }

    /** Decides, and counts a use where it is allowed. */
    Verdict decide(Grant grant, Principal principal, List<String> purposes) {
        Optional<Refusal> closed = closed(grant, principal);
        if (closed.isPresent()) {
            return decisions.refused(grant, principal, purposes, closed.get());
        }
        Terms asked = terms(grant);
        Asked by = asked(grant, asked, principal, purposes);
        Instant now = clock.instant();
        if (asked.limits().isEmpty()) {
            return kept(by, now).orElseGet(() -> evaluated(grant, by, principal, purposes, now));
        }
        Counters.Taken taken = counters.take(grant.agreement(), asked, now);
        boolean counts = false;
        try {
            Verdict verdict = evaluate(grant, by, principal, purposes, taken.in(world(grant, by, now)));
            counts = verdict.ruling().isPresent();
            return verdict;
        } finally {
            if (!counts) {
                taken.giveBack();
            }
        }
    }

    /** As {@link #decide}, of a use that is only considered: counters are taken as if it were the first. */
    private Verdict look(Grant grant, Principal principal, List<String> purposes) {
        if (terms(grant).limits().isEmpty() || closed(grant, principal).isPresent()) {
            return decide(grant, principal, purposes);
        }
        Asked by = asked(grant, terms(grant), principal, purposes);
        World world = world(grant, by, clock.instant());
        for (String counter : terms(grant).limits().keySet()) {
            world = world.with(counter, Operand.number("1"));
        }
        return evaluate(grant, by, principal, purposes, world);
    }

    private static Optional<Refusal> closed(Grant grant, Principal principal) {
        if (!grant.party().equals(principal.id())) {
            return Optional.of(Refusal.of("party", "party", PlainNames.of(principal.id())));
        }
        if (grant.state() != Grant.State.IN_FORCE) {
            return Optional.of(Refusal.of("state", grant.state().name().toLowerCase(Locale.ROOT)));
        }
        return Optional.empty();
    }

    private Terms terms(Grant grant) {
        Known known = terms.getIfPresent(grant.agreement());
        if (known == null || !known.version().equals(grant.version())) {
            known = new Known(grant.version(), Terms.of(grant.policy(), grant.party()));
            terms.put(grant.agreement(), known);
        }
        return known.terms();
    }

    private Asked asked(Grant grant, Terms asked, Principal principal, List<String> purposes) {
        return new Asked(
                grant.agreement(),
                grant.version(),
                principal.id(),
                Asked.told(purposes, asked),
                asked.recipient() ? recipients.apply(principal) : RecipientFacts.NONE,
                emergency.state().declared(),
                grant.duties());
    }

    private Optional<Verdict> kept(Asked by, Instant now) {
        return Optional.ofNullable(kept.getIfPresent(by))
                .filter(known -> now.isBefore(known.until()) && known.report().holdsAt(now))
                .filter(known -> by.recipient() == RecipientFacts.NONE
                        || now.isBefore(by.recipient().until()))
                .map(Kept::verdict);
    }

    private Verdict evaluated(Grant grant, Asked by, Principal principal, List<String> purposes, Instant now) {
        return evaluate(grant, by, principal, purposes, world(grant, by, now));
    }

    private static World world(Grant grant, Asked by, Instant now) {
        World world = new World(
                now, Map.of(CityProfile.EMERGENCY, List.of(truth(by.emergency()))), Map.of(), grant.duties(), Map.of());
        return by.recipient().in(world);
    }

    private static Operand truth(boolean value) {
        return Literal.of(Boolean.toString(value), Odrl.XSD + "boolean");
    }

    private Verdict evaluate(Grant grant, Asked by, Principal principal, List<String> purposes, World world) {
        Map<String, List<Operand>> claims = new HashMap<>();
        if (!purposes.isEmpty()) {
            claims.put(Odrl.PURPOSE, purposes.stream().map(Operand::iri).toList());
        }
        String id = grant.agreement() + "#request";
        PolicyReport report = CityProfile.EVALUATOR.evaluate(
                grant.policy(),
                new Request(id, id, Odrl.READ, Optional.of(grant.party()), Optional.of(grant.target()), claims),
                world);
        List<Narrowing> narrowings = Narrowing.of(report);
        Narrower.Result result = narrowings.isEmpty()
                ? new Narrower.Result(Optional.empty(), Optional.of(Refusal.of(grant.policy(), report)))
                : narrowed.get(new Narrowed(grant.agreement(), grant.version(), narrowings), key -> grant.scope()
                        .map(scope -> narrower.narrow(scope, narrowings))
                        .orElseGet(() -> Narrower.whole(narrowings)));
        Verdict verdict = decisions.decided(
                grant, principal, purposes, by, report, narrowings, result.restriction(), result.refusal());
        boolean moves = grant.scope()
                .filter(scope -> Narrower.looksUpEntities(scope, narrowings))
                .isPresent();
        Instant tomorrow = world.now().truncatedTo(ChronoUnit.DAYS).plus(1, ChronoUnit.DAYS);
        kept.put(by, new Kept(report, verdict, moves ? world.now().plus(Areas.FRESH) : tomorrow));
        return verdict;
    }

    private static ProblemException forbidden(Grant grant, Verdict verdict, Locale language) {
        return verdict.refusal()
                .orElseThrow()
                .forbidden(language, Map.of("agreement", grant.agreement(), "decision", verdict.decision()));
    }

    /** Gives back what was taken of counters and not used. */
    @Override
    public void close() {
        counters.close();
    }
}
