package eu.twintown.node.context;

import eu.twintown.node.access.Access;
import eu.twintown.node.http.Exchange;
import eu.twintown.node.http.JsonBodies;
import eu.twintown.node.http.LdContexts;
import eu.twintown.node.trust.Principal;
import eu.twintown.store.Entities;
import eu.twintown.store.History;
import java.time.InstantSource;
import java.util.function.Function;

/**
 * What the context broker's routes are built from.
 *
 * @param reader answers retrievals and queries, alone or together with other nodes
 * @param principals tells who makes a request
 * @param clock gives createdAt and modifiedAt
 */
public record BrokerParts(
        Entities entities,
        History history,
        EntityReader reader,
        LdContexts contexts,
        JsonBodies bodies,
        Access access,
        Function<Exchange, Principal> principals,
        InstantSource clock) {

    /** Who asks, allowed to read. */
    public Principal reader(Exchange exchange) {
        Principal principal = principals.apply(exchange);
        access.require(principal, Access.Action.READ);
        return principal;
    }

    /** Who asks, allowed to write. */
    public Principal writer(Exchange exchange) {
        Principal principal = principals.apply(exchange);
        access.require(principal, Access.Action.WRITE);
        return principal;
    }
}
