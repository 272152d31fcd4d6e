package eu.twintown.node.dataspace.dsp.catalog;

import eu.twintown.kernel.policy.Policy;
import eu.twintown.kernel.policy.document.PolicyWriter;
import eu.twintown.node.dataspace.dataset.Content;
import eu.twintown.node.dataspace.dataset.Dataset;
import java.net.URI;
import java.util.List;
import java.util.function.Function;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes datasets and data services as the Catalog Protocol has them; offers without target. */
final class DatasetWriter {
    private static final JsonMapper MAPPER = JsonMapper.shared();

    /**
     * What the context of the protocol does not name, and EDC keeps for itself: it would not find its own offer again in an
     * agreement without it. The terms of the city profile are IRIs, and a policy without strategy grants nothing where its
     * rules meet.
     */
    private static final List<String> NOT_CARRIED = List.of("profile", "conflict");

    private final Function<Content, List<String>> formats;

    /** @param formats in which a content can be had */
    DatasetWriter(Function<Content, List<String>> formats) {
        this.formats = formats;
    }

    /** Without context. */
    ObjectNode write(Dataset dataset, URI base) {
        ObjectNode node = MAPPER.createObjectNode()
                .put("@id", dataset.id())
                .put("@type", "Dataset")
                .put("dct:title", dataset.title())
                .put("dct:description", dataset.description())
                .put("dct:modified", dataset.changedAt().toString());
        if (dataset.content() instanceof Content.Entities entities) {
            entities.types().forEach(node.putArray("entityTypes")::add);
            if (!entities.attributes().isEmpty()) {
                entities.attributes().forEach(node.putArray("attributes")::add);
            }
            entities.area().ifPresent(area -> node.put("area", area));
        }
        dataset.level().writeTo(node);
        ArrayNode policies = node.putArray("hasPolicy");
        for (Policy offer : dataset.offers()) {
            policies.add(PolicyWriter.embedded(offer).without(NOT_CARRIED));
        }
        ArrayNode distributions = node.putArray("distribution");
        for (String format : formats.apply(dataset.content())) {
            distributions
                    .addObject()
                    .put("@type", "Distribution")
                    .put("format", format)
                    .set("accessService", service(base));
        }
        return node;
    }

    static ObjectNode service(URI base) {
        return MAPPER.createObjectNode()
                .put("@id", base.toString())
                .put("@type", "DataService")
                .put("endpointURL", base.toString());
    }
}
