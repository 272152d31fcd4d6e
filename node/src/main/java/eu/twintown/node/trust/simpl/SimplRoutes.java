package eu.twintown.node.trust.simpl;

import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.kernel.problem.ProblemType;
import eu.twintown.node.http.Exchange;
import eu.twintown.node.http.JsonBodies;
import eu.twintown.node.http.MediaType;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The management interface of the membership in a Simpl data space. */
public final class SimplRoutes implements HttpService {
    private static final String BASE = "/api/simpl";
    /** A document of the onboarding comes as base64 in JSON. */
    private static final JsonBodies BODIES = new JsonBodies(48L << 20, 16);

    private final Optional<SimplActions> actions;
    private final Supplier<ObjectNode> view;

    SimplRoutes(SimplActions actions, SimplView view) {
        this.actions = Optional.of(actions);
        this.view = view::json;
    }

    private SimplRoutes() {
        this.actions = Optional.empty();
        this.view = () -> {
            ObjectNode view = JsonMapper.shared().createObjectNode();
            view.put("configured", false).put("state", "not-started").putArray("attributes");
            return view;
        };
    }

    /** For a node that is no participant of such a data space: it says so. */
    public static SimplRoutes unconfigured() {
        return new SimplRoutes();
    }

    private SimplActions actions() {
        return actions.orElseThrow(() -> new ProblemException(
                ProblemType.CONFLICT,
                "This node is not configured for a Simpl data space; docs/simpl.md shows the section 'simpl'"));
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get(BASE, Exchange.handler(exchange -> send(exchange, view.get())))
                .get(
                        BASE + "/participant-types",
                        Exchange.handler(exchange -> send(exchange, actions().participantTypes())))
                .post(BASE + "/onboarding", changing(exchange -> actions().apply(BODIES.readTree(exchange))))
                .post(BASE + "/onboarding/documents/{id}", changing(exchange -> actions()
                        .upload(exchange.variable("id"), BODIES.readTree(exchange))))
                .post(BASE + "/onboarding/submit", changing(exchange -> actions()
                        .submit()))
                .post(BASE + "/onboarding/comments", changing(exchange -> actions()
                        .comment(BODIES.readTree(exchange))))
                .post(BASE + "/onboarding/certificate", changing(exchange -> actions()
                        .certificate()))
                .post(BASE + "/csr", Exchange.handler(this::csr))
                .post(BASE + "/credentials", changing(exchange -> actions().install(BODIES.readTree(exchange))))
                .post(BASE + "/renew", changing(exchange -> actions().renew()))
                .post(
                        BASE + "/echo",
                        Exchange.handler(exchange -> send(exchange, actions().echo())))
                .post(
                        BASE + "/ping",
                        Exchange.handler(exchange -> send(exchange, actions().ping(BODIES.readTree(exchange)))));
    }

    /** Does something and answers with the membership as it is then. */
    private Handler changing(Consumer<Exchange> action) {
        return Exchange.handler(exchange -> {
            action.accept(exchange);
            send(exchange, view.get());
        });
    }

    private void csr(Exchange exchange) {
        exchange.send(200, "application/x-pem-file", actions().csr().getBytes(StandardCharsets.UTF_8));
    }

    private static void send(Exchange exchange, JsonNode answer) {
        exchange.send(200, MediaType.JSON, answer.toString().getBytes(StandardCharsets.UTF_8));
    }
}
