package eu.twintown.node.dataspace.agreement;

import eu.twintown.kernel.policy.document.PolicyReader;
import eu.twintown.kernel.policy.document.PolicyWriter;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Agreements as JSON: how they are stored, and how {@code /api/agreements} shows them. */
public final class AgreementCodec {
    private static final JsonMapper MAPPER = JsonMapper.shared();

    private AgreementCodec() {}

    public static ObjectNode write(Agreement agreement) {
        ObjectNode node = MAPPER.createObjectNode()
                .put("id", agreement.id())
                .put("side", agreement.side().name())
                .put("counterparty", agreement.counterparty())
                .put("address", agreement.address().toString())
                .put("dataset", agreement.dataset())
                .put("negotiation", agreement.negotiation())
                .put("agreedAt", agreement.agreedAt().toString())
                .put("state", agreement.state().name());
        node.set("policy", PolicyWriter.write(agreement.policy()));
        ArrayNode timeline = node.putArray("timeline");
        agreement.timeline().forEach(event -> timeline.addObject()
                .put("at", event.at().toString())
                .put("state", event.state().name())
                .put("by", event.by())
                .put("reason", event.reason()));
        return node;
    }

    static Agreement read(String json) {
        JsonNode node = MAPPER.readTree(json);
        List<Agreement.Event> timeline = new ArrayList<>();
        for (JsonNode event : node.path("timeline")) {
            timeline.add(new Agreement.Event(
                    Instant.parse(event.path("at").asString()),
                    AgreementState.valueOf(event.path("state").asString()),
                    event.path("by").asString(),
                    event.path("reason").asString()));
        }
        return new Agreement(
                node.path("id").asString(),
                Side.valueOf(node.path("side").asString()),
                node.path("counterparty").asString(),
                URI.create(node.path("address").asString()),
                node.path("dataset").asString(),
                node.path("negotiation").asString(),
                PolicyReader.read((ObjectNode) node.path("policy")),
                Instant.parse(node.path("agreedAt").asString()),
                timeline);
    }
}
