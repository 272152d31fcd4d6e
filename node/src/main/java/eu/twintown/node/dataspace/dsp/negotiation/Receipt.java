package eu.twintown.node.dataspace.dsp.negotiation;

import eu.twintown.node.dataspace.dsp.delivery.Process;

/**
 * A message that was taken, durably.
 *
 * @param state that the answer tells: where the message led, whatever this node has decided since
 */
record Receipt(Process process, NegotiationState state) {}
