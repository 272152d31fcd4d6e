package eu.twintown.node.authority.catalogue;

import eu.twintown.node.catalogue.simpl.check.SelfDescription;
import eu.twintown.store.document.Documents;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/** The self-descriptions in the store, read once and kept in memory until one changes. */
final class Descriptions {
    private static final String KIND = "authority-self-description";
    private static final int PAGE = 1_000;
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Documents documents;
    private Map<String, Entry> entries = new LinkedHashMap<>();
    private long version = -1;

    /** One of them, and its graph. */
    record Entry(StoredDescription stored, SelfDescription description) {}

    Descriptions(Documents documents) {
        this.documents = documents;
    }

    /** In the order in which they came. */
    synchronized List<Entry> all() {
        long current = documents.version(KIND);
        if (current != version) {
            Map<String, Entry> fresh = new LinkedHashMap<>();
            List<Documents.Document> page;
            for (int offset = 0; ; offset += PAGE) {
                page = documents.list(KIND, "", PAGE, offset);
                page.forEach(document -> {
                    StoredDescription stored = JSON.readValue(document.json(), StoredDescription.class);
                    Entry known = entries.get(stored.hash());
                    // The content never changes under one hash, so its graph is made once.
                    fresh.put(
                            stored.hash(),
                            new Entry(
                                    stored,
                                    known == null ? SelfDescription.parse(stored.content()) : known.description()));
                });
                if (page.size() < PAGE) {
                    break;
                }
            }
            entries = fresh;
            version = current;
        }
        return new ArrayList<>(entries.values());
    }

    Optional<Entry> byHash(String hash) {
        return all().stream()
                .filter(entry -> entry.stored().hash().equals(hash))
                .findFirst();
    }

    /** All versions of an offering, newest first. */
    List<Entry> byId(String id) {
        return all().reversed().stream()
                .filter(entry -> entry.stored().id().equals(id))
                .toList();
    }

    boolean create(StoredDescription stored) {
        return documents.create(KIND, "", stored.hash(), JSON.writeValueAsString(stored));
    }

    void put(StoredDescription stored) {
        documents.put(KIND, "", stored.hash(), JSON.writeValueAsString(stored));
    }

    void delete(String hash) {
        documents.delete(KIND, "", hash);
    }
}
