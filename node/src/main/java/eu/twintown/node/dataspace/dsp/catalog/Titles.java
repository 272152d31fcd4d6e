package eu.twintown.node.dataspace.dsp.catalog;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import eu.twintown.store.document.Documents;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What datasets are called: one's own as they are on offer now, those of others as their catalogs named them when this node
 * looked last; durable.
 */
public final class Titles {
    private static final String KIND = "dataset-title";
    private static final int LONGEST = 500;

    private final Documents documents;
    private final Function<String, Optional<String>> own;
    private final Cache<String, Optional<String>> known =
            Caffeine.newBuilder().maximumSize(10_000).build();

    /** @param own the title of a dataset of this node */
    public Titles(Documents documents, Function<String, Optional<String>> own) {
        this.documents = documents;
        this.own = own;
    }

    /** Keeps what a catalog calls a dataset; costs nothing where it is known by that title. */
    void seen(String participant, JsonNode dataset) {
        String title = title(dataset);
        String key = key(participant, dataset.path("@id").asString(""));
        if (!title.isEmpty() && !find(key).equals(Optional.of(title))) {
            documents.put(
                    KIND,
                    "",
                    key,
                    JsonMapper.shared().createObjectNode().put("title", title).toString());
            known.put(key, Optional.of(title));
        }
    }

    /** The title of a dataset that this node or a participant gives; empty where nobody told it. */
    public Optional<String> of(String participant, String dataset) {
        return own.apply(dataset).or(() -> find(key(participant, dataset)));
    }

    private Optional<String> find(String key) {
        return known.get(key, wanted -> documents.get(KIND, "", wanted).map(document -> JsonMapper.shared()
                .readTree(document.json())
                .path("title")
                .asString()));
    }

    private static String key(String participant, String dataset) {
        return participant + " " + dataset;
    }

    /** A text, or a text with a language; the first of several. */
    private static String title(JsonNode dataset) {
        JsonNode value = dataset.has("dct:title") ? dataset.path("dct:title") : dataset.path("title");
        JsonNode first = value.isArray() ? value.path(0) : value;
        String title = first.isObject() ? first.path("@value").asString("") : first.asString("");
        return title.length() > LONGEST ? title.substring(0, LONGEST) : title;
    }
}
