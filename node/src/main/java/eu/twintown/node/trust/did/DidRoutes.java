package eu.twintown.node.trust.did;

import eu.twintown.node.trust.jose.StrictJson;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerResponse;
import tools.jackson.databind.JsonNode;

/** The node's DID document and the history of its keys, for everybody. */
public final class DidRoutes implements HttpService {
    private static final String WELL_KNOWN = "/.well-known/did.json";

    private final NodeDid node;

    public DidRoutes(NodeDid node) {
        this.node = node;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get(
                        WELL_KNOWN,
                        (request, response) -> send(response, node.document().json()))
                .get("/.well-known/did-history.json", (request, response) -> send(response, node.history()));
        node.chain()
                .ifPresent(chain -> rules.get(CertificateChain.PATH, (request, response) -> response.header(
                                HeaderNames.CONTENT_TYPE, "application/x-pem-file")
                        .send(chain.pem())));
        if (node.did().method().equals("web") && !node.did().webPath().equals(WELL_KNOWN)) {
            rules.get(
                    node.did().webPath(),
                    (request, response) -> send(response, node.document().json()));
        }
    }

    private static void send(ServerResponse response, JsonNode document) {
        response.header(HeaderNames.CONTENT_TYPE, "application/json")
                .header(HeaderNames.CACHE_CONTROL, "public, max-age=60")
                .send(StrictJson.bytes(document));
    }
}
