package eu.twintown.node.dataspace.letter;

import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.kernel.problem.ProblemType;
import eu.twintown.node.trust.did.Did;
import eu.twintown.node.trust.did.DidResolver;
import eu.twintown.node.trust.did.NodeDid;
import eu.twintown.node.trust.did.Relationship;
import eu.twintown.node.trust.jose.Jws;
import eu.twintown.node.trust.jose.JwtClaims;
import eu.twintown.node.trust.jose.StrictJson;
import eu.twintown.node.trust.jose.TrustException;
import java.time.InstantSource;
import java.util.Objects;
import java.util.UUID;
import tools.jackson.databind.node.ObjectNode;

/**
 * Statements of one node to another that hold as evidence later: JWS by the key of the node's DID (assertionMethod), with
 * iss, aud, iat and jti beside what is stated. They do not expire.
 */
public final class Statements {
    private static final String TYPE = "twintown-statement+jwt";

    private final NodeDid node;
    private final DidResolver resolver;
    private final InstantSource clock;

    public Statements(NodeDid node, DidResolver resolver, InstantSource clock) {
        this.node = node;
        this.resolver = resolver;
        this.clock = clock;
    }

    /**
     * Signs a statement.
     *
     * @param audience participant id of the one it is made to
     * @param kind what sort of statement it is
     * @return compact JWS
     */
    public String sign(String audience, String kind, ObjectNode content) {
        ObjectNode claims = content.deepCopy()
                .put("iss", node.did().value())
                .put("aud", audience)
                .put("iat", clock.instant().getEpochSecond())
                .put("jti", UUID.randomUUID().toString())
                .put("kind", kind);
        return node.key().sign(StrictJson.object().put("typ", TYPE).put("kid", node.keyId()), claims);
    }

    /**
     * Verifies a statement that was made to this node.
     *
     * @param by participant id of the one who must have made it
     * @param kind what sort of statement it must be
     * @return its claims
     * @throws ProblemException BadRequestData where it does not hold
     */
    public ObjectNode verify(String compact, String by, String kind) {
        try {
            Jws jws = Jws.parse(compact);
            JwtClaims claims = new JwtClaims(jws.claims());
            if (!claims.text("iss").equals(by)) {
                throw fault("The statement was made by " + claims.text("iss") + ", but " + by + " sent it");
            }
            if (!jws.type().equals(TYPE) || !claims.text("kind").equals(kind)) {
                throw fault("The statement must have typ " + TYPE + " and kind " + kind);
            }
            claims.meantFor(node.did().value());
            jws.verify(resolver.key(Did.parse(by), jws.kid(), Relationship.ASSERTION_METHOD));
            return jws.claims();
        } catch (TrustException e) {
            throw fault(Objects.requireNonNullElse(e.getMessage(), "The statement does not hold"));
        }
    }

    private static ProblemException fault(String what) {
        return new ProblemException(ProblemType.BAD_REQUEST_DATA, what);
    }
}
