package eu.twintown.node.dataspace.dataset;

import eu.twintown.kernel.policy.document.PolicyReader;
import eu.twintown.kernel.policy.document.PolicyWriter;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Datasets as JSON: how they are stored. */
public final class DatasetCodec {
    private static final JsonMapper MAPPER = JsonMapper.shared();

    private DatasetCodec() {}

    static String write(Offered offered) {
        Dataset dataset = offered.dataset();
        ObjectNode node = MAPPER.createObjectNode()
                .put("id", dataset.id())
                .put("title", dataset.title())
                .put("description", dataset.description());
        node.set("content", content(dataset.content()));
        ArrayNode offers = node.putArray("offers");
        dataset.offers().forEach(offer -> offers.add(PolicyWriter.write(offer)));
        dataset.level().writeTo(node);
        node.put("changedAt", dataset.changedAt().toString());
        node.putArray("terms").addAll(offered.terms());
        return node.put("configured", offered.configured())
                .put("withheld", offered.withheld())
                .toString();
    }

    static Offered read(String json) {
        JsonNode node = MAPPER.readTree(json);
        Dataset dataset = new Dataset(
                node.path("id").asString(),
                node.path("title").asString(),
                node.path("description").asString(),
                content(node.path("content")),
                node.path("offers")
                        .valueStream()
                        .map(offer -> PolicyReader.read((ObjectNode) offer))
                        .toList(),
                ServiceLevel.of(node),
                Instant.parse(node.path("changedAt").asString()));
        List<ObjectNode> terms = new ArrayList<>();
        node.path("terms").forEach(each -> terms.add((ObjectNode) each));
        return new Offered(
                dataset,
                terms,
                node.path("configured").asBoolean(),
                node.path("withheld").asBoolean());
    }

    /** Whether they differ in no more than the time of their change. */
    static boolean sameBesidesTime(Offered one, Offered other) {
        ObjectNode a = (ObjectNode) MAPPER.readTree(write(one));
        ObjectNode b = (ObjectNode) MAPPER.readTree(write(other));
        return a.without("changedAt").equals(b.without("changedAt"));
    }

    /** What a dataset consists of: {@code kind} is {@code entities} or {@code remote}; names are expanded. */
    public static ObjectNode content(Content content) {
        ObjectNode node = MAPPER.createObjectNode();
        switch (content) {
            case Content.Entities entities -> {
                node.put("kind", "entities").put("tenant", entities.tenant());
                texts(node.putArray("types"), entities.types());
                texts(node.putArray("attributes"), entities.attributes());
                entities.area().ifPresent(area -> node.put("area", area));
            }
            case Content.Remote remote ->
                node.put("kind", "remote")
                        .put("source", remote.source().toString())
                        .put("mediaType", remote.mediaType());
        }
        return node;
    }

    private static Content content(JsonNode node) {
        if (node.path("kind").asString().equals("remote")) {
            return new Content.Remote(
                    URI.create(node.path("source").asString()),
                    node.path("mediaType").asString());
        }
        return new Content.Entities(
                node.path("tenant").asString(),
                texts(node.path("types")),
                texts(node.path("attributes")),
                node.has("area") ? Optional.of(node.path("area").asString()) : Optional.empty());
    }

    private static void texts(ArrayNode array, List<String> texts) {
        texts.forEach(array::add);
    }

    private static List<String> texts(JsonNode array) {
        return array.valueStream().map(JsonNode::asString).toList();
    }
}
