package eu.twintown.node.trust.did;

import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.kernel.problem.ProblemType;
import eu.twintown.node.trust.jose.StrictJson;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** The node's DID document and the history of its keys, for everybody. */
public final class DidRoutes implements HttpService {
    private static final String WELL_KNOWN = "/.well-known/did.json";

    private static final List<String> UNDER_A_PATH =
            List.of("/{did1}/did.json", "/{did1}/{did2}/did.json", "/{did1}/{did2}/{did3}/did.json");

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
        UNDER_A_PATH.forEach(template -> rules.get(template, this::underAPath));
    }

    /** The document of a DID with a path, such as did:web:example.org:twin. */
    private void underAPath(ServerRequest request, ServerResponse response) {
        Did did = node.did();
        if (!did.method().equals("web")
                || !request.prologue().uriPath().rawPath().equals(did.webPath())) {
            throw new ProblemException(ProblemType.RESOURCE_NOT_FOUND, "There is no DID document of this node here");
        }
        send(response, node.document().json());
    }

    private static void send(ServerResponse response, JsonNode document) {
        response.header(HeaderNames.CONTENT_TYPE, "application/json")
                .header(HeaderNames.CACHE_CONTROL, "public, max-age=60")
                .send(StrictJson.bytes(document));
    }
}
