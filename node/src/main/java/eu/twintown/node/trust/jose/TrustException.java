package eu.twintown.node.trust.jose;

/** A proof from outside is not accepted: the check that failed, a sentence for the caller, and the reason for the log. */
public final class TrustException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String check;
    private final String safe;
    private final String reason;

    /**
     * A refusal.
     *
     * @param check name of the check that failed, such as {@code signature}
     * @param safe what the caller may know; names no keys, hosts or internals
     * @param reason everything, for the log
     */
    public TrustException(String check, String safe, String reason) {
        super(reason);
        this.check = check;
        this.safe = safe;
        this.reason = reason;
    }

    public String check() {
        return check;
    }

    /** For the caller. */
    public String safe() {
        return safe;
    }

    /** For the log. */
    public String reason() {
        return reason;
    }
}
