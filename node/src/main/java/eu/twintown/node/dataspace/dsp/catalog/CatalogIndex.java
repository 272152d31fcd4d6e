package eu.twintown.node.dataspace.dsp.catalog;

import eu.twintown.node.dataspace.dataset.Dataset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * All published datasets, written once and sorted by id, in memory. When one changes, the next request reads the list anew
 * and writes only what has changed.
 */
final class CatalogIndex {
    private static final int PAGE = 1_000;

    private final DatasetSource source;
    private final Function<Dataset, byte[]> writer;
    private final ReentrantLock building = new ReentrantLock();
    private volatile Snapshot current = new Snapshot(Long.MIN_VALUE, List.of(), Map.of());

    /** @param version of the datasets that these are */
    record Snapshot(long version, List<CatalogEntry> entries, Map<String, Integer> places) {

        Optional<CatalogEntry> find(String id) {
            return Optional.ofNullable(places.get(id)).map(entries::get);
        }
    }

    CatalogIndex(DatasetSource source, Function<Dataset, byte[]> writer) {
        this.source = source;
        this.writer = writer;
    }

    Snapshot current() {
        long version = source.version();
        Snapshot known = current;
        if (known.version() == version) {
            return known;
        }
        building.lock();
        try {
            if (current.version() != version) {
                current = build(version, current);
            }
            return current;
        } finally {
            building.unlock();
        }
    }

    private Snapshot build(long version, Snapshot before) {
        List<CatalogEntry> entries = new ArrayList<>();
        List<Dataset> page;
        int offset = 0;
        do {
            page = source.published(PAGE, offset);
            for (Dataset dataset : page) {
                entries.add(before.find(dataset.id())
                        .filter(entry -> entry.changedAt().equals(dataset.changedAt()))
                        .orElseGet(() -> CatalogEntry.of(dataset, writer.apply(dataset))));
            }
            offset += page.size();
        } while (page.size() == PAGE);
        entries.sort(Comparator.comparing(CatalogEntry::id));
        Map<String, Integer> places = new HashMap<>();
        for (int i = 0; i < entries.size(); i++) {
            places.put(entries.get(i).id(), i);
        }
        return new Snapshot(version, List.copyOf(entries), places);
    }
}
