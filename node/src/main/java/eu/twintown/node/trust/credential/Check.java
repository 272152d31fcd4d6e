package eu.twintown.node.trust.credential;

/**
 * One check of a verification.
 *
 * @param name form, size, signature, issuer, status, dates, binding, schema, type, audience, nonce, replay, ...
 * @param safe what the caller may know
 * @param reason what was found, for the log
 */
public record Check(String name, boolean passed, String safe, String reason) {

    static Check pass(String name, String reason) {
        return new Check(name, true, "", reason);
    }

    static Check fail(String name, String safe, String reason) {
        return new Check(name, false, safe, reason);
    }
}
