package eu.twintown.node.dataspace.copy;

import eu.twintown.node.access.enforce.decision.Refusal;
import eu.twintown.node.http.Exchange;
import eu.twintown.node.http.Guard;
import eu.twintown.node.http.Languages;
import eu.twintown.node.http.RouteTable;
import eu.twintown.node.trust.Principal;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * Keeps copies of others' data from whoever may not have them: a tenant of copies is closed to all but own people and
 * machines, whatever is open to everybody otherwise, unless the agreement lets the data be handed on.
 */
public final class CopyGuard implements Guard {
    private final Guard inner;
    private final Copies copies;
    private final BiFunction<String, Principal, Optional<Refusal>> refusals;

    /**
     * Stands behind another guard.
     *
     * @param refusals why a principal may not see what came under an agreement (its id); empty where it may
     */
    public CopyGuard(Guard inner, Copies copies, BiFunction<String, Principal, Optional<Refusal>> refusals) {
        this.inner = inner;
        this.copies = copies;
        this.refusals = refusals;
    }

    @Override
    public Object admit(Exchange exchange, RouteTable.Route route) {
        Object who = inner.admit(exchange, route);
        boolean ofCopies = exchange.header(Exchange.TENANT)
                .map(String::strip)
                .filter(Copies::isCopy)
                .isPresent();
        if (ofCopies) {
            refusal(exchange.tenant(), Principal.of(who)).ifPresent(refusal -> {
                throw refusal.forbidden(Languages.of(exchange), Map.of());
            });
        }
        return who;
    }

    private Optional<Refusal> refusal(String tenant, Principal principal) {
        Optional<String> agreement = copies.agreement(tenant);
        if (agreement.isPresent()) {
            return refusals.apply(agreement.get(), principal);
        }
        boolean own = principal.kind() == Principal.Kind.PERSON || principal.kind() == Principal.Kind.MACHINE;
        return own ? Optional.empty() : Optional.of(Refusal.of("agreement", "onward"));
    }
}
