package eu.twintown.node.dataspace.dsp.api;

import eu.twintown.kernel.policy.Policy;
import eu.twintown.kernel.policy.PolicyType;
import eu.twintown.kernel.policy.document.PolicyReader;
import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.kernel.problem.ProblemType;
import eu.twintown.node.dataspace.agreement.Side;
import eu.twintown.node.dataspace.dsp.negotiation.Decision;
import eu.twintown.node.dataspace.dsp.negotiation.Negotiation;
import eu.twintown.node.dataspace.dsp.negotiation.NegotiationStarter;
import eu.twintown.node.dataspace.dsp.negotiation.Negotiations;
import eu.twintown.node.http.Exchange;
import eu.twintown.node.http.JsonBodies;
import eu.twintown.node.http.Languages;
import eu.twintown.node.http.MediaType;
import eu.twintown.node.http.Paging;
import eu.twintown.node.http.ParameterNames;
import eu.twintown.node.http.Parameters;
import eu.twintown.node.trust.Principal;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.BiFunction;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Negotiations, begun and decided by people: {@code /api/negotiations}. */
public final class NegotiationApi implements HttpService {
    private static final ParameterNames NONE = ParameterNames.of();
    private static final ParameterNames PAGE = ParameterNames.of("limit", "offset", "count");
    private static final ParameterNames WAIT = ParameterNames.of("wait");
    private static final int LONGEST_WAIT = 60;
    private static final String ALL = "/api/negotiations";
    private static final String ONE = ALL + "/{id}";

    private final Negotiations negotiations;
    private final NegotiationStarter starter;
    private final NegotiationView view;
    private final JsonBodies bodies;
    private final Ends ends = new Ends();

    public NegotiationApi(
            Negotiations negotiations, NegotiationStarter starter, NegotiationView view, JsonBodies bodies) {
        this.negotiations = negotiations;
        this.starter = starter;
        this.view = view;
        this.bodies = bodies;
        negotiations.listen(ends);
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get(ALL, Exchange.handler(this::list))
                .post(ALL, Exchange.handler(this::begin))
                .get(ONE, Exchange.handler(this::one))
                .post(ONE + "/accept", Exchange.handler(e -> act(e, (now, body) -> new Decision.Accept())))
                .post(ONE + "/counter", Exchange.handler(e -> act(e, NegotiationApi::counter)))
                .post(ONE + "/agree", Exchange.handler(e -> act(e, (now, body) -> new Decision.Agree(now.offer()))))
                .post(ONE + "/terminate", Exchange.handler(e -> act(e, NegotiationApi::terminate)));
    }

    private void list(Exchange exchange) {
        Parameters parameters = exchange.parameters(PAGE);
        Paging paging = Paging.of(parameters);
        List<Negotiation> page = negotiations.list(paging.limit(), paging.offset());
        long total = negotiations.count();
        ArrayNode answer = JsonBodies.WRITER.createArrayNode();
        page.forEach(one -> answer.add(view.of(one, Languages.of(exchange))));
        paging.describe(
                exchange, parameters, paging.offset() + page.size() < total, OptionalLong.of(total), MediaType.JSON);
        Bodies.send(exchange, 200, answer);
    }

    /** With {@code wait}, answers when the negotiation is over, or after so many seconds. */
    private void one(Exchange exchange) {
        int seconds = Math.min(exchange.parameters(WAIT).number("wait", 0, 0), LONGEST_WAIT);
        if (seconds > 0 && !find(exchange).state().isOver()) {
            ends.await(exchange.variable("id"), Duration.ofSeconds(seconds), () -> find(exchange));
        }
        Bodies.send(exchange, 200, view.of(find(exchange), Languages.of(exchange)));
    }

    private Negotiation find(Exchange exchange) {
        String id = exchange.variable("id");
        return negotiations
                .find(id)
                .orElseThrow(() -> new ProblemException(
                        ProblemType.RESOURCE_NOT_FOUND, "There is no negotiation " + id + " here"));
    }

    private void begin(Exchange exchange) {
        exchange.parameters(NONE);
        ObjectNode body = Bodies.read(exchange, bodies);
        Side role =
                switch (Bodies.text(body, "role").orElse("consumer")) {
                    case "consumer" -> Side.CONSUMER;
                    case "provider" -> Side.PROVIDER;
                    default -> throw ProblemException.badData("The role is consumer or provider", "/role");
                };
        NegotiationStarter.Wish wish = new NegotiationStarter.Wish(
                Bodies.require(body, "participant", "the DID of the other participant"),
                Bodies.address(body),
                Bodies.require(body, "dataset", "the id of the dataset"),
                body.path("offer").isString() ? Bodies.text(body, "offer") : java.util.Optional.empty(),
                body.path("offer").isObject() ? java.util.Optional.of(policy(body)) : java.util.Optional.empty());
        Negotiation begun = starter.start(role, wish, Principal.of(exchange).id());
        exchange.answerHeader("Location", ALL + "/" + URLEncoder.encode(begun.id(), StandardCharsets.UTF_8));
        Bodies.send(exchange, 201, view.of(begun, Languages.of(exchange)));
    }

    private void act(Exchange exchange, BiFunction<Negotiation, ObjectNode, Decision> decision) {
        exchange.parameters(NONE);
        Negotiation now = find(exchange);
        Negotiation after = negotiations.act(
                now.id(),
                decision.apply(now, Bodies.read(exchange, bodies)),
                Principal.of(exchange).id());
        Bodies.send(exchange, 200, view.of(after, Languages.of(exchange)));
    }

    /** Other terms: an offer of the provider, a request of the consumer. */
    private static Decision counter(Negotiation now, ObjectNode body) {
        if (!body.path("offer").isObject()) {
            throw ProblemException.badData("Give the terms as an ODRL offer", "/offer");
        }
        return now.side() == Side.PROVIDER ? new Decision.Offer(policy(body)) : new Decision.Counter(policy(body));
    }

    private static Decision terminate(Negotiation now, ObjectNode body) {
        return new Decision.Terminate("TERMINATED", Bodies.require(body, "reason", "the reason, for the other side"));
    }

    private static Policy policy(ObjectNode body) {
        JsonNode offer = body.path("offer");
        return PolicyReader.read((ObjectNode) offer).as(PolicyType.OFFER);
    }
}
