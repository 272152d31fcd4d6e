package eu.twintown.node.trust.credential;

import eu.twintown.node.trust.jose.Jws;
import eu.twintown.node.trust.jose.TrustException;

/** Reads credentials without verifying them. */
public final class Credentials {

    /** Longest credential that is read, in characters. */
    public static final int LONGEST = 64 * 1024;

    private Credentials() {}

    /**
     * Reads a credential in any of the formats.
     *
     * @throws TrustException where its form is wrong or ambiguous
     */
    public static Credential parse(String text) {
        return parse(text, false);
    }

    /**
     * As {@link #parse(String)}.
     *
     * @param tolerant whether a credential of data model 1.1 may lack its context and its base type
     */
    static Credential parse(String text, boolean tolerant) {
        if (text.length() > LONGEST) {
            throw new TrustException(
                    "size",
                    "The credential is too large",
                    "The credential has " + text.length() + " characters; at most " + LONGEST + " are read");
        }
        return text.indexOf('~') >= 0
                ? SdJwt.parse(text).credential()
                : JwtCredentialReader.read(Jws.parse(text), tolerant);
    }
}
