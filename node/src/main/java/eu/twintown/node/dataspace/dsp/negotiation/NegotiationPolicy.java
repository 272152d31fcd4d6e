package eu.twintown.node.dataspace.dsp.negotiation;

/** Decides what this node does when it is its turn. Asked within the commit that takes a message; may be asked again. */
@FunctionalInterface
public interface NegotiationPolicy {
    Decision decide(Negotiation negotiation);
}
