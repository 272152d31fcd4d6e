package eu.twintown.node.dataspace.dsp.catalog;

import eu.twintown.node.dataspace.dataset.Content;
import eu.twintown.node.dataspace.dataset.Dataset;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * A dataset as the catalog shows it.
 *
 * @param json written already
 * @param text title and description in lower case
 */
record CatalogEntry(String id, Instant changedAt, byte[] json, String text, List<String> types) {

    static CatalogEntry of(Dataset dataset, byte[] json) {
        return new CatalogEntry(
                dataset.id(),
                dataset.changedAt(),
                json,
                (dataset.title() + "\n" + dataset.description()).toLowerCase(Locale.ROOT),
                dataset.content() instanceof Content.Entities entities ? entities.types() : List.of());
    }

    /** Whether it has entities of this type, given by its expanded or its short name. */
    boolean hasType(String type) {
        return types.stream().anyMatch(one -> one.equals(type) || one.endsWith("/" + type) || one.endsWith("#" + type));
    }
}
