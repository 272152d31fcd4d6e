package eu.twintown.node.trust.oid4vc.issuer;

import eu.twintown.node.trust.Principal;
import eu.twintown.node.trust.Recogniser;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The access tokens of the credential endpoint: they say nothing of who asks anywhere else. */
public final class IssuanceTokens {
    /** How these tokens begin, so that they are not taken for those of an identity provider. */
    static final String PREFIX = "vci-";

    private static final String BEARER = "Bearer ";

    private IssuanceTokens() {}

    /** A wallet with such a token has no roles; whether the token is good, the credential endpoint finds out. */
    public static Recogniser recogniser() {
        return exchange -> bearer(exchange.header("Authorization").orElse(""))
                .map(token -> new Principal("wallet", Principal.Kind.ANONYMOUS, "a wallet", Set.of(), Map.of()));
    }

    static Optional<String> bearer(String header) {
        return header.regionMatches(true, 0, BEARER, 0, BEARER.length()) && header.startsWith(PREFIX, BEARER.length())
                ? Optional.of(header.substring(BEARER.length()))
                : Optional.empty();
    }
}
