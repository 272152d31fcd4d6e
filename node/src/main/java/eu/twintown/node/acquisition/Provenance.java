package eu.twintown.node.acquisition;

import eu.twintown.kernel.entity.Attribute;
import eu.twintown.kernel.entity.AttributeKind;
import eu.twintown.kernel.entity.Entity;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Where an entity's data come from, told on the entity itself. {@code provenance} lists each source with its terms and
 * the attributes that it wrote; {@code source}, {@code dataProvider} and {@code license} say the same in short for those
 * who know Smart Data Models only. Kept on the entity and not on each attribute: a source on each of a million
 * observations would more than double them.
 */
final class Provenance {
    static final String PROVENANCE = "https://twintown.eu/terms/provenance";
    static final String SOURCE = "https://smartdatamodels.org/source";
    static final String DATA_PROVIDER = "https://smartdatamodels.org/dataProvider";
    static final String LICENSE = "https://schema.org/license";

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final SourceConfig source;

    Provenance(SourceConfig source) {
        this.source = source;
    }

    /**
     * The attributes to write so that the entity names this source; none where it does already.
     *
     * @param names attributes that this source writes, as its mapping names them
     */
    Map<String, List<Attribute>> attributes(Optional<Entity> before, Set<String> names) {
        JsonNode stored = before.map(entity -> entity.attributes().getOrDefault(PROVENANCE, List.of()))
                .filter(instances -> !instances.isEmpty())
                .<JsonNode>map(instances -> instances.getFirst().value())
                .orElse(JSON.arrayNode());
        ArrayNode merged = merged(stored, names);
        if (merged.equals(stored)) {
            return Map.of();
        }
        Map<String, List<Attribute>> attributes = new LinkedHashMap<>();
        attributes.put(PROVENANCE, List.of(Attribute.of(AttributeKind.JSON_PROPERTY, merged)));
        put(attributes, SOURCE, texts(merged, entry -> entry.path("url")));
        put(attributes, DATA_PROVIDER, texts(merged, entry -> entry.path("provider")));
        put(attributes, LICENSE, texts(merged, Provenance::licence));
        return attributes;
    }

    /** The list with this source's entry made or renewed; the others stay. */
    private ArrayNode merged(JsonNode stored, Set<String> names) {
        Set<String> written = new TreeSet<>(names);
        ArrayNode list = JSON.arrayNode();
        ObjectNode own = own();
        boolean placed = false;
        for (JsonNode entry : stored) {
            if (entry.path("source").asString("").equals(source.id())) {
                entry.path("attributes").forEach(name -> written.add(name.asString("")));
                list.add(own);
                placed = true;
            } else {
                list.add(entry);
            }
        }
        if (!placed) {
            list.add(own);
        }
        ArrayNode attributes = own.putArray("attributes");
        written.forEach(attributes::add);
        return list;
    }

    private ObjectNode own() {
        ObjectNode entry = JSON.objectNode();
        entry.put("source", source.id());
        entry.put("title", source.title());
        entry.put("url", source.origin().toString());
        entry.put("provider", source.provider());
        entry.put("attribution", source.attribution());
        entry.put("licence", source.licence().title());
        source.licence().url().map(URI::toString).ifPresent(url -> entry.put("licenceUrl", url));
        entry.put("licenceConfirmed", source.licence().confirmed());
        return entry;
    }

    private static JsonNode licence(JsonNode entry) {
        return entry.has("licenceUrl") ? entry.path("licenceUrl") : entry.path("licence");
    }

    private static Set<String> texts(ArrayNode entries, Function<JsonNode, JsonNode> member) {
        Set<String> texts = new LinkedHashSet<>();
        entries.forEach(entry -> texts.add(member.apply(entry).asString("")));
        texts.remove("");
        return texts;
    }

    private static void put(Map<String, List<Attribute>> attributes, String name, Set<String> texts) {
        if (texts.isEmpty()) {
            return;
        }
        ArrayNode list = JSON.arrayNode();
        texts.forEach(list::add);
        JsonNode value = texts.size() == 1 ? list.get(0) : list;
        attributes.put(name, List.of(Attribute.of(AttributeKind.PROPERTY, value)));
    }
}
