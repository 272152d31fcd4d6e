package eu.twintown.node.catalogue.simpl.proof;

import eu.twintown.node.catalogue.simpl.check.DescriptionFault;
import eu.twintown.node.catalogue.simpl.check.SelfDescription;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Base64;
import java.util.Set;
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Verifies proofs of the type JsonWebSignature2020. The algorithm is that of the key, whatever the proof says. */
public final class JwsProof {
    static final String TYPE = "JsonWebSignature2020";
    static final String PURPOSE = "assertionMethod";

    private static final Set<String> MEMBERS =
            Set.of("type", "created", "proofPurpose", "verificationMethod", "jws", "challenge", "domain");

    private final Function<String, PublicKey> keys;

    /** @param keys the public key of a verification method; throws where it cannot be had or may not sign statements */
    public JwsProof(Function<String, PublicKey> keys) {
        this.keys = keys;
    }

    /**
     * Verifies the credential's proof.
     *
     * @return the verification method that signed
     * @throws DescriptionFault where there is none or it does not hold
     */
    public String verify(SelfDescription description) {
        ObjectNode credential = description.json();
        if (!(credential.path("proof") instanceof ObjectNode proof)) {
            throw new DescriptionFault("proof must be one object of the type " + TYPE);
        }
        for (String member : proof.propertyNames()) {
            if (!MEMBERS.contains(member)) {
                throw new DescriptionFault("proof/" + member + " is not known here, so no signature covers it");
            }
        }
        if (!proof.path("type").asString("").equals(TYPE)
                || !proof.path("proofPurpose").asString("").equals(PURPOSE)) {
            throw new DescriptionFault("proof must have the type " + TYPE + " and the purpose " + PURPOSE);
        }
        String method = proof.path("verificationMethod").asString("");
        if (description.issuer().isEmpty() || !method.startsWith(description.issuer() + "#")) {
            throw new DescriptionFault(
                    "proof/verificationMethod '" + method + "' is no key of the issuer '" + description.issuer() + "'");
        }
        String[] jws = proof.path("jws").asString("").split("\\.", -1);
        if (jws.length != 3 || !jws[1].isEmpty()) {
            throw new DescriptionFault("proof/jws must be a detached JWS: header, two dots, signature");
        }
        ObjectNode bare = credential.deepCopy();
        bare.remove("proof");
        PublicKey key = keys.apply(method);
        if (!algorithm(jws[0]).equals(algorithm(key)) || !holds(key, jws, hashes(bare, proof))) {
            throw new DescriptionFault("The signature in proof/jws does not hold for the key " + method);
        }
        return method;
    }

    private static String algorithm(String header) {
        try {
            JsonNode json = JsonMapper.shared().readTree(Base64.getUrlDecoder().decode(header));
            boolean unencoded = !json.path("b64").asBoolean(true)
                    && json.path("crit").size() == 1
                    && json.path("crit").path(0).asString("").equals("b64");
            if (unencoded) {
                return json.path("alg").asString("");
            }
        } catch (JacksonException | IllegalArgumentException e) {
            // told below
        }
        throw new DescriptionFault("The header of proof/jws must say b64 false, and that it is critical (RFC 7797)");
    }

    private static String algorithm(PublicKey key) {
        return switch (key) {
            case ECPublicKey ec -> es256(ec);
            case EdECPublicKey ed -> "EdDSA";
            case RSAPublicKey rsa -> "PS256";
            default -> throw new DescriptionFault("Keys of the kind " + key.getAlgorithm() + " are not used here");
        };
    }

    private static String es256(ECPublicKey key) {
        int bits = key.getParams().getCurve().getField().getFieldSize();
        if (bits != 256) {
            throw new DescriptionFault("Elliptic curves of " + bits + " bits are not used here, only P-256");
        }
        return "ES256";
    }

    private static boolean holds(PublicKey key, String[] jws, byte[] hashes) {
        try {
            Signature verifier = Signature.getInstance(
                    switch (algorithm(key)) {
                        case "ES256" -> "SHA256withECDSAinP1363Format";
                        case "EdDSA" -> "Ed25519";
                        default -> "RSASSA-PSS";
                    });
            if (key instanceof RSAPublicKey) {
                verifier.setParameter(new java.security.spec.PSSParameterSpec(
                        "SHA-256", "MGF1", java.security.spec.MGF1ParameterSpec.SHA256, 32, 1));
            }
            verifier.initVerify(key);
            verifier.update(signingInput(jws[0], hashes));
            return verifier.verify(Base64.getUrlDecoder().decode(jws[2]));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return false;
        }
    }

    static byte[] signingInput(String header, byte[] hashes) {
        byte[] start = (header + ".").getBytes(StandardCharsets.US_ASCII);
        byte[] input = java.util.Arrays.copyOf(start, start.length + hashes.length);
        System.arraycopy(hashes, 0, input, start.length, hashes.length);
        return input;
    }

    /** First the hash of the proof's options, then that of the credential without its proof. */
    static byte[] hashes(ObjectNode credential, ObjectNode proof) {
        ObjectNode options = proof.deepCopy();
        options.remove("jws");
        ArrayNode contexts = options.putArray("@context");
        contexts.add(SelfDescription.CREDENTIALS).add(SelfDescription.JWS_2020);
        byte[] first = CanonicalHash.of(options);
        byte[] second = CanonicalHash.of(credential);
        byte[] both = java.util.Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
