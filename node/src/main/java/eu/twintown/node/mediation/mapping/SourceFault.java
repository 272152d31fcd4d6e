package eu.twintown.node.mediation.mapping;

/** A source's answer as a whole cannot be used; the message says why, for an operator. */
public final class SourceFault extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public SourceFault(String sentence) {
        super(sentence);
    }
}
