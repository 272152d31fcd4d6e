package eu.twintown.node.trust.oidc.local;

/** A refusal in the terms of OAuth 2.0 (RFC 6749, sections 4.1.2.1 and 5.2). */
final class OAuthError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String code;

    /** @param code such as {@code invalid_grant} */
    OAuthError(String code, String description) {
        super(description);
        this.code = code;
    }

    String code() {
        return code;
    }

    String description() {
        return String.valueOf(getMessage());
    }

    /** The status at the token endpoint. */
    int status() {
        return code.equals("invalid_client") ? 401 : 400;
    }
}
