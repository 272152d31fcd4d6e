package eu.twintown.node.dataspace.dsp.delivery;

import eu.twintown.node.dataspace.agreement.Side;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Processes as they are stored. */
final class ProcessCodec {
    private static final JsonMapper MAPPER = JsonMapper.shared();

    private ProcessCodec() {}

    static String write(Process process) {
        ObjectNode node = MAPPER.createObjectNode()
                .put("side", process.side().name())
                .put("peerPid", process.peerPid())
                .put("counterparty", process.counterparty())
                .put("address", process.address().toString())
                .put("state", process.state());
        node.set("data", process.data());
        ArrayNode outgoing = node.putArray("outgoing");
        for (Outgoing message : process.outgoing()) {
            outgoing.addObject()
                    .put("name", message.name())
                    .put("path", message.path())
                    .put("since", message.since().toString())
                    .put("attempts", message.attempts())
                    .put("next", message.next().toString())
                    .put("problem", message.problem())
                    .set("body", message.body());
        }
        process.received().forEach(node.putArray("received")::add);
        ArrayNode timeline = node.putArray("timeline");
        process.timeline().forEach(step -> timeline.addObject()
                .put("at", step.at().toString())
                .put("state", step.state())
                .put("by", step.by())
                .put("reason", step.reason()));
        return node.toString();
    }

    static Process read(String kind, String id, String json) {
        JsonNode node = MAPPER.readTree(json);
        List<Outgoing> outgoing = new ArrayList<>();
        for (JsonNode message : node.path("outgoing")) {
            outgoing.add(new Outgoing(
                    message.path("name").asString(),
                    message.path("path").asString(),
                    (ObjectNode) message.path("body"),
                    Instant.parse(message.path("since").asString()),
                    message.path("attempts").asInt(),
                    Instant.parse(message.path("next").asString()),
                    message.path("problem").asString()));
        }
        List<String> received = new ArrayList<>();
        node.path("received").forEach(one -> received.add(one.asString()));
        List<Step> timeline = new ArrayList<>();
        for (JsonNode step : node.path("timeline")) {
            timeline.add(new Step(
                    Instant.parse(step.path("at").asString()),
                    step.path("state").asString(),
                    step.path("by").asString(),
                    step.path("reason").asString()));
        }
        return new Process(
                kind,
                id,
                Side.valueOf(node.path("side").asString()),
                node.path("peerPid").asString(),
                node.path("counterparty").asString(),
                URI.create(node.path("address").asString()),
                node.path("state").asString(),
                (ObjectNode) node.path("data"),
                outgoing,
                received,
                timeline);
    }
}
