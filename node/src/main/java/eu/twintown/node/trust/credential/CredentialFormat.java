package eu.twintown.node.trust.credential;

import java.util.Optional;

/** The forms in which credentials come. */
public enum CredentialFormat {
    /** Data model 2.0 as JWT: the credential is the payload (Securing Verifiable Credentials using JOSE and COSE). */
    VC20_JWT("vc+jwt", "vc20-bssl/jwt"),
    /** Data model 1.1 as JWT: the credential is the claim {@code vc}. */
    VC11_JWT("jwt_vc_json", "vc11-sl2021/jwt"),
    /** Selective Disclosure JWT credential. */
    SD_JWT("dc+sd-jwt", "");

    private final String label;
    private final String profile;

    CredentialFormat(String label, String profile) {
        this.label = label;
        this.profile = profile;
    }

    /** The name in OpenID4VC, such as {@code jwt_vc_json}. */
    public String label() {
        return label;
    }

    /** The profile of the Decentralized Claims Protocol; empty where it has none. */
    public String profile() {
        return profile;
    }

    public static Optional<CredentialFormat> ofLabel(String label) {
        for (CredentialFormat format : values()) {
            if (format.label.equals(label) || !label.isEmpty() && format.profile.equals(label)) {
                return Optional.of(format);
            }
        }
        return Optional.empty();
    }
}
