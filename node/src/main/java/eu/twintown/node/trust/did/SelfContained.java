package eu.twintown.node.trust.did;

import eu.twintown.node.trust.jose.PublicJwk;
import eu.twintown.node.trust.jose.StrictJson;
import eu.twintown.node.trust.jose.VerificationKey;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Documents of DIDs that carry their only key in themselves: did:key and did:jwk. */
final class SelfContained {

    private SelfContained() {}

    static DidDocument document(Did did) {
        boolean isJwk = did.method().equals("jwk");
        String id = did.value() + "#" + (isJwk ? "0" : did.id());
        JsonNode jwk = isJwk
                ? StrictJson.object(StrictJson.decode(did.id()))
                : PublicJwk.of(Multikey.key(id, did.id()).key());
        VerificationKey.ofJwk(id, jwk);
        ObjectNode document = StrictJson.object().put("id", did.value());
        document.putArray("@context").add(NodeDid.CONTEXT).add(NodeDid.KEY_CONTEXT);
        ObjectNode method = document.putArray("verificationMethod").addObject();
        method.put("id", id)
                .put("type", "JsonWebKey2020")
                .put("controller", did.value())
                .set("publicKeyJwk", jwk);
        for (Relationship relationship : Relationship.values()) {
            ArrayNode named = document.putArray(relationship.member());
            named.add(id);
        }
        return DidDocument.parse(did, document);
    }
}
