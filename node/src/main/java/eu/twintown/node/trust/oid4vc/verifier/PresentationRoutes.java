package eu.twintown.node.trust.oid4vc.verifier;

import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.kernel.problem.ProblemType;
import eu.twintown.node.http.Exchange;
import eu.twintown.node.http.JsonBodies;
import eu.twintown.node.http.MediaType;
import eu.twintown.node.http.Parameters;
import eu.twintown.node.trust.Principal;
import eu.twintown.node.trust.jose.StrictJson;
import eu.twintown.node.trust.oid4vc.OAuthError;
import eu.twintown.node.trust.oid4vc.dcql.DcqlException;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** The verifier's face: making requests, handing them to wallets, taking answers. */
public final class PresentationRoutes implements HttpService {
    private static final String SIGNED_REQUEST = "application/oauth-authz-req+jwt";
    private static final int LONGEST_ANSWER = 512 * 1024;

    private final PresentationRequests requests;
    private final JsonBodies bodies;

    public PresentationRoutes(PresentationRequests requests, JsonBodies bodies) {
        this.requests = requests;
        this.bodies = bodies;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.post("/api/presentations/requests", Exchange.handler(this::make))
                .get("/api/presentations/requests/{id}", Exchange.handler(this::show))
                .get(
                        PresentationRequests.REQUESTS + "{id}",
                        (request, response) -> signed(request, response, Optional.empty()))
                .post(
                        PresentationRequests.REQUESTS + "{id}",
                        (request, response) -> signed(
                                request,
                                response,
                                new Exchange(request, response)
                                        .form(LONGEST_ANSWER)
                                        .text("wallet_nonce")))
                .post(PresentationRequests.RESPONSES, Exchange.handler(this::answer));
    }

    private void make(Exchange exchange) {
        try {
            PresentationRequest made = requests.make(
                    bodies.readTree(exchange).path("dcql_query"),
                    Principal.of(exchange).id());
            exchange.send(201, MediaType.JSON, StrictJson.bytes(view(made).put("link", requests.link(made))));
        } catch (DcqlException e) {
            throw new ProblemException(ProblemType.BAD_REQUEST_DATA, String.valueOf(e.getMessage()));
        }
    }

    private void show(Exchange exchange) {
        String id = exchange.variable("id");
        PresentationRequest request = requests.find(id)
                .orElseThrow(() -> new ProblemException(
                        ProblemType.RESOURCE_NOT_FOUND, "There is no presentation request '" + id + "'"));
        exchange.answerHeader("Cache-Control", "no-store").send(200, MediaType.JSON, StrictJson.bytes(view(request)));
    }

    private static ObjectNode view(PresentationRequest request) {
        ObjectNode json = StrictJson.object()
                .put("id", request.id())
                .put("phase", request.phase().name())
                .put("until", request.until().toString())
                .put("reason", request.reason());
        json.set("dcql_query", request.query());
        json.set("result", request.result());
        return json;
    }

    private void signed(ServerRequest request, ServerResponse response, Optional<String> walletNonce) {
        String id = request.path().pathParameters().get("id");
        String signed = requests.signed(id, walletNonce)
                .orElseThrow(() -> new ProblemException(
                        ProblemType.RESOURCE_NOT_FOUND, "No presentation request of this id waits for an answer"));
        response.header(HeaderNames.CONTENT_TYPE, SIGNED_REQUEST)
                .header(HeaderNames.CACHE_CONTROL, "no-store")
                .send(signed.getBytes(StandardCharsets.US_ASCII));
    }

    private void answer(Exchange exchange) {
        Parameters form = exchange.form(LONGEST_ANSWER);
        ObjectNode body;
        int status = 200;
        try {
            requests.answer(form.text("state").orElse(""), form.text("vp_token"), form.text("error"));
            body = StrictJson.object();
        } catch (OAuthError e) {
            status = e.status();
            body = e.json();
        }
        exchange.answerHeader("Cache-Control", "no-store").send(status, MediaType.JSON, StrictJson.bytes(body));
    }
}
