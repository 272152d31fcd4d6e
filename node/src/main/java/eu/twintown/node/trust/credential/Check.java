package eu.twintown.node.trust.credential;

/**
 * One check of a verification.
 *
 * @param name form, size, signature, issuer, status (or revoked, suspended), dates, binding, schema, type, audience, nonce,
 *     replay
 * @param safe what the caller may know
 * @param reason what was found, for the log
 */
public record Check(String name, boolean passed, String safe, String reason) {

    /** Name of the status check where the issuer has ended the credential. */
    public static final String REVOKED = "revoked";

    /** Name of the status check where the issuer has ended the credential for a while. */
    public static final String SUSPENDED = "suspended";

    public static Check pass(String name, String reason) {
        return new Check(name, true, "", reason);
    }

    public static Check fail(String name, String safe, String reason) {
        return new Check(name, false, safe, reason);
    }
}
