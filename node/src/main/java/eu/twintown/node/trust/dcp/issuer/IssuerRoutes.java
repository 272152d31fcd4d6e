package eu.twintown.node.trust.dcp.issuer;

import static eu.twintown.node.http.Exchange.handler;

import eu.twintown.node.http.Exchange;
import eu.twintown.node.http.JsonBodies;
import eu.twintown.node.http.MediaType;
import eu.twintown.node.trust.dcp.Bearer;
import eu.twintown.node.trust.dcp.DcpMessage;
import eu.twintown.node.trust.dcp.DcpSettings;
import eu.twintown.node.trust.dcp.IdToken;
import eu.twintown.node.trust.dcp.IdTokens;
import eu.twintown.node.trust.jose.StrictJson;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The issuer service for holders, what it offers for everybody, and its requests for people. */
public final class IssuerRoutes implements HttpService {
    private static final int LARGEST_MESSAGE = 256 * 1024;
    private static final int DEEPEST = 20;

    private final IssuerService service;
    private final IdTokens tokens;
    private final DcpSettings settings;
    private final JsonBodies bodies = new JsonBodies(LARGEST_MESSAGE, DEEPEST);

    public IssuerRoutes(IssuerService service, IdTokens tokens, DcpSettings settings) {
        this.service = service;
        this.tokens = tokens;
        this.settings = settings;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get("/dcp/issuer/metadata", handler(exchange -> send(exchange, service.metadata())))
                .post("/dcp/issuer/credentials", handler(this::request))
                .get("/dcp/issuer/requests/{id}", handler(this::status))
                .get("/.well-known/dspace-trust", handler(exchange -> send(exchange, trust())))
                .get("/api/dcp/issuance", handler(this::list));
    }

    private void request(Exchange exchange) {
        IdToken holder = Bearer.required(exchange, tokens);
        String id = service.request(holder, DcpMessage.read(bodies.readTree(exchange), "CredentialRequestMessage"));
        exchange.answerHeader("Location", settings.issuerBase() + "/requests/" + id)
                .send(201);
    }

    private void status(Exchange exchange) {
        IdToken holder = Bearer.required(exchange, tokens);
        send(exchange, service.status(holder, exchange.variable("id")));
    }

    private void list(Exchange exchange) {
        ArrayNode all = StrictJson.MAPPER.createArrayNode();
        all.addAll(service.list());
        send(exchange, all);
    }

    /** What the DSP profile of the protocol asks a catalogue to tell (DCP 1.0.1, "Catalog Metadata"). */
    private ObjectNode trust() {
        ObjectNode trust = StrictJson.object();
        trust.putArray("@context").add(DcpMessage.CONTEXT);
        ArrayNode supported = trust.putArray("credentialsSupported");
        service.offered().stream().map(IssuableCredential::type).distinct().forEach(type -> {
            ObjectNode credential = supported.addObject().put("bindingMethod", "did:web");
            credential.putArray("types").add("VerifiableCredential").add(type);
            ArrayNode profiles = credential.putArray("profiles");
            service.offered().stream()
                    .filter(one -> one.type().equals(type))
                    .forEach(one -> profiles.add(one.format().profile()));
        });
        return trust;
    }

    private static void send(Exchange exchange, JsonNode json) {
        exchange.send(200, MediaType.JSON, StrictJson.bytes(json));
    }
}
