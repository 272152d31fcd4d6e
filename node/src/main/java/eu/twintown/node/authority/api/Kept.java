package eu.twintown.node.authority.api;

import eu.twintown.store.document.Documents;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import tools.jackson.databind.json.JsonMapper;

/**
 * Records of one type, kept in the store by id; durable when a method returns. Changes of one record by several threads
 * follow one another: each is applied to what the one before it left.
 */
public final class Kept<T> {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String TENANT = "";
    private static final int PAGE = 1000;

    private final Documents documents;
    private final String kind;
    private final Class<T> type;
    private volatile Snapshot<T> snapshot = new Snapshot<>(-1, List.of());

    /** What there was at a version of the documents. */
    private record Snapshot<T>(long version, List<T> all) {}

    /** @param kind under which the documents lie, such as {@code authority-participant} */
    public Kept(Documents documents, String kind, Class<T> type) {
        this.documents = documents;
        this.kind = kind;
        this.type = type;
    }

    public Optional<T> find(String id) {
        return documents.get(kind, TENANT, id).map(document -> read(document.json()));
    }

    /** False where one with this id exists. */
    public boolean create(String id, T value) {
        return documents.create(kind, TENANT, id, JSON.writeValueAsString(value));
    }

    public void put(String id, T value) {
        documents.put(kind, TENANT, id, JSON.writeValueAsString(value));
    }

    /** Applies the change to what is kept now; empty where nothing is kept under this id. */
    public Optional<T> update(String id, UnaryOperator<T> change) {
        while (true) {
            Optional<Documents.Document> found = documents.get(kind, TENANT, id);
            if (found.isEmpty()) {
                return Optional.empty();
            }
            T changed = change.apply(read(found.get().json()));
            if (documents.replace(kind, TENANT, id, found.get().json(), JSON.writeValueAsString(changed))) {
                return Optional.of(changed);
            }
        }
    }

    public boolean delete(String id) {
        return documents.delete(kind, TENANT, id);
    }

    public long count() {
        return documents.count(kind, TENANT);
    }

    /** All of them, oldest first; from memory while nothing changes. */
    public List<T> all() {
        Snapshot<T> now = snapshot;
        long version = documents.version(kind);
        if (now.version() != version) {
            now = new Snapshot<>(version, load());
            snapshot = now;
        }
        return now.all();
    }

    private List<T> load() {
        List<T> all = new ArrayList<>();
        for (int offset = 0; ; offset += PAGE) {
            List<Documents.Document> page = documents.list(kind, TENANT, PAGE, offset);
            page.forEach(document -> all.add(read(document.json())));
            if (page.size() < PAGE) {
                return List.copyOf(all);
            }
        }
    }

    private T read(String json) {
        return JSON.readValue(json, type);
    }
}
