package eu.twintown.node.trust.holding;

import eu.twintown.node.trust.credential.Credential;
import eu.twintown.node.trust.jose.StrictJson;
import java.time.Instant;
import tools.jackson.databind.node.ObjectNode;

/**
 * A credential that this organisation holds, and its state at this moment.
 *
 * @param key under which it is kept: the credential's id, or a digest of it
 * @param reason why the state is what it is; empty where it is valid
 */
public record HeldCredential(String key, Credential credential, Instant receivedAt, State state, String reason) {

    /** What a verifier would find. */
    public enum State {
        VALID,
        /** Valid, but not for long any more. */
        EXPIRES_SOON,
        EXPIRED,
        REVOKED,
        SUSPENDED,
        /** Signature, issuer or status could not be confirmed; the reason says which. */
        UNCHECKED
    }

    /** For the management API; without the credential itself. */
    public ObjectNode json() {
        ObjectNode json = StrictJson.object()
                .put("id", key)
                .put("format", credential.format().label())
                .put("issuer", credential.issuer())
                .put("subject", credential.subject())
                .put("receivedAt", receivedAt.toString())
                .put("validFrom", credential.validFrom().toString())
                .put("state", state.name())
                .put("reason", reason);
        credential.validUntil().ifPresent(end -> json.put("validUntil", end.toString()));
        credential.types().forEach(json.putArray("types")::add);
        json.set("claims", credential.claims());
        return json;
    }
}
