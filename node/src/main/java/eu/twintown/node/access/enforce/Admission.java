package eu.twintown.node.access.enforce;

import eu.twintown.kernel.entity.Entity;
import eu.twintown.kernel.view.Restriction;
import eu.twintown.node.http.Exchange;
import eu.twintown.node.trust.Principal;
import java.util.List;
import java.util.function.Consumer;

/**
 * Who was let in, and what of the entities they may see. Every reading handler goes by it, and tells it what it gave.
 *
 * @param tenant whose entities are asked for; empty = the default tenant
 * @param restriction what of them may be seen
 * @param underAgreement whether it is by an agreement
 * @param given is told the entities that are given
 */
public record Admission(
        Principal principal,
        String tenant,
        Restriction restriction,
        boolean underAgreement,
        Consumer<List<Entity>> given)
        implements Principal.Held {

    /** As the guard found out; of whom no agreement speaks, everything may be seen that the route gives. */
    public static Admission of(Exchange exchange) {
        return exchange.caller().orElse("") instanceof Admission admission
                ? admission
                : new Admission(Principal.of(exchange), exchange.tenant(), Restriction.NONE, false, entities -> {});
    }
}
