package eu.twintown.node.catalogue.simpl.check;

/** A schema that cannot be used; the message tells what is wrong, and where. */
public final class SchemaFault extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public SchemaFault(String message) {
        super(message);
    }
}
