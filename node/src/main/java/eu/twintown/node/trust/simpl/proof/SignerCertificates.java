package eu.twintown.node.trust.simpl.proof;

import eu.twintown.node.trust.jose.Jws;
import eu.twintown.node.trust.jose.PublicJwk;
import eu.twintown.node.trust.jose.VerificationKey;
import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Collection;
import java.util.Date;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/**
 * The key of the certificate in a token's header ({@code x5c}, RFC 7515, section 4.1.6), where the data space's root
 * itself has issued it.
 *
 * <p>Participants' certificates come from an authority below the root. If any certificate under the root would do, each
 * participant could sign proofs for itself, with whatever attributes it likes.
 */
final class SignerCertificates {
    private static final int MOST = 100;

    private final Supplier<Collection<X509Certificate>> anchors;
    private final InstantSource clock;
    private final Map<String, X509Certificate> verified = new ConcurrentHashMap<>();

    SignerCertificates(Supplier<Collection<X509Certificate>> anchors, InstantSource clock) {
        this.anchors = anchors;
        this.clock = clock;
    }

    VerificationKey key(Jws token) {
        JsonNode chain = token.header().path("x5c");
        if (!chain.isArray() || chain.isEmpty()) {
            throw ProofKeys.unknown("its header has no certificate, and no keys are configured (simpl.proof.keys)");
        }
        String text = chain.get(0).asString("");
        if (verified.size() > MOST) {
            verified.clear();
        }
        X509Certificate signer = verified.computeIfAbsent(text, this::verify);
        try {
            signer.checkValidity(Date.from(clock.instant()));
        } catch (GeneralSecurityException e) {
            throw ProofKeys.unknown("the certificate of its signer is not valid now");
        }
        return VerificationKey.ofJwk(token.kid(), PublicJwk.of(signer.getPublicKey()));
    }

    private X509Certificate verify(String base64) {
        try {
            X509Certificate signer = (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(
                            new ByteArrayInputStream(Base64.getDecoder().decode(base64)));
            for (X509Certificate anchor : anchors.get()) {
                boolean root = anchor.getSubjectX500Principal().equals(anchor.getIssuerX500Principal());
                if (root && signer.getIssuerX500Principal().equals(anchor.getSubjectX500Principal())) {
                    signer.verify(anchor.getPublicKey());
                    if (signer.getBasicConstraints() < 0) {
                        return signer;
                    }
                }
            }
            throw ProofKeys.unknown("its signer "
                    + signer.getSubjectX500Principal().getName() + " has no certificate of the data space's root");
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw ProofKeys.unknown("the certificate in its header cannot be read or verified");
        }
    }
}
