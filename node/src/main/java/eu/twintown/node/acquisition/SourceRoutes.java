package eu.twintown.node.acquisition;

import eu.twintown.node.http.Exchange;
import eu.twintown.node.http.MediaType;
import eu.twintown.node.http.ParameterNames;
import eu.twintown.node.http.Parameters;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The management API of sources and quarantine, under {@code /api}. */
public final class SourceRoutes implements HttpService {
    private static final JsonMapper MAPPER = JsonMapper.shared();
    private static final ParameterNames NONE = ParameterNames.of();
    private static final ParameterNames OF_SOURCE = ParameterNames.of("source");
    private static final ParameterNames PAGE = ParameterNames.of("source", "limit", "offset");
    private static final int MOST = 1000;

    private final Acquisition acquisition;

    /** Answers for {@code acquisition}. */
    public SourceRoutes(Acquisition acquisition) {
        this.acquisition = acquisition;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get("/api/sources", Exchange.handler(this::sources))
                .get("/api/quarantine", Exchange.handler(this::quarantine))
                .post("/api/quarantine/replay", Exchange.handler(this::replayAll))
                .post("/api/quarantine/{id}/replay", Exchange.handler(this::replay))
                .delete("/api/quarantine/{id}", Exchange.handler(this::discard));
    }

    private void sources(Exchange exchange) {
        exchange.parameters(NONE);
        ArrayNode list = MAPPER.createArrayNode();
        acquisition.sources().forEach(view -> list.add(view.json()));
        send(exchange, list);
    }

    private void quarantine(Exchange exchange) {
        Parameters parameters = exchange.parameters(PAGE);
        Optional<String> source = parameters.text("source");
        int limit = Math.min(MOST, parameters.number("limit", 20, 1));
        ObjectNode answer = MAPPER.createObjectNode();
        answer.put("total", acquisition.countQuarantined(source));
        ArrayNode items = answer.putArray("items");
        acquisition
                .quarantined(source, limit, parameters.number("offset", 0, 0))
                .forEach(item -> items.add(json(item)));
        send(exchange, answer);
    }

    private static ObjectNode json(Quarantine.Item item) {
        ObjectNode json = MAPPER.createObjectNode();
        json.put("id", item.id());
        json.put("source", item.source());
        json.put("at", item.at().toString());
        json.put("reason", item.reason());
        json.put("pointer", item.pointer());
        json.put("mappingVersion", item.mappingVersion());
        json.set("record", item.raw().content());
        return json;
    }

    private void replay(Exchange exchange) {
        exchange.parameters(NONE);
        send(exchange, json(acquisition.replay(exchange.variable("id"))));
    }

    private void replayAll(Exchange exchange) {
        send(exchange, json(acquisition.replayAll(exchange.parameters(OF_SOURCE).text("source"))));
    }

    private void discard(Exchange exchange) {
        exchange.parameters(NONE);
        acquisition.discard(exchange.variable("id"));
        exchange.send(204);
    }

    private static ObjectNode json(SourceRunner.Replay replay) {
        return MAPPER.createObjectNode()
                .put("replayed", replay.replayed())
                .put("stillQuarantined", replay.stillQuarantined());
    }

    private static void send(Exchange exchange, JsonNode answer) {
        exchange.answerHeader("Cache-Control", "no-store").send(200, MediaType.JSON, MAPPER.writeValueAsBytes(answer));
    }
}
