package eu.twintown.node.dataspace.dsp.catalog;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** A page of the catalog, ready to be sent. */
final class CatalogPage {
    private final byte[] json;
    private final Optional<String> previous;
    private final Optional<String> next;
    private volatile byte @Nullable [] packed;

    /**
     * @param previous id of the dataset with which the page before begins
     * @param next id of the dataset with which the next page begins
     */
    CatalogPage(byte[] json, Optional<String> previous, Optional<String> next) {
        this.json = json;
        this.previous = previous;
        this.next = next;
    }

    byte[] json() {
        return json;
    }

    Optional<String> previous() {
        return previous;
    }

    Optional<String> next() {
        return next;
    }

    /** With gzip, made when it is asked for first: it costs much more than all the rest. */
    byte[] packed() {
        byte[] known = packed;
        if (known == null) {
            known = packed(json);
            packed = known;
        }
        return known;
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
