package eu.twintown.node.dataspace.dsp.delivery;

import eu.twintown.node.http.outgoing.OutgoingClient;

/** Sends a request to a participant, with a proof of who this node is. */
@FunctionalInterface
public interface Courier {

    /**
     * Sends and waits.
     *
     * @param participant id of who is asked
     * @throws eu.twintown.node.http.outgoing.OutgoingException where no answer came
     */
    OutgoingClient.Response send(String participant, OutgoingClient.Request request);
}
