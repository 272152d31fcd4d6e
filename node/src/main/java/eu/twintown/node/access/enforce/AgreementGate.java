package eu.twintown.node.access.enforce;

import eu.twintown.kernel.problem.Problem;
import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.kernel.problem.ProblemType;
import eu.twintown.node.http.Exchange;
import eu.twintown.node.trust.Principal;
import java.util.List;
import java.util.Map;

/** Lets requests under an agreement in, narrowed to what it opens, or refuses them with the reason. */
public final class AgreementGate {
    /** Attribute of a principal whose proof names an agreement. */
    public static final String AGREEMENT = "agreement";

    /** Header of every answer under an agreement. */
    public static final String DECISION = "Decision-Id";

    private static final String PURPOSE = "purpose";

    private final Grants grants;
    private final Enforcement enforcement;

    public AgreementGate(Grants grants, Enforcement enforcement) {
        this.grants = grants;
        this.enforcement = enforcement;
    }

    /**
     * Decides on a request for entities.
     *
     * @throws ProblemException Forbidden, with the rule and constraint that decided
     */
    public Admission admit(Exchange exchange, Principal principal) {
        List<String> named = principal.attribute(AGREEMENT);
        if (named.size() != 1) {
            throw forbidden("A request must be made under one agreement; this one names " + named.size());
        }
        Grant grant = grants.find(named.getFirst())
                .orElseThrow(() -> forbidden("This node gives no data under the agreement " + named.getFirst()));
        Ruling ruling = enforcement.require(grant, principal, purposes(exchange, principal));
        exchange.answerHeader(DECISION, ruling.decision());
        String tenant = exchange.header(Exchange.TENANT).isPresent() ? exchange.tenant() : ruling.tenant();
        if (!tenant.equals(ruling.tenant())) {
            throw new ProblemException(new Problem(
                    ProblemType.FORBIDDEN,
                    "The agreement is not about this tenant; leave the header " + Exchange.TENANT + " out",
                    Map.of("rule", "tenant", "decision", ruling.decision())));
        }
        return new Admission(principal, tenant, ruling.restriction(), true);
    }

    private static List<String> purposes(Exchange exchange, Principal principal) {
        return Purposes.parse(
                exchange.header(Purposes.HEADER).orElseGet(() -> String.join(",", principal.attribute(PURPOSE))));
    }

    private static ProblemException forbidden(String reason) {
        return new ProblemException(new Problem(ProblemType.FORBIDDEN, reason, Map.of("rule", "agreement")));
    }
}
