package eu.twintown.node.dataspace.dataset;

import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.kernel.problem.ProblemType;
import eu.twintown.store.document.Documents;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Everything that this node offers, durable, and held in memory: reading costs nothing while nothing changes. Changes by
 * other processes on the same database show after a second at most.
 */
public final class Datasets {
    /** Kind of the stored documents. */
    static final String KIND = "dataset";

    private static final Logger LOG = LoggerFactory.getLogger(Datasets.class);
    private static final int PAGE = 1_000;

    private final Documents documents;
    private final List<Consumer<String>> listeners = new CopyOnWriteArrayList<>();
    private volatile Known known = new Known(-1, Map.of(), List.of());

    /** What was read at a version; each dataset with the time of its row, so that only changed ones are read anew. */
    private record Known(long version, Map<String, Row> all, List<Dataset> published) {}

    private record Row(Instant modifiedAt, Offered offered) {}

    public Datasets(Documents documents) {
        this.documents = documents;
    }

    /** Is told the id of each dataset that is stored, changed or removed in this process, after the commit. */
    public void listen(Consumer<String> listener) {
        listeners.add(listener);
    }

    /** A dataset, published or not. */
    public Optional<Dataset> find(String id) {
        return offered(id).map(Offered::dataset);
    }

    /** A dataset with what its maker said of it. */
    public Optional<Offered> offered(String id) {
        return Optional.ofNullable(known().all().get(id)).map(Row::offered);
    }

    /** All of them, in the order in which they came, published or not. */
    public List<Offered> list(int limit, int offset) {
        return known().all().values().stream()
                .skip(offset)
                .limit(limit)
                .map(Row::offered)
                .toList();
    }

    /** Of those that are published, in the order in which they came. */
    public List<Dataset> page(int limit, int offset) {
        List<Dataset> published = known().published();
        int from = Math.min(offset, published.size());
        return published.subList(from, Math.min(published.size(), from + limit));
    }

    /** All that are published. */
    public List<Dataset> published() {
        return known().published();
    }

    /** How many are stored. */
    public long count() {
        return known().all().size();
    }

    /** A number that grows with each change, for caches. */
    public long version() {
        return documents.version(KIND);
    }

    /** Stores a dataset under offers that nobody needs to know the making of. */
    public void put(Dataset dataset) {
        put(new Offered(dataset, List.of(), false, false));
    }

    /** Stores; what has this id is replaced. */
    public void put(Offered offered) {
        String id = offered.dataset().id();
        documents.put(KIND, "", id, DatasetCodec.write(offered));
        tell(id);
    }

    /**
     * Stores a new one.
     *
     * @throws ProblemException AlreadyExists
     */
    public void create(Offered offered) {
        String id = offered.dataset().id();
        if (!documents.create(KIND, "", id, DatasetCodec.write(offered))) {
            throw new ProblemException(ProblemType.ALREADY_EXISTS, "There is an offer with the id " + id + " already");
        }
        tell(id);
    }

    /** Removes it; false where it is not there. Agreements about it stay as they are, but nothing flows any more. */
    public boolean remove(String id) {
        boolean removed = documents.delete(KIND, "", id);
        if (removed) {
            tell(id);
        }
        return removed;
    }

    /** Makes the configured ones those of the configuration file; those that it names no longer are removed. */
    public void configure(List<Offered> wanted) {
        Map<String, Offered> byId = new HashMap<>();
        wanted.forEach(offered -> byId.put(offered.dataset().id(), offered));
        List<Offered> before = list(Integer.MAX_VALUE, 0);
        before.stream()
                .filter(Offered::configured)
                .map(offered -> offered.dataset().id())
                .filter(id -> !byId.containsKey(id))
                .forEach(this::remove);
        wanted.forEach(offered -> {
            Optional<Offered> same = offered(offered.dataset().id());
            if (same.isEmpty() || !DatasetCodec.sameBesidesTime(same.get(), offered)) {
                put(offered);
            }
        });
    }

    private Known known() {
        Known read = known;
        return read.version() == documents.version(KIND) ? read : readAgain();
    }

    private synchronized Known readAgain() {
        long version = documents.version(KIND);
        if (known.version() == version) {
            return known;
        }
        Map<String, Row> all = new LinkedHashMap<>();
        List<Documents.Document> page;
        int offset = 0;
        do {
            page = documents.list(KIND, "", PAGE, offset);
            page.forEach(document -> all.put(document.id(), row(document)));
            offset += page.size();
        } while (page.size() == PAGE);
        List<Dataset> published = new ArrayList<>();
        all.values().stream()
                .map(Row::offered)
                .filter(Offered::published)
                .forEach(offered -> published.add(offered.dataset()));
        known = new Known(version, all, List.copyOf(published));
        return known;
    }

    private Row row(Documents.Document document) {
        Row before = known.all().get(document.id());
        return before != null && before.modifiedAt().equals(document.modifiedAt())
                ? before
                : new Row(document.modifiedAt(), DatasetCodec.read(document.json()));
    }

    private void tell(String id) {
        for (Consumer<String> listener : listeners) {
            try {
                listener.accept(id);
            } catch (RuntimeException e) {
                LOG.error("After a change of the dataset {} a part of this node failed to act", id, e);
            }
        }
    }
}
