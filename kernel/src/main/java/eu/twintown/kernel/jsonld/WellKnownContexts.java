package eu.twintown.kernel.jsonld;

import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Contexts that ship inside and resolve without network, by URL. Where they come from stands in SOURCES.md. */
public final class WellKnownContexts {

    /** The context of the demo's cities: Smart Data Models terms. */
    public static final String CITY = "https://twintown.eu/contexts/city.jsonld";

    static final String DATA_INTEGRITY_V2 = "https://w3id.org/security/data-integrity/v2";

    private static final Map<String, JsonNode> DOCUMENTS = Map.of();

    private WellKnownContexts() {}

    /** The document behind a URL, where it ships inside: the core contexts too. */
    public static Optional<JsonNode> find(String url) {
        Optional<String> core = CoreContext.versionOf(url);
        if (core.isPresent()) {
            return core.map(CoreContext::document);
        }
        return Optional.ofNullable(DOCUMENTS.get(url));
    }
}
