package eu.twintown.node;

import eu.twintown.node.dataspace.dsp.negotiation.NegotiationPolicy;
import eu.twintown.node.trust.Recogniser;
import java.time.InstantSource;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * What a program that starts a node within its own puts in the place of the node's ways.
 *
 * @param recognisers further ways to know callers, asked before the node's own
 * @param decisions gives what decides negotiations, from what the node would take
 * @param clock what time it is
 */
public record Extensions(
        List<Recogniser> recognisers, UnaryOperator<NegotiationPolicy> decisions, InstantSource clock) {
    public static final Extensions NONE = new Extensions(List.of(), UnaryOperator.identity());

    public Extensions {
        recognisers = List.copyOf(recognisers);
    }

    /** With the machine's clock. */
    public Extensions(List<Recogniser> recognisers, UnaryOperator<NegotiationPolicy> decisions) {
        this(recognisers, decisions, InstantSource.system());
    }

    /** A node with this clock, and otherwise its own ways. */
    public static Extensions clock(InstantSource clock) {
        return new Extensions(List.of(), UnaryOperator.identity(), clock);
    }
}
