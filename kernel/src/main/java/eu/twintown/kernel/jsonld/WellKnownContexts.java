package eu.twintown.kernel.jsonld;

import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Contexts that ship inside and resolve without network, by URL; made from our own tables, whose sources stand in
 * SOURCES.md beside them.
 */
public final class WellKnownContexts {

    /** The context of the demo's cities: Smart Data Models terms. */
    public static final String CITY = "https://twintown.eu/contexts/city.jsonld";

    /** The W3C context that core context 1.9 refers to for {@code ngsildproof}. */
    public static final String DATA_INTEGRITY_V2 = "https://w3id.org/security/data-integrity/v2";

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final Map<String, JsonNode> DOCUMENTS = Map.of(CITY, city(), DATA_INTEGRITY_V2, dataIntegrity());

    private WellKnownContexts() {}

    /** The document behind a URL, where it ships inside: the core contexts too. */
    public static Optional<JsonNode> find(String url) {
        Optional<String> core = CoreContext.versionOf(url);
        if (core.isPresent()) {
            return core.map(CoreContext::document);
        }
        return Optional.ofNullable(DOCUMENTS.get(url));
    }

    private static JsonNode city() {
        ObjectNode terms = NODES.objectNode();
        for (String[] row : Tables.rows("city-terms.tsv", 4)) {
            terms.set(row[0], definition(row[1], row[2], row[3]));
        }
        return NODES.objectNode().set("@context", terms);
    }

    private static JsonNode dataIntegrity() {
        ObjectNode top = scope();
        ObjectNode proof = scope();
        ObjectNode purpose = scope();
        for (String[] row : Tables.rows("data-integrity-terms.tsv", 5)) {
            ObjectNode scope =
                    switch (row[0]) {
                        case "" -> top;
                        case "proofPurpose" -> purpose;
                        default -> proof;
                    };
            scope.set(row[1], definition(row[2], row[3], row[4]));
        }
        ((ObjectNode) proof.get("proofPurpose")).set("@context", purpose);
        top.set(
                "DataIntegrityProof",
                NODES.objectNode()
                        .put("@id", top.path("DataIntegrityProof").asString())
                        .set("@context", proof));
        return NODES.objectNode().set("@context", top);
    }

    private static ObjectNode scope() {
        return NODES.objectNode().put("@protected", true).put("id", "@id").put("type", "@type");
    }

    private static JsonNode definition(String iri, String type, String container) {
        if (type.isEmpty() && container.isEmpty()) {
            return NODES.stringNode(iri);
        }
        ObjectNode definition = NODES.objectNode().put("@id", iri);
        if (!type.isEmpty()) {
            definition.put("@type", type);
        }
        if (!container.isEmpty()) {
            definition.put("@container", container);
        }
        return definition;
    }
}
