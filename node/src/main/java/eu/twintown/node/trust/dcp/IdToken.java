package eu.twintown.node.trust.dcp;

import eu.twintown.node.trust.did.Did;
import java.time.Instant;
import java.util.Optional;

/**
 * A self-issued ID token that was found good: its bearer controls the DID.
 *
 * @param bearer who sent it
 * @param accessToken opaque token for the bearer's credential service
 * @param expires when it ends
 */
public record IdToken(Did bearer, Optional<String> accessToken, Instant expires) {

    /** Keeps the access token out of logs. */
    @Override
    public String toString() {
        return "IdToken[" + bearer + ", until " + expires + "]";
    }
}
