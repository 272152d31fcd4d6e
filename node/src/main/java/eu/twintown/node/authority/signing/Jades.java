package eu.twintown.node.authority.signing;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.util.Base64;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jose.util.X509CertUtils;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.text.ParseException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * JAdES signatures of the level B-B (ETSI TS 119 182-1), compact: a JWS (RFC 7515) whose header names the signer's
 * certificate and the time. Detached as in appendix F of RFC 7515.
 */
final class Jades {
    private static final String SIGNED_AT = "iat";

    private Jades() {}

    /** @param detached whether the document stays outside */
    static byte[] sign(byte[] document, boolean detached, Seal seal) {
        try {
            List<Base64> chain = new ArrayList<>();
            for (X509Certificate certificate : seal.chain()) {
                chain.add(Base64.encode(certificate.getEncoded()));
            }
            JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.ES256)
                    .x509CertChain(chain)
                    .x509CertSHA256Thumbprint(thumbprint(seal.certificate()))
                    .customParam(SIGNED_AT, seal.at().getEpochSecond())
                    .build();
            JWSObject jws = new JWSObject(header, new Payload(document));
            jws.sign(new ECDSASigner(seal.key(), Curve.P_256));
            return jws.serialize(detached).getBytes(StandardCharsets.US_ASCII);
        } catch (JOSEException | CertificateEncodingException e) {
            throw new IllegalStateException("The document could not be signed", e);
        }
    }

    static Signed verify(byte[] signed, Optional<byte[]> original) {
        try {
            String text = new String(signed, StandardCharsets.US_ASCII).strip();
            boolean detached = text.contains("..");
            JWSObject jws = detached
                    ? JWSObject.parse(
                            text,
                            new Payload(original.orElseThrow(() -> new SignatureFault(
                                    "The signature is detached; send the document as originalDocument"))))
                    : JWSObject.parse(text);
            X509Certificate signer = certificate(jws.getHeader());
            if (!jws.getHeader().getAlgorithm().equals(JWSAlgorithm.ES256)
                    || !(signer.getPublicKey() instanceof ECPublicKey key)
                    || !jws.verify(new ECDSAVerifier(key))) {
                throw new SignatureFault("The signature does not fit the document and the certificate");
            }
            return new Signed(signer, signedAt(jws.getHeader()));
        } catch (ParseException | JOSEException | CertificateEncodingException e) {
            throw new SignatureFault("It is no signature in the form of JAdES, or it does not hold");
        }
    }

    private static X509Certificate certificate(JWSHeader header) throws CertificateEncodingException {
        List<Base64> chain = header.getX509CertChain();
        if (chain == null || chain.isEmpty()) {
            throw new SignatureFault("The certificate of the signer (x5c) is missing");
        }
        X509Certificate certificate = X509CertUtils.parse(chain.getFirst().decode());
        if (certificate == null) {
            throw new SignatureFault("The certificate of the signer cannot be read");
        }
        Base64URL named = header.getX509CertSHA256Thumbprint();
        if (named == null || !named.equals(thumbprint(certificate))) {
            throw new SignatureFault("What is signed does not name the signer's certificate (x5t#S256)");
        }
        return certificate;
    }

    private static Optional<Instant> signedAt(JWSHeader header) {
        return header.getCustomParam(SIGNED_AT) instanceof Number seconds
                ? Optional.of(Instant.ofEpochSecond(seconds.longValue()))
                : Optional.empty();
    }

    private static Base64URL thumbprint(X509Certificate certificate) throws CertificateEncodingException {
        return Base64URL.encode(Cades.digest(certificate));
    }

    /** Whether these bytes look like a compact JWS. */
    static boolean looksLikeOne(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1)
                .strip()
                .matches("[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]*\\.[A-Za-z0-9_-]+");
    }
}
