package eu.twintown.node.trust.dcp;

import eu.twintown.node.trust.did.Did;
import eu.twintown.node.trust.did.NodeDid;
import eu.twintown.node.trust.jose.Jws;
import eu.twintown.node.trust.jose.JwtClaims;
import eu.twintown.node.trust.jose.StrictJson;
import eu.twintown.node.trust.jose.TrustException;
import eu.twintown.node.trust.key.KeyRing;
import eu.twintown.node.trust.key.SigningKey;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Tokens by which this node lets one verifier see some of its credentials. Others take them for opaque; they are signed
 * with the node's own key, so that nothing needs to be kept and any instance on the same keys accepts them. Bound to the
 * verifier's DID, one is worth nothing to anybody else (DCP 1.0.1, "Submitting an Access Token").
 */
public final class AccessTokens {
    private static final String TYPE = "twintown-access+jwt";

    private final NodeDid node;
    private final KeyRing keys;
    private final DcpSettings settings;
    private final InstantSource clock;

    public AccessTokens(NodeDid node, KeyRing keys, DcpSettings settings, InstantSource clock) {
        this.node = node;
        this.keys = keys;
        this.settings = settings;
        this.clock = clock;
    }

    /** A token for this verifier and these scopes. */
    public String grant(Did verifier, Set<Scope> scopes) {
        Instant now = clock.instant();
        ObjectNode claims = StrictJson.object()
                .put("iss", node.did().value())
                .put("aud", verifier.value())
                .put("exp", now.plus(settings.tokenLife()).getEpochSecond());
        ArrayNode granted = claims.putArray("scope");
        scopes.stream().map(Scope::text).sorted().forEach(granted::add);
        return node.key().sign(StrictJson.object().put("typ", TYPE), claims);
    }

    /**
     * What the bearer may see.
     *
     * @throws TrustException where the token is not one of this node's, was made for somebody else, or has expired
     */
    public Set<Scope> scopes(String token, Did bearer) {
        Jws jws = Jws.parse(token);
        SigningKey key = keys.find(jws.kid())
                .orElseThrow(() -> new TrustException(
                        "access-token", "The access token is not valid", "The access token is not one of this node's"));
        jws.verify(key.verificationKey(key.kid()));
        if (!jws.type().equals(TYPE)) {
            throw new TrustException(
                    "access-token", "The access token is not valid", "A token of type " + jws.type() + " was shown");
        }
        new JwtClaims(jws.claims()).meantFor(bearer.value()).validAt(clock.instant(), settings.clockTolerance());
        List<JsonNode> scopes = List.copyOf(jws.claims().path("scope").values());
        return scopes.stream()
                .map(scope -> Scope.parse(scope.asString()))
                .collect(Collectors.toCollection(HashSet::new));
    }
}
