package eu.twintown.node.dataspace.copy;

import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.kernel.problem.ProblemType;
import eu.twintown.node.http.Exchange;
import eu.twintown.node.http.Guard;
import eu.twintown.node.http.RouteTable;
import eu.twintown.node.trust.Principal;
import java.util.function.BiPredicate;

/**
 * Keeps copies of others' data from whoever may not have them: a tenant of copies is closed to all but own people and
 * machines, whatever is open to everybody otherwise, unless the agreement lets the data be handed on.
 */
public final class CopyGuard implements Guard {
    private final Guard inner;
    private final Copies copies;
    private final BiPredicate<String, Principal> admits;

    /**
     * Stands behind another guard.
     *
     * @param admits whether a principal may see what came under an agreement (its id)
     */
    public CopyGuard(Guard inner, Copies copies, BiPredicate<String, Principal> admits) {
        this.inner = inner;
        this.copies = copies;
        this.admits = admits;
    }

    @Override
    public Object admit(Exchange exchange, RouteTable.Route route) {
        Object who = inner.admit(exchange, route);
        boolean ofCopies = exchange.header(Exchange.TENANT)
                .map(String::strip)
                .filter(Copies::isCopy)
                .isPresent();
        if (ofCopies) {
            requireAdmitted(exchange.tenant(), Principal.of(who));
        }
        return who;
    }

    private void requireAdmitted(String tenant, Principal principal) {
        boolean admitted = copies.agreement(tenant)
                .map(agreement -> admits.test(agreement, principal))
                .orElseGet(
                        () -> principal.kind() == Principal.Kind.PERSON || principal.kind() == Principal.Kind.MACHINE);
        if (!admitted) {
            throw new ProblemException(
                    ProblemType.FORBIDDEN,
                    "This tenant holds data that came here under an agreement, which does not let them be handed on");
        }
    }
}
