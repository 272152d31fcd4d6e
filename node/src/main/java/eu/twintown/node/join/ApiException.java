package eu.twintown.node.join;

/** A node or an authority refused something, or could not be reached. The message says what and why. */
public final class ApiException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Stands for "there was no answer". */
    static final int NO_ANSWER = 0;

    private final int status;

    ApiException(int status, String message) {
        super(message);
        this.status = status;
    }

    ApiException(String message, Throwable cause) {
        super(message, cause);
        this.status = NO_ANSWER;
    }

    /** HTTP status of the refusal; 0 = there was no answer. */
    public int status() {
        return status;
    }

    /** Whether nothing answered, so that it makes sense to try again. */
    public boolean isUnreachable() {
        return status == NO_ANSWER;
    }
}
