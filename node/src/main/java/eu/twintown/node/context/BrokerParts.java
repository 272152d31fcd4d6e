package eu.twintown.node.context;

import eu.twintown.node.access.view.Views;
import eu.twintown.node.http.JsonBodies;
import eu.twintown.node.http.LdContexts;
import eu.twintown.store.Entities;
import java.time.InstantSource;

/**
 * What the context broker's routes are built from.
 *
 * @param reader answers retrievals and queries, alone or together with other nodes
 * @param views the entities and their history as they look to who asks
 * @param clock gives createdAt and modifiedAt
 */
public record BrokerParts(
        Entities entities,
        Views views,
        EntityReader reader,
        LdContexts contexts,
        JsonBodies bodies,
        InstantSource clock) {}
