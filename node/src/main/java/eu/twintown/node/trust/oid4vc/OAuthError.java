package eu.twintown.node.trust.oid4vc;

import eu.twintown.node.trust.jose.StrictJson;
import tools.jackson.databind.node.ObjectNode;

/**
 * A request that an OAuth endpoint refuses, in the form that its clients know (RFC 6749, section 5.2).
 *
 * <p>Problem details would be lost on wallets: the specifications fix this form.
 */
public final class OAuthError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;

    /**
     * A refusal.
     *
     * @param status HTTP status
     * @param code one of the codes of the specification, such as {@code invalid_grant}
     * @param description one sentence for the client's developer; holds no secrets
     */
    public OAuthError(int status, String code, String description) {
        super(description);
        this.status = status;
        this.code = code;
    }

    /** A refusal with status 400. */
    public static OAuthError of(String code, String description) {
        return new OAuthError(400, code, description);
    }

    public int status() {
        return status;
    }

    public String code() {
        return code;
    }

    /** The body of the answer. */
    public ObjectNode json() {
        return StrictJson.object().put("error", code).put("error_description", getMessage());
    }
}
