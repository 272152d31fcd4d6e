package eu.twintown.node.trust;

import eu.twintown.node.trust.did.Did;
import eu.twintown.node.trust.did.DidDocument;
import eu.twintown.node.trust.did.Relationship;
import eu.twintown.node.trust.jose.KeyAlgorithm;
import eu.twintown.node.trust.jose.StrictJson;
import eu.twintown.node.trust.key.SigningKey;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Somebody else with a DID of their own, for tests: issuers, holders, attackers. */
public final class Party {
    private final Did did;
    private final SigningKey key;

    private Party(String did, KeyAlgorithm algorithm) {
        this.did = Did.parse(did);
        this.key = SigningKey.ephemeral(algorithm);
    }

    public static Party of(String did) {
        return new Party(did, KeyAlgorithm.ES256);
    }

    public static Party of(String did, KeyAlgorithm algorithm) {
        return new Party(did, algorithm);
    }

    public Did did() {
        return did;
    }

    public SigningKey key() {
        return key;
    }

    public String keyId() {
        return did.value() + "#" + key.kid();
    }

    /** Signs in this party's name. */
    public String sign(String type, JsonNode claims) {
        return key.sign(StrictJson.object().put("typ", type).put("kid", keyId()), claims);
    }

    public ObjectNode documentJson() {
        ObjectNode document = StrictJson.object().put("id", did.value());
        document.putArray("verificationMethod")
                .addObject()
                .put("id", keyId())
                .put("type", "JsonWebKey2020")
                .put("controller", did.value())
                .set("publicKeyJwk", key.publicJwk());
        for (Relationship relationship : Relationship.values()) {
            document.putArray(relationship.member()).add(keyId());
        }
        return document;
    }

    public DidDocument document() {
        return DidDocument.parse(did, documentJson());
    }
}
