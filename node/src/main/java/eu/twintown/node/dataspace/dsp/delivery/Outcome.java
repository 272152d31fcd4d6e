package eu.twintown.node.dataspace.dsp.delivery;

import tools.jackson.databind.node.ObjectNode;

/** What came of an attempt to send a message. */
sealed interface Outcome {

    /** @param answer the body; empty where there was none */
    record Delivered(ObjectNode answer) implements Outcome {}

    /** It is to be tried again. */
    record Later(String why) implements Outcome {}

    /** It is not to be tried again; {@code maybeThere} where it may have arrived before nevertheless. */
    record Refused(String code, String reason, boolean maybeThere) implements Outcome {}
}
