package eu.twintown.node.trust.holding;

import eu.twintown.node.http.Exchange;
import eu.twintown.node.http.MediaType;
import eu.twintown.node.http.ParameterNames;
import eu.twintown.node.trust.anchor.TrustAnchor;
import eu.twintown.node.trust.anchor.TrustAnchors;
import eu.twintown.node.trust.did.NodeDid;
import eu.twintown.node.trust.jose.StrictJson;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Who this organisation is and what it holds, at {@code GET /api/organisation}. */
public final class OrganisationRoutes implements HttpService {
    private static final ParameterNames NONE = ParameterNames.of();

    private final String name;
    private final String country;
    private final NodeDid node;
    private final Wallet wallet;
    private final TrustAnchors anchors;

    public OrganisationRoutes(String name, String country, NodeDid node, Wallet wallet, TrustAnchors anchors) {
        this.name = name;
        this.country = country;
        this.node = node;
        this.wallet = wallet;
        this.anchors = anchors;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get("/api/organisation", Exchange.handler(this::organisation));
    }

    private void organisation(Exchange exchange) {
        exchange.parameters(NONE);
        Map<String, String> names = anchors.list().stream()
                .collect(Collectors.toMap(TrustAnchor::did, TrustAnchor::name, (first, second) -> first));
        ObjectNode answer = StrictJson.object()
                .put("did", node.did().value())
                .put("name", name)
                .put("country", country);
        answer.set("document", node.document().json());
        ArrayNode credentials = answer.putArray("credentials");
        wallet.list()
                .forEach(held -> credentials.add(held.json()
                        .put("issuerName", names.get(held.credential().issuer()))
                        .put(
                                "validUntil",
                                held.credential()
                                        .validUntil()
                                        .map(Object::toString)
                                        .orElse(null))));
        exchange.answerHeader("Cache-Control", "no-store").send(200, MediaType.JSON, StrictJson.bytes(answer));
    }
}
