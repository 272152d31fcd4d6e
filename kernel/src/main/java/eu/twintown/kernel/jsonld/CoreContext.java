package eu.twintown.kernel.jsonld;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The NGSI-LD core contexts, from our own table of terms (ETSI GS CIM 009 V1.9.1, annex B; earlier versions where the
 * table says so).
 */
public final class CoreContext {

    /** The URL of the newest core context, the one that answers refer to. */
    public static final String URL = "https://uri.etsi.org/ngsi-ld/v1/ngsi-ld-core-context-v1.9.jsonld";

    /** Terms that no context defines get this namespace. */
    public static final String VOCAB = "https://uri.etsi.org/ngsi-ld/default-context/";

    /** The namespace of the core terms. */
    public static final String NAMESPACE = "https://uri.etsi.org/ngsi-ld/";

    private static final Pattern URLS = Pattern.compile(
            "https?://uri\\.etsi\\.org/ngsi-ld/v1/ngsi-ld-core-context(?:-v(1\\.\\d+)(?:\\.\\d+)?)?\\.jsonld");
    private static final String NEWEST = "1.9";
    private static final String OLDEST = "1.6";
    private static final List<Row> ROWS = read();
    private static final Map<String, JsonNode> DOCUMENTS = new ConcurrentHashMap<>();

    private CoreContext() {}

    /** One row of the table; versions are empty where open. */
    private record Row(String term, String iri, String type, String container, String from, String to) {

        boolean holdsIn(String version) {
            return (from.isEmpty() || version.compareTo(from) >= 0) && (to.isEmpty() || version.compareTo(to) <= 0);
        }
    }

    /** Whether a URL names a core context, of whatever version. */
    public static boolean isCore(String url) {
        return URLS.matcher(url).matches();
    }

    /** The version that a URL of a core context names; those older than our tables are served as the oldest one. */
    public static Optional<String> versionOf(String url) {
        Matcher matcher = URLS.matcher(url);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String named = matcher.group(1);
        if (named == null || named.compareTo(NEWEST) > 0 || named.length() > NEWEST.length()) {
            return Optional.of(NEWEST);
        }
        return Optional.of(named.compareTo(OLDEST) < 0 ? OLDEST : named);
    }

    /** The core context of a version ({@code 1.6} to {@code 1.9}) as a JSON-LD document, for serving. */
    public static JsonNode document(String version) {
        return DOCUMENTS.computeIfAbsent(version, v -> build(v, true));
    }

    /** The newest core context without protection and without its scoped context: what contexts are compiled from. */
    static ObjectNode definitions() {
        return (ObjectNode) build(NEWEST, false).get("@context");
    }

    private static JsonNode build(String version, boolean complete) {
        ObjectNode terms = JsonNodeFactory.instance.objectNode();
        if (complete && version.compareTo("1.8") >= 0) {
            terms.put("@version", 1.1);
            terms.put("@protected", true);
        }
        terms.put("ngsi-ld", NAMESPACE);
        terms.put("geojson", "https://purl.org/geojson/vocab#");
        terms.put("id", "@id");
        terms.put("type", "@type");
        for (Row row : ROWS) {
            if (row.holdsIn(version)) {
                terms.set(row.term(), definition(row, complete));
            }
        }
        terms.put("@vocab", VOCAB);
        return JsonNodeFactory.instance.objectNode().set("@context", terms);
    }

    private static JsonNode definition(Row row, boolean complete) {
        boolean proof = complete && row.term().equals("ngsildproof");
        if (row.type().isEmpty() && row.container().isEmpty() && !proof) {
            return JsonNodeFactory.instance.stringNode(row.iri());
        }
        ObjectNode definition = JsonNodeFactory.instance.objectNode().put("@id", row.iri());
        if (!row.type().isEmpty()) {
            definition.put("@type", row.type());
        }
        if (!row.container().isEmpty()) {
            definition.put("@container", row.container());
        }
        if (proof) {
            ObjectNode sealed = JsonNodeFactory.instance.objectNode().put("entityIdSealed", "ngsi-ld:entityIdSealed");
            sealed.putObject("entityTypeSealed")
                    .put("@id", "ngsi-ld:entityTypeSealed")
                    .put("@type", "@vocab");
            definition.putArray("@context").add(sealed).add(WellKnownContexts.DATA_INTEGRITY_V2);
        }
        return definition;
    }

    private static List<Row> read() {
        List<Row> rows = new ArrayList<>();
        for (String[] f : Tables.rows("ngsi-ld-core-terms.tsv", 6)) {
            rows.add(new Row(f[0], f[1], f[2], f[3], f[4], f[5]));
        }
        return List.copyOf(rows);
    }
}
