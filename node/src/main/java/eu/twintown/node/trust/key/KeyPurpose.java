package eu.twintown.node.trust.key;

import java.util.Locale;
import java.util.Optional;

/** What a key is for; each purpose has one active key. */
public enum KeyPurpose {
    /** The node's DID: tokens and presentations, credentials, status lists, the list of trust anchors. */
    NODE,
    /** Tokens of the local OpenID issuer for people and machines of this organisation. */
    LOCAL_ISSUER,
    /** Simpl tier 2: certificate requests, mutual TLS, ephemeral proofs. Always ECDSA P-256. */
    TIER2;

    /** The name in files and addresses, such as {@code local-issuer}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static Optional<KeyPurpose> ofLabel(String label) {
        for (KeyPurpose purpose : values()) {
            if (purpose.label().equals(label)) {
                return Optional.of(purpose);
            }
        }
        return Optional.empty();
    }
}
