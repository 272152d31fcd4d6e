package eu.twintown.node.trust.jwks;

import eu.twintown.node.trust.jose.TrustException;
import java.net.URI;

/**
 * The address that names an issuer (claim {@code iss} of an SD-JWT VC or a JWT, where it is no DID): http or https with a
 * host, without user, query and fragment.
 *
 * @param text as the issuer writes it; issuers are compared by it, letter by letter
 */
public record IssuerAddress(String text, URI uri) {

    /** Whether an issuer is named by an address, well-formed or not. */
    public static boolean looksLikeOne(String issuer) {
        return issuer.startsWith("https://") || issuer.startsWith("http://");
    }

    /**
     * Reads one.
     *
     * @throws TrustException where it is none
     */
    public static IssuerAddress parse(String text) {
        try {
            URI uri = URI.create(text);
            if (looksLikeOne(text)
                    && uri.getHost() != null
                    && uri.getRawUserInfo() == null
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null) {
                return new IssuerAddress(text, uri);
            }
        } catch (IllegalArgumentException e) {
            // told below
        }
        throw new TrustException(
                "issuer",
                "The issuer's address is not valid",
                "'" + text + "' is no address of an issuer: http or https, a host, no query and no fragment");
    }

    /** Where it publishes its keys: the well-known part stands between host and path (RFC 8615, SD-JWT VC). */
    public URI metadata() {
        String path = uri.getRawPath().replaceAll("/+$", "");
        return uri.resolve("/.well-known/jwt-vc-issuer" + path);
    }
}
