package eu.twintown.node.trust.dcp;

import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.node.http.Exchange;
import eu.twintown.node.trust.Unauthorized;
import eu.twintown.node.trust.jose.TrustException;
import java.util.Optional;
import java.util.function.Supplier;

/** The bearer token of a request (RFC 6750, section 2.1). */
public final class Bearer {
    private static final String PREFIX = "Bearer ";

    private Bearer() {}

    /** The token in the Authorization header; empty where there is none of this kind. */
    public static Optional<String> of(Exchange exchange) {
        return exchange.header("Authorization")
                .filter(value -> value.regionMatches(true, 0, PREFIX, 0, PREFIX.length()))
                .map(value -> value.substring(PREFIX.length()).strip())
                .filter(token -> !token.isEmpty());
    }

    /**
     * The self-issued token that the protocol's own endpoints ask of everybody.
     *
     * @throws ProblemException Unauthorized, where there is none or it does not hold
     */
    public static IdToken required(Exchange exchange, IdTokens tokens) {
        String token = of(exchange)
                .orElseThrow(() -> Unauthorized.because(
                        "no bearer token at " + exchange.rawPath(),
                        "Send a self-issued ID token in the header Authorization: Bearer <token>"));
        return refusing(() -> tokens.validate(token));
    }

    /** Makes a refused proof the refusal of the request. */
    public static <T> T refusing(Supplier<T> check) {
        try {
            return check.get();
        } catch (TrustException e) {
            throw Unauthorized.because(e.check() + ": " + e.reason(), e.safe());
        }
    }
}
