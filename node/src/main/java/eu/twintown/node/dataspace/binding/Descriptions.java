package eu.twintown.node.dataspace.binding;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import eu.twintown.store.document.Documents;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/** What the providers' catalogues said of the datasets under agreement, as it was when each was bound first; durable. */
public final class Descriptions {
    static final String KIND = "agreement-description";

    private final Documents documents;
    private final Cache<String, Description> known =
            Caffeine.newBuilder().maximumSize(10_000).build();

    public Descriptions(Documents documents) {
        this.documents = documents;
    }

    /** What the dataset under this agreement is like; empty where it was not asked for yet. */
    public Optional<Description> find(String agreement) {
        Description kept = known.getIfPresent(agreement);
        if (kept != null) {
            return Optional.of(kept);
        }
        Optional<Description> stored = documents
                .get(KIND, "", agreement)
                .map(document -> Description.read(JsonMapper.shared().readTree(document.json())));
        stored.ifPresent(description -> known.put(agreement, description));
        return stored;
    }

    void put(String agreement, Description description) {
        documents.put(KIND, "", agreement, description.json().toString());
        known.put(agreement, description);
    }
}
