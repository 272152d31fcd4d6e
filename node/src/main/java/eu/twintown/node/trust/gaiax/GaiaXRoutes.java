package eu.twintown.node.trust.gaiax;

import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.node.http.Exchange;
import eu.twintown.node.http.JsonBodies;
import eu.twintown.node.http.MediaType;
import eu.twintown.node.http.ParameterNames;
import eu.twintown.node.trust.credential.Credential;
import eu.twintown.node.trust.credential.Verdict;
import eu.twintown.node.trust.did.NodeDid;
import eu.twintown.node.trust.gaiax.GaiaXOrders.LegalPerson;
import eu.twintown.node.trust.gaiax.GaiaXOrders.ServiceOffering;
import eu.twintown.node.trust.holding.Wallet;
import eu.twintown.node.trust.issuance.CredentialIssuer;
import eu.twintown.node.trust.issuance.CredentialOrder;
import eu.twintown.node.trust.jose.StrictJson;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Making Gaia-X credentials and taking in what the clearing house says of them, under {@code /api/gaia-x}. What is made
 * goes to the wallet; a compliance credential too, where it verifies.
 */
public final class GaiaXRoutes implements HttpService {
    private static final ParameterNames NONE = ParameterNames.of();

    private final NodeDid node;
    private final CredentialIssuer issuer;
    private final Wallet wallet;
    private final ComplianceVerifier compliance;
    private final JsonBodies bodies;

    public GaiaXRoutes(
            NodeDid node, CredentialIssuer issuer, Wallet wallet, ComplianceVerifier compliance, JsonBodies bodies) {
        this.node = node;
        this.issuer = issuer;
        this.wallet = wallet;
        this.compliance = compliance;
        this.bodies = bodies;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.post("/api/gaia-x/participant", Exchange.handler(this::participant))
                .post("/api/gaia-x/service-offerings", Exchange.handler(this::serviceOffering))
                .post("/api/gaia-x/compliance", Exchange.handler(this::compliance));
    }

    /** The legal person and its acceptance of the terms: {name, country, registrationNumber}. */
    private void participant(Exchange exchange) {
        JsonNode body = body(exchange);
        CredentialOrder person = GaiaXOrders.legalPerson(new LegalPerson(
                node.did().value() + "#legal-person",
                text(body, "name"),
                text(body, "registrationNumber"),
                text(body, "country")));
        send(
                exchange,
                201,
                made(List.of(person, GaiaXOrders.issuerTerms(node.did().value() + "#issuer"))));
    }

    /** A service: {id, name, description, endpoint?, termsUrl, termsHash, policy?}. */
    private void serviceOffering(Exchange exchange) {
        JsonNode body = body(exchange);
        String hash = text(body, "termsHash");
        if (!hash.matches("[0-9a-f]{64}")) {
            throw ProblemException.badData("This must be a SHA-256 in 64 hexadecimal digits", "/termsHash");
        }
        CredentialOrder offering = GaiaXOrders.serviceOffering(new ServiceOffering(
                text(body, "id"),
                text(body, "name"),
                body.path("description").asString(""),
                node.did().value() + "#legal-person",
                body.has("endpoint") ? Optional.of(uri(body, "endpoint")) : Optional.empty(),
                uri(body, "termsUrl"),
                hash,
                body.path("policy").asString("default: allow intent")));
        send(exchange, 201, made(List.of(offering)));
    }

    /** A compliance credential and what it is about: {compliance, credentials: [...]}. */
    private void compliance(Exchange exchange) {
        JsonNode body = body(exchange);
        List<String> credentials = body.path("credentials").values().stream()
                .map(one -> one.asString(""))
                .toList();
        Verdict verdict = compliance.verify(text(body, "compliance"), credentials);
        if (verdict.valid()) {
            wallet.add(text(body, "compliance"));
        }
        ObjectNode answer =
                StrictJson.object().put("compliant", verdict.valid()).put("reason", verdict.fullReason());
        ArrayNode checks = answer.putArray("checks");
        verdict.checks().forEach(check -> checks.addObject()
                .put("name", check.name())
                .put("passed", check.passed())
                .put("reason", check.reason()));
        send(exchange, 200, answer);
    }

    private ArrayNode made(List<CredentialOrder> orders) {
        ArrayNode answer = StrictJson.MAPPER.createArrayNode();
        for (Credential credential : issuer.issueAll(orders)) {
            wallet.add(credential.text());
            ObjectNode one = answer.addObject().put("id", credential.id()).put("credential", credential.text());
            credential.types().forEach(one.putArray("types")::add);
        }
        return answer;
    }

    private JsonNode body(Exchange exchange) {
        exchange.parameters(NONE);
        return bodies.readTree(exchange);
    }

    private static String text(JsonNode body, String name) {
        String text = body.path(name).asString("").strip();
        if (text.isEmpty()) {
            throw ProblemException.badData("This must be a text", "/" + name);
        }
        return text;
    }

    private static URI uri(JsonNode body, String name) {
        try {
            URI uri = URI.create(text(body, name));
            if (uri.isAbsolute()) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            // told below
        }
        throw ProblemException.badData("This must be an absolute URI", "/" + name);
    }

    private static void send(Exchange exchange, int status, JsonNode answer) {
        exchange.answerHeader("Cache-Control", "no-store").send(status, MediaType.JSON, StrictJson.bytes(answer));
    }
}
