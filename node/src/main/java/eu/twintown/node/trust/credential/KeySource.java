package eu.twintown.node.trust.credential;

import eu.twintown.node.trust.did.Did;
import eu.twintown.node.trust.did.DidResolver;
import eu.twintown.node.trust.did.Relationship;
import eu.twintown.node.trust.jose.Jws;
import eu.twintown.node.trust.jose.TrustException;
import eu.twintown.node.trust.jose.VerificationKey;

/** Finds the key that somebody signed a token with. */
@FunctionalInterface
public interface KeySource {

    /**
     * The key.
     *
     * @param signer who claims to have signed: a DID, or an address
     * @throws TrustException where there is none
     */
    VerificationKey key(String signer, Jws token, Relationship relationship);

    /** The keys in the documents of DIDs. */
    static KeySource ofDids(DidResolver resolver) {
        return (signer, token, relationship) -> resolver.key(Did.parse(signer), token.kid(), relationship);
    }
}
