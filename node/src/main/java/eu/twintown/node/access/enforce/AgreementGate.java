package eu.twintown.node.access.enforce;

import eu.twintown.kernel.entity.Entity;
import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.node.access.enforce.decision.Refusal;
import eu.twintown.node.access.enforce.decision.Ruling;
import eu.twintown.node.access.enforce.grant.Grant;
import eu.twintown.node.access.enforce.grant.Grants;
import eu.twintown.node.http.Exchange;
import eu.twintown.node.http.Languages;
import eu.twintown.node.trust.Principal;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Lets requests under an agreement in, narrowed to what it opens, or refuses them with the reason. */
public final class AgreementGate {
    /** Attribute of a principal whose proof names an agreement. */
    public static final String AGREEMENT = "agreement";

    /** Header of every answer under an agreement. */
    public static final String DECISION = "Decision-Id";

    private static final String PURPOSE = "purpose";

    /** What is no entities, such as files. */
    private static final String WHOLE = "/dataspace/data/";

    private final Grants grants;
    private final Enforcement enforcement;
    private volatile Consumer<Served> listener = served -> {};

    public AgreementGate(Grants grants, Enforcement enforcement) {
        this.grants = grants;
        this.enforcement = enforcement;
    }

    /** Tells what becomes of each request under a known agreement to {@code uses}, which must be quick. */
    public void listen(Consumer<Served> uses) {
        listener = uses;
    }

    /**
     * Decides on a request for entities, or for what is given as a whole.
     *
     * @throws ProblemException Forbidden, with the rule and constraint that decided
     */
    public Admission admit(Exchange exchange, Principal principal) {
        List<String> named = principal.attribute(AGREEMENT);
        if (named.size() != 1) {
            throw refused(exchange, Refusal.of("agreement", "many", Integer.toString(named.size())), Map.of());
        }
        Grant grant = grants.find(named.getFirst())
                .orElseThrow(() -> refused(exchange, Refusal.of("agreement", "agreement", named.getFirst()), Map.of()));
        List<String> purposes = purposes(exchange, principal);
        Supplier<Locale> language = () -> Languages.of(exchange);
        boolean whole = exchange.rawPath().startsWith(WHOLE);
        Ruling ruling;
        try {
            ruling = whole
                    ? enforcement.requireWhole(grant, principal, purposes, language)
                    : enforcement.require(grant, principal, purposes, language);
        } catch (ProblemException e) {
            listener.accept(new Served(grant.agreement(), principal.id(), purposes, Set.of(), 0, true));
            throw e;
        }
        exchange.answerHeader(DECISION, ruling.decision());
        if (whole) {
            listener.accept(new Served(grant.agreement(), principal.id(), purposes, Set.of(), 0, false));
        }
        String tenant = exchange.header(Exchange.TENANT).isPresent() ? exchange.tenant() : ruling.tenant();
        if (!tenant.equals(ruling.tenant())) {
            throw refused(exchange, Refusal.of("tenant", "tenant"), Map.of("decision", ruling.decision()));
        }
        return new Admission(
                principal,
                tenant,
                ruling.restriction(),
                true,
                entities -> listener.accept(new Served(
                        grant.agreement(), principal.id(), purposes, types(entities), entities.size(), false)));
    }

    private static Set<String> types(List<Entity> entities) {
        Set<String> types = new LinkedHashSet<>();
        entities.forEach(entity -> types.addAll(entity.types()));
        return types;
    }

    private static List<String> purposes(Exchange exchange, Principal principal) {
        return Purposes.parse(
                exchange.header(Purposes.HEADER).orElseGet(() -> String.join(",", principal.attribute(PURPOSE))));
    }

    private static ProblemException refused(Exchange exchange, Refusal refusal, Map<String, String> more) {
        return refusal.forbidden(Languages.of(exchange), more);
    }
}
