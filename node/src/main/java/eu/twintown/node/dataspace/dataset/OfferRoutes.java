package eu.twintown.node.dataspace.dataset;

import eu.twintown.node.http.Exchange;
import eu.twintown.node.http.JsonBodies;
import eu.twintown.node.http.Languages;
import eu.twintown.node.http.MediaType;
import eu.twintown.node.http.Paging;
import eu.twintown.node.http.ParameterNames;
import eu.twintown.node.http.Parameters;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/** The management API of offers, under {@code /api/offers}, and the templates that a steward picks from. */
public final class OfferRoutes implements HttpService {
    private static final ParameterNames NONE = ParameterNames.of();
    private static final ParameterNames PAGE = ParameterNames.of("limit", "offset", "count");
    private static final String ONE = "/api/offers/{id}";

    private final Offers offers;
    private final JsonBodies bodies;

    public OfferRoutes(Offers offers, JsonBodies bodies) {
        this.offers = offers;
        this.bodies = bodies;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get("/api/templates", Exchange.handler(OfferRoutes::templates))
                .get("/api/offers", Exchange.handler(this::list))
                .post("/api/offers", Exchange.handler(this::add))
                .post("/api/offers/preview", Exchange.handler(this::preview))
                .get(ONE, Exchange.handler(this::one))
                .put(ONE, Exchange.handler(this::change))
                .delete(ONE, Exchange.handler(this::remove));
    }

    private static void templates(Exchange exchange) {
        exchange.parameters(NONE);
        send(exchange, 200, TemplateList.in(Languages.of(exchange)));
    }

    private void list(Exchange exchange) {
        Parameters parameters = exchange.parameters(PAGE);
        Paging paging = Paging.of(parameters);
        Locale locale = Languages.of(exchange);
        List<Offered> page = offers.datasets().list(paging.limit(), paging.offset());
        long total = offers.datasets().count();
        ArrayNode answer = JsonBodies.WRITER.createArrayNode();
        page.forEach(offered -> answer.add(offers.view(offered, locale)));
        paging.describe(
                exchange, parameters, paging.offset() + page.size() < total, OptionalLong.of(total), MediaType.JSON);
        send(exchange, 200, answer);
    }

    private void one(Exchange exchange) {
        exchange.parameters(NONE);
        send(exchange, 200, offers.view(offers.find(exchange.variable("id")), Languages.of(exchange)));
    }

    private void add(Exchange exchange) {
        exchange.parameters(NONE);
        JsonNode made = offers.add(bodies.readTree(exchange), Languages.of(exchange));
        String id = URLEncoder.encode(made.path("id").asString(), StandardCharsets.UTF_8);
        exchange.answerHeader("Location", "/api/offers/" + id);
        send(exchange, 201, made);
    }

    private void change(Exchange exchange) {
        exchange.parameters(NONE);
        send(exchange, 200, offers.change(exchange.variable("id"), bodies.readTree(exchange), Languages.of(exchange)));
    }

    private void remove(Exchange exchange) {
        exchange.parameters(NONE);
        offers.remove(exchange.variable("id"));
        exchange.send(204);
    }

    private void preview(Exchange exchange) {
        exchange.parameters(NONE);
        send(exchange, 200, offers.preview(bodies.readTree(exchange), Languages.of(exchange)));
    }

    private static void send(Exchange exchange, int status, JsonNode answer) {
        exchange.answerHeader("Cache-Control", "no-store")
                .answerHeader("Vary", "Accept-Language")
                .send(status, MediaType.JSON, JsonBodies.WRITER.writeValueAsBytes(answer));
    }
}
