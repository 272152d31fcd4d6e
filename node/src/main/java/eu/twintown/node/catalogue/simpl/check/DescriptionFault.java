package eu.twintown.node.catalogue.simpl.check;

/** A self-description that cannot be read; the message tells what is wrong, and where. */
public final class DescriptionFault extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public DescriptionFault(String message) {
        super(message);
    }
}
