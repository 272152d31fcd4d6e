package eu.twintown.node.trust.anchor;

import eu.twintown.node.trust.did.NodeDid;
import eu.twintown.node.trust.jose.StrictJson;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a Trusted Issuers Registry holds about an issuer: a credential by which the list's owner accredits it for some
 * types (EBSI's Verifiable Accreditation to Attest).
 */
final class Accreditations {
    private final NodeDid node;

    Accreditations(NodeDid node) {
        this.node = node;
    }

    /** The credential as JWT. */
    String body(TrustAnchor anchor, Instant now) {
        ObjectNode credential = StrictJson.object();
        credential.putArray("@context").add("https://www.w3.org/2018/credentials/v1");
        credential
                .putArray("type")
                .add("VerifiableCredential")
                .add("VerifiableAttestation")
                .add("VerifiableAccreditation")
                .add("VerifiableAccreditationToAttest");
        credential.put("issuer", node.did().value()).put("issuanceDate", now.toString());
        anchor.until().ifPresent(end -> credential.put("expirationDate", end.toString()));
        ObjectNode subject = credential.putObject("credentialSubject").put("id", anchor.did());
        ArrayNode accredited = subject.putArray("accreditedFor");
        ArrayNode types = accredited.addObject().put("limitJurisdiction", "").putArray("types");
        anchor.types().forEach(types::add);
        ObjectNode claims = StrictJson.object()
                .put("iss", node.did().value())
                .put("sub", anchor.did())
                .put("iat", now.getEpochSecond())
                .put("nbf", now.getEpochSecond());
        claims.set("vc", credential);
        return node.key().sign(StrictJson.object().put("typ", "JWT").put("kid", node.keyId()), claims);
    }

    /** The entry of the registry: the credential with its hash; of issuer type TI, or Revoked. */
    static ObjectNode attribute(TrustAnchor anchor, String body, String owner) {
        return StrictJson.object()
                .put("hash", hash(body))
                .put("body", body)
                .put("issuerType", anchor.revoked().isPresent() ? "Revoked" : "TI")
                .put("tao", owner)
                .put("rootTao", owner);
    }

    /** Stable name of what is said about an issuer. */
    static String attributeId(String did) {
        return "0x" + hash("trust-anchor:" + did);
    }

    /** Types that an accreditation names. */
    static ArrayNode types(JsonNode subject) {
        ArrayNode types = StrictJson.MAPPER.createArrayNode();
        for (JsonNode accredited : subject.path("accreditedFor").values()) {
            accredited.path("types").values().forEach(types::add);
        }
        return types;
    }

    static String hash(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
