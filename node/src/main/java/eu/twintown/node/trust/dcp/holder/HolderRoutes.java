package eu.twintown.node.trust.dcp.holder;

import static eu.twintown.node.http.Exchange.handler;

import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.node.http.Exchange;
import eu.twintown.node.http.JsonBodies;
import eu.twintown.node.http.MediaType;
import eu.twintown.node.trust.dcp.Bearer;
import eu.twintown.node.trust.dcp.DcpMessage;
import eu.twintown.node.trust.dcp.IdToken;
import eu.twintown.node.trust.dcp.IdTokens;
import eu.twintown.node.trust.did.Did;
import eu.twintown.node.trust.jose.StrictJson;
import eu.twintown.node.trust.jose.TrustException;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/** The credential service for verifiers and issuers, and the holder's requests and offers for people. */
public final class HolderRoutes implements HttpService {
    private static final int LARGEST_MESSAGE = 1024 * 1024;
    private static final int DEEPEST = 20;

    private final CredentialService service;
    private final Holdings holdings;
    private final Offers offers;
    private final IdTokens tokens;
    private final JsonBodies bodies = new JsonBodies(LARGEST_MESSAGE, DEEPEST);

    public HolderRoutes(CredentialService service, Holdings holdings, Offers offers, IdTokens tokens) {
        this.service = service;
        this.holdings = holdings;
        this.offers = offers;
        this.tokens = tokens;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.post("/dcp/presentations/query", handler(this::query))
                .post("/dcp/credentials", handler(this::store))
                .post("/dcp/offers", handler(this::offer))
                .get("/api/dcp/requests", handler(exchange -> send(exchange, 200, list(holdings.list()))))
                .post("/api/dcp/requests", handler(this::request))
                .get("/api/dcp/offers", handler(exchange -> send(exchange, 200, list(offers.list()))))
                .post("/api/dcp/offers/{id}/accept", handler(this::accept));
    }

    private void query(Exchange exchange) {
        IdToken caller = Bearer.required(exchange, tokens);
        send(exchange, 200, service.query(caller, message(exchange, "PresentationQueryMessage")));
    }

    private void store(Exchange exchange) {
        IdToken caller = Bearer.required(exchange, tokens);
        service.store(caller, message(exchange, "CredentialMessage"));
        exchange.send(200);
    }

    private void offer(Exchange exchange) {
        IdToken caller = Bearer.required(exchange, tokens);
        service.offer(caller, message(exchange, "CredentialOfferMessage"));
        exchange.send(200);
    }

    private void request(Exchange exchange) {
        JsonNode body = bodies.readTree(exchange);
        List<String> types = body.path("types").values().stream()
                .map(type -> type.asString(""))
                .filter(type -> !type.isBlank())
                .toList();
        if (types.isEmpty()) {
            throw ProblemException.badData("types must be a list of types of credentials", "/types");
        }
        try {
            Did issuer = Did.parse(body.path("issuer").asString(""));
            send(exchange, 201, StrictJson.object().put("id", holdings.request(issuer, types)));
        } catch (TrustException e) {
            throw ProblemException.badData("issuer must be the DID of an issuer", "/issuer");
        }
    }

    private void accept(Exchange exchange) {
        send(exchange, 201, StrictJson.object().put("id", offers.accept(exchange.variable("id"), holdings)));
    }

    private DcpMessage message(Exchange exchange, String type) {
        return DcpMessage.read(bodies.readTree(exchange), type);
    }

    private static ArrayNode list(List<JsonNode> entries) {
        return StrictJson.MAPPER.createArrayNode().addAll(entries);
    }

    private static void send(Exchange exchange, int status, JsonNode json) {
        exchange.send(status, MediaType.JSON, StrictJson.bytes(json));
    }
}
