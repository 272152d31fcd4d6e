package eu.twintown.node.trust.jose;

import java.util.Optional;

/** The signature algorithms that the node takes (RFC 7518, RFC 8037); no symmetric ones and never {@code none}. */
public enum KeyAlgorithm {
    ES256("ES256", "SHA256withECDSAinP1363Format"),
    ES384("ES384", "SHA384withECDSAinP1363Format"),
    EDDSA("EdDSA", "Ed25519"),
    RS256("RS256", "SHA256withRSA"),
    PS256("PS256", "RSASSA-PSS");

    private final String jose;
    private final String jca;

    KeyAlgorithm(String jose, String jca) {
        this.jose = jose;
        this.jca = jca;
    }

    /** The value of {@code alg} in a JOSE header. */
    public String jose() {
        return jose;
    }

    String jca() {
        return jca;
    }

    /** The algorithm of a JOSE header; Ed25519 has a second, fully specified name (RFC 9864). */
    public static Optional<KeyAlgorithm> ofJose(String alg) {
        for (KeyAlgorithm algorithm : values()) {
            if (algorithm.jose.equals(alg)) {
                return Optional.of(algorithm);
            }
        }
        return alg.equals("Ed25519") ? Optional.of(EDDSA) : Optional.empty();
    }
}
