package eu.twintown.node.context;

import eu.twintown.node.http.JsonBodies;
import eu.twintown.node.http.LdContexts;
import eu.twintown.store.Entities;
import eu.twintown.store.History;
import java.time.InstantSource;

/**
 * What the context broker's routes are built from.
 *
 * @param reader answers retrievals and queries, alone or together with other nodes
 * @param clock gives createdAt and modifiedAt
 */
public record BrokerParts(
        Entities entities,
        History history,
        EntityReader reader,
        LdContexts contexts,
        JsonBodies bodies,
        InstantSource clock) {}
