package eu.twintown.node.authority.tier2;

import eu.twintown.node.authority.api.Api;
import eu.twintown.node.http.Exchange;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The key with which ephemeral proofs are signed, for everybody, as a JWK set (RFC 7517). */
public final class ProofKeyRoutes implements HttpService {
    private final Api api;
    private final ProofSigner signer;

    public ProofKeyRoutes(Api api, ProofSigner signer) {
        this.api = api;
        this.signer = signer;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get("/pki/proof-keys", Exchange.handler(api.on(call -> {
            ObjectNode set = JsonMapper.shared().createObjectNode();
            JsonNode key = JsonMapper.shared().valueToTree(signer.publicJwk());
            set.putArray("keys").add(key);
            call.answer(200, set);
        })));
    }
}
