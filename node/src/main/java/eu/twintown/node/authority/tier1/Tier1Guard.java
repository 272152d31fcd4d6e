package eu.twintown.node.authority.tier1;

import eu.twintown.node.authority.api.Person;
import eu.twintown.node.authority.api.RoutePolicy;
import eu.twintown.node.authority.api.SimplProblem;
import eu.twintown.node.http.Exchange;
import eu.twintown.node.http.Guard;
import eu.twintown.node.http.RouteTable;
import eu.twintown.node.trust.Principal;
import eu.twintown.node.trust.Recogniser;
import eu.twintown.node.trust.Role;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Stands before every route of the people's listener. People come with a token of the authority itself, or are known by
 * the same means as at a node (its issuers); a node's roles then stand for Simpl-Open's.
 */
public final class Tier1Guard implements Guard {
    private static final String BEARER = "bearer ";
    private static final Set<String> STAFF =
            Set.of(Person.NOTARY, Person.ATTRIBUTE_MANAGER, Person.ONBOARDING_MANAGER, "ONBOARDER_M", "T1UAR_M");

    private final RoutePolicy policy;
    private final Accounts accounts;
    private final SignInTokens tokens;
    private final List<Recogniser> others;
    private final Guard elsewhere;

    /** @param elsewhere decides about routes that the table does not know: those that every node has */
    Tier1Guard(RoutePolicy policy, Accounts accounts, SignInTokens tokens, List<Recogniser> others, Guard elsewhere) {
        this.policy = policy;
        this.accounts = accounts;
        this.tokens = tokens;
        this.others = List.copyOf(others);
        this.elsewhere = elsewhere;
    }

    @Override
    public Object admit(Exchange exchange, RouteTable.Route route) {
        if (!policy.knows(route)) {
            return elsewhere.admit(exchange, route);
        }
        Set<String> needs = policy.needs(route);
        Optional<Person> person = person(exchange);
        if (needs.contains(RoutePolicy.ANYONE)) {
            return person.isPresent() ? person.get() : "anyone";
        }
        Person known = person.orElseThrow(() -> SimplProblem.unauthorized("Sign in first; the token is missing"));
        if (!needs.contains("signed-in") && needs.stream().noneMatch(known.roles()::contains)) {
            throw SimplProblem.forbidden(
                    "This needs one of the roles " + String.join(", ", new java.util.TreeSet<>(needs)));
        }
        return known;
    }

    private Optional<Person> person(Exchange exchange) {
        Optional<String> header = exchange.header("Authorization");
        if (header.isPresent() && header.get().toLowerCase(Locale.ROOT).startsWith(BEARER)) {
            Optional<Person> own = tokens.username(
                            header.get().substring(BEARER.length()).strip())
                    .flatMap(accounts::find);
            if (own.isPresent()) {
                return own;
            }
        }
        for (Recogniser other : others) {
            Optional<Principal> principal = other.recognise(exchange);
            if (principal.isPresent()) {
                return principal
                        .filter(p -> p.kind() == Principal.Kind.PERSON || p.kind() == Principal.Kind.MACHINE)
                        .map(Tier1Guard::translated);
            }
        }
        if (header.isPresent()) {
            throw SimplProblem.unauthorized("The token is not valid, or not valid any more");
        }
        return Optional.empty();
    }

    private static Person translated(Principal principal) {
        Set<String> roles = new HashSet<>(principal.attribute("simpl_roles"));
        if (principal.has(Role.ADMIN)) {
            roles.addAll(STAFF);
        }
        if (principal.has(Role.OPERATOR)) {
            roles.addAll(Set.of(Person.ATTRIBUTE_MANAGER, Person.ONBOARDING_MANAGER));
        }
        String email = principal.attribute("email").stream().findFirst().orElse("");
        return new Person(principal.id(), principal.name(), "", email, roles, "");
    }
}
