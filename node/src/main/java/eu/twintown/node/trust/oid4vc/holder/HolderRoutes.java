package eu.twintown.node.trust.oid4vc.holder;

import eu.twintown.node.http.Exchange;
import eu.twintown.node.http.JsonBodies;
import eu.twintown.node.http.MediaType;
import eu.twintown.node.http.Parameters;
import eu.twintown.node.trust.Principal;
import eu.twintown.node.trust.holding.HeldCredential;
import eu.twintown.node.trust.jose.StrictJson;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The holder's face: {@code POST /api/credentials/receive {offer, transactionCode?}} and
 * {@code POST /api/presentations/answers {request, preview?}}.
 */
public final class HolderRoutes implements HttpService {
    /** Where issuers send the browser back to. */
    public static final String CALLBACK = "/oid4vci/callback";

    private final CredentialReceiver receiver;
    private final PresentationAnswerer answerer;
    private final JsonBodies bodies;

    public HolderRoutes(CredentialReceiver receiver, PresentationAnswerer answerer, JsonBodies bodies) {
        this.receiver = receiver;
        this.answerer = answerer;
        this.bodies = bodies;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.post("/api/credentials/receive", Exchange.handler(this::receive))
                .get(CALLBACK, Exchange.handler(this::callback))
                .post("/api/presentations/answers", Exchange.handler(this::answer));
    }

    private void receive(Exchange exchange) {
        JsonNode body = bodies.readTree(exchange);
        CredentialReceiver.Outcome outcome = receiver.receive(
                body.path("offer").isObject()
                        ? body.path("offer").toString()
                        : body.path("offer").asString(""),
                Optional.of(body.path("transactionCode").asString("")).filter(code -> !code.isEmpty()),
                Principal.of(exchange).id());
        ObjectNode answer = view(outcome.received());
        outcome.signInAt().ifPresent(address -> answer.put("signInAt", address.toString()));
        exchange.send(outcome.signInAt().isPresent() ? 202 : 201, MediaType.JSON, StrictJson.bytes(answer));
    }

    /** The browser comes back from the issuer; it ends on the console's page of credentials. */
    private void callback(Exchange exchange) {
        Parameters query = exchange.query();
        String code = query.text("code")
                .orElseThrow(() -> HolderException.remote(
                        "The issuer gave no code: " + query.text("error").orElse("no reason") + " "
                                + query.text("error_description").orElse("")));
        receiver.complete(
                query.text("state").orElse(""), code, Principal.of(exchange).id());
        exchange.redirect("/#/organisation");
    }

    private void answer(Exchange exchange) {
        JsonNode body = bodies.readTree(exchange);
        PresentationAnswerer.Disclosure disclosure = answerer.answer(
                body.path("request").asString(""), body.path("preview").asBoolean(false));
        exchange.send(200, MediaType.JSON, StrictJson.MAPPER.writeValueAsBytes(disclosure));
    }

    private static ObjectNode view(List<HeldCredential> received) {
        ObjectNode json = StrictJson.object();
        json.putArray("received");
        for (HeldCredential one : received) {
            ObjectNode entry = json.withArray("received").addObject().put("id", one.key());
            one.credential().types().forEach(entry.withArray("types")::add);
            entry.put("issuer", one.credential().issuer())
                    .put("state", one.state().name());
        }
        return json;
    }
}
