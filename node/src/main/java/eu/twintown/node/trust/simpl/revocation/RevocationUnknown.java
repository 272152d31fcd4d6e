package eu.twintown.node.trust.simpl.revocation;

/** A responder or list gave no answer that could be used. */
final class RevocationUnknown extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RevocationUnknown(String message) {
        super(message);
    }
}
