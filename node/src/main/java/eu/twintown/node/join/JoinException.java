package eu.twintown.node.join;

/** The organisation cannot join now, and no waiting will help; the message says what a person has to do. */
public final class JoinException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    JoinException(String message) {
        super(message);
    }
}
