package eu.twintown.node.http.outgoing;

/** No usable answer came to an outgoing request; says why in words for an operator. */
public final class OutgoingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Reason reason;

    /** The kind of failure. */
    public enum Reason {
        FORBIDDEN_ADDRESS,
        UNREACHABLE,
        TIMEOUT,
        TOO_LARGE,
        CIRCUIT_OPEN
    }

    public OutgoingException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
