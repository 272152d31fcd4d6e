package eu.twintown.node.dataspace.dsp.catalog;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;

/**
 * A page of the catalog, ready to be sent.
 *
 * @param previous id of the dataset with which the page before begins
 * @param next id of the dataset with which the next page begins
 */
record CatalogPage(byte[] json, byte[] packed, Optional<String> previous, Optional<String> next) {

    static CatalogPage of(byte[] json, Optional<String> previous, Optional<String> next) {
        return new CatalogPage(json, packed(json), previous, next);
    }

    private static byte[] packed(byte[] json) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
