package eu.twintown.node.authority.schema;

import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.node.http.Exchange;
import eu.twintown.node.http.JsonBodies;
import eu.twintown.node.http.MediaType;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import java.net.URI;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The schema manager's webhooks under {@code /v1/webhooks}. */
final class WebhookRoutes implements HttpService {
    private final Webhooks webhooks;
    private final JsonBodies bodies;
    private final Function<Exchange, String> member;

    /** @param member the id of the participant that asks; refuses who is none */
    WebhookRoutes(Webhooks webhooks, JsonBodies bodies, Function<Exchange, String> member) {
        this.webhooks = webhooks;
        this.bodies = bodies;
        this.member = member;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get("/v1/webhooks", Exchange.handler(this::list))
                .post("/v1/webhooks", Exchange.handler(this::add))
                .delete("/v1/webhooks/{webhookId}", Exchange.handler(this::remove));
    }

    private void list(Exchange exchange) {
        ArrayNode all = JsonMapper.shared().createArrayNode();
        webhooks.of(member.apply(exchange)).forEach(webhook -> all.add(json(webhook)));
        send(exchange, 200, all);
    }

    private void add(Exchange exchange) {
        String owner = member.apply(exchange);
        JsonNode body = bodies.readTree(exchange);
        Set<String> events = new TreeSet<>();
        for (JsonNode event : body.path("events")) {
            if (!Webhooks.EVENTS.contains(event.asString(""))) {
                throw ProblemException.badData("The events are " + Webhooks.EVENTS + ", not " + event, "/events");
            }
            events.add(event.asString());
        }
        if (events.isEmpty()) {
            throw ProblemException.badData("Name at least one of the events " + Webhooks.EVENTS, "/events");
        }
        send(
                exchange,
                201,
                json(webhooks.add(owner, target(body.path("targetUrl").asString("")), events)));
    }

    private static URI target(String text) {
        try {
            URI uri = URI.create(text);
            if (("http".equals(uri.getScheme()) || "https".equals(uri.getScheme())) && uri.getHost() != null) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            // told below
        }
        throw ProblemException.badData("'" + text + "' is no http or https address", "/targetUrl");
    }

    private void remove(Exchange exchange) {
        webhooks.remove(member.apply(exchange), exchange.variable("webhookId"));
        exchange.send(204);
    }

    private static ObjectNode json(Webhooks.Webhook webhook) {
        ObjectNode json = JsonMapper.shared()
                .createObjectNode()
                .put("webhookId", webhook.webhookId())
                .put("targetUrl", webhook.targetUrl().toString());
        ArrayNode events = json.putArray("events");
        webhook.events().forEach(events::add);
        return json;
    }

    private static void send(Exchange exchange, int status, JsonNode json) {
        exchange.send(status, MediaType.JSON, JsonMapper.shared().writeValueAsBytes(json));
    }
}
