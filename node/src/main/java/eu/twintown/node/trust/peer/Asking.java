package eu.twintown.node.trust.peer;

import eu.twintown.node.http.outgoing.OutgoingClient;

/** Sends a request with a proof of who this node is. */
@FunctionalInterface
interface Asking {
    OutgoingClient.Response send(OutgoingClient.Request request);
}
