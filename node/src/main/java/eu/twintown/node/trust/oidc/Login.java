package eu.twintown.node.trust.oidc;

/**
 * One sign-in that is under way, seen by the node as a client.
 *
 * @param state ties the answer to this browser (RFC 6749, section 10.12)
 * @param nonce ties the ID token to this sign-in (OpenID Connect Core 1.0, section 3.1.2.1)
 * @param verifier proves that who redeems the code is who asked for it (RFC 7636)
 * @param redirectUri where the provider sends the browser back to
 */
public record Login(String state, String nonce, String verifier, String redirectUri) {

    /** A new one with values that nobody can guess. */
    public static Login to(String redirectUri) {
        return new Login(Secrets.random(), Secrets.random(), Secrets.random(), redirectUri);
    }

    /** The S256 challenge of the verifier. */
    public String challenge() {
        return Secrets.fingerprint(verifier);
    }

    @Override
    public String toString() {
        return "Login[" + redirectUri + "]";
    }
}
