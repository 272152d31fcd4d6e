package eu.twintown.node.trust.oidc;

import eu.twintown.node.trust.Principal;
import java.time.Instant;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * An issuer whose access tokens the node takes.
 *
 * @param issuer what they name in {@code iss}
 * @param verifier who shows a token, or Unauthorized
 */
public record BearerSource(Supplier<String> issuer, Function<String, Verified> verifier) {

    /** Who it is, and until when the token says so. */
    public record Verified(Principal principal, Instant until) {}
}
