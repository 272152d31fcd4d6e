package eu.twintown.node.dataspace.transfer.token;

/** A request for tokens is refused (RFC 6749, section 5.2). */
public final class TokenFault extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String error;

    private TokenFault(String error, String description) {
        super(description);
        this.error = error;
    }

    static TokenFault grant(String description) {
        return new TokenFault("invalid_grant", description);
    }

    static TokenFault request(String description) {
        return new TokenFault("invalid_request", description);
    }

    static TokenFault type(String description) {
        return new TokenFault("unsupported_grant_type", description);
    }

    /** The error code of OAuth. */
    public String error() {
        return error;
    }
}
