package eu.twintown.node.trust.oidc;

import com.nimbusds.jose.jwk.JWK;
import java.util.List;

/** An issuer's public keys. */
@FunctionalInterface
public interface KeySource {

    /**
     * The keys with this id; all where it is empty.
     *
     * @throws eu.twintown.kernel.problem.ProblemException ServiceUnavailable, where they cannot be had
     */
    List<JWK> keys(String kid);
}
