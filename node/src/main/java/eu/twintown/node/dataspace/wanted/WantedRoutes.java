package eu.twintown.node.dataspace.wanted;

import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.node.dataspace.agreement.Side;
import eu.twintown.node.dataspace.dsp.delivery.Process;
import eu.twintown.node.dataspace.letter.Seals;
import eu.twintown.node.http.Exchange;
import eu.twintown.node.http.JsonBodies;
import eu.twintown.node.http.JsonMembers;
import eu.twintown.node.http.MediaType;
import eu.twintown.node.http.Paging;
import eu.twintown.node.http.ParameterNames;
import eu.twintown.node.http.Parameters;
import eu.twintown.node.trust.Principal;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Requests for data: the management API under {@code /api/wanted}, and where those of other nodes come in. */
public final class WantedRoutes implements HttpService {
    private static final ParameterNames NONE = ParameterNames.of();
    private static final ParameterNames LIST = ParameterNames.of("direction", "limit", "offset", "count");
    private static final int MOST_RECIPIENTS = 200;

    private final Wanted wanted;
    private final WantedView view;
    private final Seals seals;
    private final JsonBodies bodies;
    private final UnaryOperator<String> expand;

    /**
     * @param expand gives the IRI of a type or attribute
     * @param compact gives the short name of an IRI, where it has one
     */
    public WantedRoutes(
            Wanted wanted,
            Seals seals,
            JsonBodies bodies,
            UnaryOperator<String> expand,
            UnaryOperator<String> compact) {
        this.wanted = wanted;
        this.view = new WantedView(wanted, compact);
        this.seals = seals;
        this.bodies = bodies;
        this.expand = expand;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get("/api/wanted", Exchange.handler(this::list))
                .post("/api/wanted", Exchange.handler(this::ask))
                .get("/api/wanted/statistics", Exchange.handler(this::statistics))
                .get("/api/wanted/{id}", Exchange.handler(this::one))
                .post("/api/wanted/{id}/answer", Exchange.handler(this::answer))
                .post("/dataspace/wanted", Exchange.handler(this::take))
                .post("/dataspace/wanted/answers", Exchange.handler(this::takeAnswer));
    }

    private void list(Exchange exchange) {
        Parameters parameters = exchange.parameters(LIST);
        Paging paging = Paging.of(parameters);
        String direction = parameters.text("direction").orElse("in");
        ArrayNode answer = JsonBodies.WRITER.createArrayNode();
        long total;
        switch (direction) {
            case "in" -> {
                List<Process> all = wanted.all(Side.PROVIDER);
                total = all.size();
                all.stream()
                        .skip(paging.offset())
                        .limit(paging.limit())
                        .map(view::incoming)
                        .forEach(answer::add);
            }
            case "out" -> {
                total = wanted.askedCount();
                wanted.asked(paging.limit(), paging.offset()).stream()
                        .map(view::asked)
                        .forEach(answer::add);
            }
            default ->
                throw ProblemException.badParameter(
                        "direction", "'direction' is '" + direction + "'; it must be in or out");
        }
        paging.describe(
                exchange, parameters, paging.offset() + answer.size() < total, OptionalLong.of(total), MediaType.JSON);
        send(exchange, 200, answer);
    }

    private void ask(Exchange exchange) {
        exchange.parameters(NONE);
        JsonNode body = bodies.readTree(exchange);
        ObjectNode wish = Wish.read(body, expand);
        List<String> to = JsonMembers.of(body).textOrTexts("to");
        if (to.size() > MOST_RECIPIENTS || !to.stream().allMatch(did -> did.startsWith("did:"))) {
            throw ProblemException.badData("'to' must name up to " + MOST_RECIPIENTS + " DIDs", "/to");
        }
        String id = wanted.ask(wish, to, Principal.of(exchange).id());
        exchange.answerHeader("Location", "/api/wanted/" + URLEncoder.encode(id, StandardCharsets.UTF_8));
        send(exchange, 201, view.asked(wanted.asked(id).orElseThrow()));
    }

    private void one(Exchange exchange) {
        exchange.parameters(NONE);
        String id = exchange.variable("id");
        send(exchange, 200, wanted.asked(id).map(view::asked).orElseGet(() -> view.incoming(wanted.incoming(id))));
    }

    private void answer(Exchange exchange) {
        exchange.parameters(NONE);
        Answer answer = Answer.read(bodies.readTree(exchange));
        Process process = wanted.answer(
                exchange.variable("id"), answer, Principal.of(exchange).id());
        send(exchange, 200, view.incoming(process));
    }

    private void statistics(Exchange exchange) {
        exchange.parameters(NONE);
        ObjectNode answer = JsonBodies.WRITER.createObjectNode();
        answer.set("in", Statistics.of(wanted.all(Side.PROVIDER)).json());
        answer.set("out", Statistics.of(wanted.all(Side.CONSUMER)).json());
        send(exchange, 200, answer);
    }

    private void take(Exchange exchange) {
        exchange.parameters(NONE);
        Process process = wanted.take(seals.open(WantedDelivery.REQUEST, bodies.readTree(exchange)));
        send(exchange, 201, JsonBodies.WRITER.createObjectNode().put("asked", process.id()));
    }

    private void takeAnswer(Exchange exchange) {
        exchange.parameters(NONE);
        wanted.takeAnswer(seals.open(WantedDelivery.ANSWER, bodies.readTree(exchange)));
        send(exchange, 200, JsonBodies.WRITER.createObjectNode());
    }

    private static void send(Exchange exchange, int status, JsonNode answer) {
        exchange.answerHeader("Cache-Control", "no-store")
                .send(status, MediaType.JSON, JsonBodies.WRITER.writeValueAsBytes(answer));
    }
}
