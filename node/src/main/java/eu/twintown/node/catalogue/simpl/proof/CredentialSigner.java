package eu.twintown.node.catalogue.simpl.proof;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.function.UnaryOperator;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Signs credentials by JsonWebSignature2020: a detached JWS (RFC 7797, {@code b64} false) over the hashes of the canonical
 * proof options and of the canonical credential.
 *
 * @param issuer DID of the organisation
 * @param keyId the key in the DID document
 * @param algorithm JOSE name, such as {@code ES256}
 * @param sign the signature over bytes, in JOSE's form
 */
public record CredentialSigner(String issuer, String keyId, String algorithm, UnaryOperator<byte[]> sign) {

    /** The credential with a proof added. */
    public ObjectNode signed(ObjectNode credential, Instant now) {
        ObjectNode proof = JsonMapper.shared().createObjectNode();
        proof.put("type", JwsProof.TYPE);
        proof.put("created", now.truncatedTo(ChronoUnit.SECONDS).toString());
        proof.put("proofPurpose", JwsProof.PURPOSE);
        proof.put("verificationMethod", keyId);
        byte[] hashes = JwsProof.hashes(credential, proof);
        String header = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(("{\"alg\":\"" + algorithm + "\",\"b64\":false,\"crit\":[\"b64\"]}")
                        .getBytes(StandardCharsets.UTF_8));
        byte[] signature = sign.apply(JwsProof.signingInput(header, hashes));
        proof.put("jws", header + ".." + Base64.getUrlEncoder().withoutPadding().encodeToString(signature));
        ObjectNode signed = credential.deepCopy();
        signed.set("proof", proof);
        return signed;
    }

    /** A signature over a text's SHA-256, in hexadecimal: the one form of signature that Simpl's plain text fields take. */
    public String hexSignature(byte[] data) {
        return java.util.HexFormat.of()
                .formatHex(sign.apply(CanonicalHash.sha256().digest(data)));
    }
}
