package eu.twintown.node.dataspace.transfer;

import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.node.dataspace.transfer.message.DataAddress;
import eu.twintown.node.http.Exchange;
import eu.twintown.node.http.JsonBodies;
import eu.twintown.node.http.MediaType;
import eu.twintown.node.http.Paging;
import eu.twintown.node.http.ParameterNames;
import eu.twintown.node.http.Parameters;
import eu.twintown.node.trust.Principal;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/** The management API of transfers, under {@code /api/transfers}. */
public final class TransferApiRoutes implements HttpService {
    private static final ParameterNames NONE = ParameterNames.of();
    private static final ParameterNames PAGE = ParameterNames.of("limit", "offset", "count", "agreement");
    private static final String ALL = "/api/transfers";
    private static final String ONE = ALL + "/{id}";
    /** Code of messages for what a person did by hand. */
    private static final String BY_HAND = "BY_HAND";

    private final Transfers transfers;
    private final TransferProtocol protocol;
    private final JsonBodies bodies;

    public TransferApiRoutes(Transfers transfers, TransferProtocol protocol, JsonBodies bodies) {
        this.transfers = transfers;
        this.protocol = protocol;
        this.bodies = bodies;
    }

    /** Something that is done to a transfer. */
    @FunctionalInterface
    private interface Act {
        Transfer on(String id, String by, String reason);
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get(ALL, Exchange.handler(this::list))
                .post(ALL, Exchange.handler(this::request))
                .get(ONE, Exchange.handler(this::one));
        acts().forEach((name, act) -> rules.post(ONE + "/" + name, Exchange.handler(exchange -> act(exchange, act))));
    }

    private Map<String, Act> acts() {
        Map<String, Act> acts = new LinkedHashMap<>();
        acts.put("start", (id, by, reason) -> protocol.start(id, by));
        acts.put("suspend", (id, by, reason) -> protocol.suspend(id, by, BY_HAND, reason));
        acts.put("resume", (id, by, reason) -> protocol.resume(id, by));
        acts.put("complete", (id, by, reason) -> protocol.complete(id, by));
        acts.put("terminate", (id, by, reason) -> protocol.terminate(id, by, BY_HAND, reason));
        return acts;
    }

    private void list(Exchange exchange) {
        Parameters parameters = exchange.parameters(PAGE);
        Paging paging = Paging.of(parameters);
        Optional<String> agreement = parameters.text("agreement");
        List<Transfer> page = agreement
                .map(id -> transfers.of(id).stream()
                        .skip(paging.offset())
                        .limit(paging.limit())
                        .toList())
                .orElseGet(() -> transfers.list(paging.limit(), paging.offset()));
        long total = agreement.map(id -> (long) transfers.of(id).size()).orElseGet(transfers::count);
        ArrayNode answer = JsonBodies.WRITER.createArrayNode();
        page.forEach(transfer -> answer.add(TransferView.of(transfer)));
        paging.describe(
                exchange, parameters, paging.offset() + page.size() < total, OptionalLong.of(total), MediaType.JSON);
        send(exchange, 200, answer);
    }

    private void one(Exchange exchange) {
        exchange.parameters(NONE);
        send(exchange, 200, TransferView.of(transfers.require(exchange.variable("id"))));
    }

    private void request(Exchange exchange) {
        exchange.parameters(NONE);
        JsonNode body = bodies.readTree(exchange);
        String agreement = text(body, "agreement", "").orElseThrow(() -> missing("/agreement"));
        String format = text(body, "format", "").orElse(TransferFormat.NGSI_LD_PULL.wire());
        Optional<DataAddress> push = body.has("push") ? Optional.of(push(body.path("push"))) : Optional.empty();
        Transfer transfer =
                protocol.request(agreement, format, push, Principal.of(exchange).id());
        exchange.answerHeader("Location", ALL + "/" + transfer.id());
        send(exchange, 201, TransferView.of(transfer));
    }

    private static DataAddress push(JsonNode push) {
        String endpoint = text(push, "endpoint", "/push").orElseThrow(() -> missing("/push/endpoint"));
        Parameters.requireUri(endpoint, "endpoint");
        Map<String, String> properties = new LinkedHashMap<>();
        text(push, "authorization", "/push").ifPresent(token -> {
            properties.put(DataAddress.AUTHORIZATION, token);
            properties.put(DataAddress.AUTH_TYPE, "bearer");
        });
        return new DataAddress(DataAddress.HTTP, endpoint, properties);
    }

    private void act(Exchange exchange, Act act) {
        exchange.parameters(NONE);
        String reason = exchange.hasBody()
                ? text(bodies.readTree(exchange), "reason", "").orElse("")
                : "";
        Transfer after = act.on(exchange.variable("id"), Principal.of(exchange).id(), reason);
        send(exchange, 200, TransferView.of(after));
    }

    private static Optional<String> text(JsonNode body, String name, String pointer) {
        JsonNode value = body.path(name);
        if (value.isMissingNode()) {
            return Optional.empty();
        }
        if (!value.isString()
                || value.asString().isBlank()
                || value.asString().length() > 4_000
                || value.asString().indexOf(0) >= 0) {
            throw ProblemException.badData("Here must be a text that is not empty", pointer + "/" + name);
        }
        return Optional.of(value.asString());
    }

    private static ProblemException missing(String pointer) {
        return ProblemException.badData("This member is missing", pointer);
    }

    private static void send(Exchange exchange, int status, JsonNode answer) {
        exchange.answerHeader("Cache-Control", "no-store")
                .send(status, MediaType.JSON, JsonBodies.WRITER.writeValueAsBytes(answer));
    }
}
