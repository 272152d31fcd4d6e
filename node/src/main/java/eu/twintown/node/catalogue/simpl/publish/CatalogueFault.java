package eu.twintown.node.catalogue.simpl.publish;

/** The authority did not do what it was asked; the message tells what it answered. */
final class CatalogueFault extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;

    /** @param status of its answer; 0 = none came */
    CatalogueFault(int status, String message) {
        super(message);
        this.status = status;
    }

    int status() {
        return status;
    }
}
