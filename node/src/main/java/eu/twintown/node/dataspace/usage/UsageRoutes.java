package eu.twintown.node.dataspace.usage;

import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.kernel.problem.ProblemType;
import eu.twintown.node.dataspace.agreement.Agreement;
import eu.twintown.node.dataspace.agreement.Agreements;
import eu.twintown.node.dataspace.agreement.Side;
import eu.twintown.node.http.Exchange;
import eu.twintown.node.http.MediaType;
import eu.twintown.node.http.ParameterNames;
import eu.twintown.node.http.Parameters;
import eu.twintown.node.http.outgoing.OutgoingClient;
import eu.twintown.node.http.outgoing.OutgoingException;
import eu.twintown.node.trust.Principal;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What was used under the agreements: for this node's people, and for the provider of an agreement, who may ask. */
public final class UsageRoutes implements HttpService {
    private static final ParameterNames NONE = ParameterNames.of();
    private static final ParameterNames FILTER = ParameterNames.of("agreement", "side");
    private static final Duration TIMEOUT = Duration.ofSeconds(15);

    private final Usage usage;
    private final Agreements agreements;
    private final BiFunction<String, OutgoingClient.Request, OutgoingClient.Response> sender;

    /** @param sender sends a request to a participant with this node's proof */
    public UsageRoutes(
            Usage usage,
            Agreements agreements,
            BiFunction<String, OutgoingClient.Request, OutgoingClient.Response> sender) {
        this.usage = usage;
        this.agreements = agreements;
        this.sender = sender;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get("/api/usage", Exchange.handler(this::own))
                .post("/api/usage/{agreement}/request", Exchange.handler(this::ask))
                .get("/dataspace/usage/{agreement}", Exchange.handler(this::tell));
    }

    private void own(Exchange exchange) {
        Parameters parameters = exchange.parameters(FILTER);
        Optional<Side> side = parameters.text("side").map(UsageRoutes::side);
        ArrayNode list = JsonMapper.shared().createArrayNode();
        usage.list(parameters.text("agreement"), side).forEach(hour -> {
            ObjectNode node = hour.json(true);
            agreements.find(hour.agreement()).ifPresent(agreement -> node.put("counterparty", agreement.counterparty())
                    .put("dataset", agreement.dataset()));
            list.add(node);
        });
        send(exchange, list);
    }

    /** The provider of an agreement asks what its data were used for. Names of persons stay here. */
    private void tell(Exchange exchange) {
        exchange.parameters(NONE);
        String id = exchange.variable("agreement");
        String who = Principal.of(exchange).id();
        Agreement agreement = agreements
                .find(id)
                .filter(found ->
                        found.side() == Side.CONSUMER && found.counterparty().equals(who))
                .orElseThrow(() -> notFound(id));
        ArrayNode list = JsonMapper.shared().createArrayNode();
        usage.list(Optional.of(agreement.id()), Optional.of(Side.CONSUMER)).forEach(hour -> list.add(hour.json(false)));
        send(exchange, list);
    }

    /** Asks the consumer of an agreement for its records. */
    private void ask(Exchange exchange) {
        exchange.parameters(NONE);
        String id = exchange.variable("agreement");
        Agreement agreement = agreements
                .find(id)
                .filter(found -> found.side() == Side.PROVIDER)
                .orElseThrow(() -> notFound(id));
        URI address = agreement.address().resolve("/dataspace/usage/" + URLEncoder.encode(id, StandardCharsets.UTF_8));
        try {
            OutgoingClient.Response response = sender.apply(
                    agreement.counterparty(),
                    new OutgoingClient.Request(
                            "GET", address, Map.of("Accept", "application/json"), new byte[0], TIMEOUT));
            JsonNode body = response.status() == 200
                    ? JsonMapper.shared().readTree(response.body())
                    : JsonMapper.shared().missingNode();
            if (!body.isArray()) {
                throw bad(agreement.counterparty() + " answered with status " + response.status());
            }
            send(exchange, body);
        } catch (JacksonException e) {
            throw bad(agreement.counterparty() + " answered with something that is not JSON");
        } catch (OutgoingException e) {
            throw bad(agreement.counterparty() + " cannot be asked: " + e.getMessage());
        }
    }

    private static Side side(String text) {
        try {
            return Side.valueOf(text.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw ProblemException.badParameter("side", "side must be PROVIDER or CONSUMER");
        }
    }

    private static ProblemException notFound(String id) {
        return new ProblemException(ProblemType.RESOURCE_NOT_FOUND, "There is no agreement " + id + " here");
    }

    private static ProblemException bad(String why) {
        return new ProblemException(ProblemType.BAD_GATEWAY, why);
    }

    private static void send(Exchange exchange, JsonNode answer) {
        exchange.answerHeader("Cache-Control", "no-store")
                .send(200, MediaType.JSON, JsonMapper.shared().writeValueAsBytes(answer));
    }
}
