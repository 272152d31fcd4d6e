package eu.twintown.node;

import eu.twintown.node.dataspace.dsp.negotiation.NegotiationPolicy;
import eu.twintown.node.trust.Recogniser;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * What a program that starts a node within its own puts in the place of the node's ways.
 *
 * @param recognisers further ways to know callers, asked before the node's own
 * @param decisions gives what decides negotiations, from what the node would take
 */
public record Extensions(List<Recogniser> recognisers, UnaryOperator<NegotiationPolicy> decisions) {
    public static final Extensions NONE = new Extensions(List.of(), UnaryOperator.identity());

    public Extensions {
        recognisers = List.copyOf(recognisers);
    }
}
