package eu.twintown.node.dataspace.dsp.catalog;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import eu.twintown.node.dataspace.dataset.Content;
import eu.twintown.node.dataspace.dsp.message.DspMessage;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import tools.jackson.databind.node.ObjectNode;

/**
 * What this node offers, as the Catalog Protocol shows it. Every participant sees every published dataset: whether it
 * fulfils the terms is decided when it negotiates ("include all Datasets in the Catalog response and restrict access when
 * a Policy is negotiated", clause "The Proof Metadata Endpoint").
 */
public final class Catalog {
    private static final int PAGES = 500;

    private final String participant;
    private final Supplier<URI> base;
    private final CatalogIndex index;
    private final Cache<Key, CatalogPage> pages =
            Caffeine.newBuilder().maximumSize(PAGES).build();

    private record Key(long version, String from, int limit, CatalogFilter filter) {}

    /**
     * @param participant id of this node in the data space
     * @param base address of this node's endpoints
     * @param formats in which a content can be had
     */
    public Catalog(
            String participant, Supplier<URI> base, DatasetSource source, Function<Content, List<String>> formats) {
        this.participant = participant;
        this.base = base;
        DatasetWriter writer = new DatasetWriter(formats);
        this.index = new CatalogIndex(
                source, dataset -> writer.write(dataset, base.get()).toString().getBytes(StandardCharsets.UTF_8));
    }

    /** A dataset with context; empty where none is published under this id. */
    Optional<byte[]> dataset(String id) {
        return index.current().find(id).map(entry -> {
            byte[] start = ("{\"@context\":[\"" + DspMessage.CONTEXT + "\"],").getBytes(StandardCharsets.UTF_8);
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            bytes.writeBytes(start);
            bytes.write(entry.json(), 1, entry.json().length - 1);
            return bytes.toByteArray();
        });
    }

    /** @param from id of the first dataset; empty = from the beginning */
    CatalogPage page(String from, int limit, CatalogFilter filter) {
        CatalogIndex.Snapshot snapshot = index.current();
        return pages.get(new Key(snapshot.version(), from, limit, filter), key -> build(snapshot, key));
    }

    private CatalogPage build(CatalogIndex.Snapshot snapshot, Key key) {
        List<CatalogEntry> all = key.filter().isOpen()
                ? snapshot.entries()
                : snapshot.entries().stream().filter(key.filter()::matches).toList();
        int start = key.from().isEmpty() ? Math.min(key.filter().offset(), all.size()) : place(all, key.from());
        int end = Math.min(start + key.limit(), all.size());
        return new CatalogPage(
                json(all.subList(start, end)),
                start > 0
                        ? Optional.of(all.get(Math.max(0, start - key.limit())).id())
                        : Optional.empty(),
                end < all.size() ? Optional.of(all.get(end).id()) : Optional.empty());
    }

    /** Where the dataset of this id is, or would be: it may have gone since the page before. */
    private static int place(List<CatalogEntry> entries, String id) {
        int low = 0;
        int high = entries.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (entries.get(middle).id().compareTo(id) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private byte[] json(List<CatalogEntry> entries) {
        URI address = base.get();
        ObjectNode head =
                DspMessage.create("Catalog").put("@id", address + "/catalog").put("participantId", participant);
        head.putArray("service").add(DatasetWriter.service(address));
        byte[] start = head.toString().getBytes(StandardCharsets.UTF_8);
        if (entries.isEmpty()) {
            // The schema wants the member absent rather than empty.
            return start;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(start, 0, start.length - 1);
        bytes.writeBytes(",\"dataset\":[".getBytes(StandardCharsets.UTF_8));
        for (int i = 0; i < entries.size(); i++) {
            if (i > 0) {
                bytes.write(',');
            }
            bytes.writeBytes(entries.get(i).json());
        }
        bytes.writeBytes("]}".getBytes(StandardCharsets.UTF_8));
        return bytes.toByteArray();
    }
}
