package eu.twintown.node.trust.status;

import eu.twintown.node.trust.jose.StrictJson;
import eu.twintown.node.trust.jose.TrustException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.InflaterInputStream;

/**
 * A list of small numbers, one per credential. Bitstring Status List v1.0 has one bit each, counted from the left of a
 * byte, packed with gzip; the Token Status List has 1, 2, 4 or 8 bits each, counted from the right, packed with zlib.
 */
final class StatusBits {
    /** Fewest entries of a list, so that fetching it tells nothing about one of them (section 3.1 of the former). */
    static final int LEAST = 131_072;

    private static final int MOST_BYTES = 4 << 20;

    private final byte[] bytes;
    private final int width;
    private final boolean fromLeft;

    private StatusBits(byte[] bytes, int width, boolean fromLeft) {
        this.bytes = bytes;
        this.width = width;
        this.fromLeft = fromLeft;
    }

    static StatusBits empty() {
        return new StatusBits(new byte[LEAST / 8], 1, true);
    }

    static StatusBits emptyTokens() {
        return new StatusBits(new byte[LEAST / 4], 2, false);
    }

    /** Reads the {@code encodedList} of a bitstring list; the prefix {@code u} names base64url and may be missing. */
    static StatusBits gunzip(String encoded) {
        byte[] packed = StrictJson.decode(encoded.startsWith("u") ? encoded.substring(1) : encoded);
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            return new StatusBits(limited(in), 1, true);
        } catch (IOException e) {
            throw malformed("it is not packed with gzip");
        }
    }

    /** Reads the {@code lst} of a token status list. */
    static StatusBits inflate(String encoded, int width) {
        if (width != 1 && width != 2 && width != 4 && width != 8) {
            throw malformed("entries of " + width + " bits");
        }
        try (InputStream in = new InflaterInputStream(new ByteArrayInputStream(StrictJson.decode(encoded)))) {
            return new StatusBits(limited(in), width, false);
        } catch (IOException e) {
            throw malformed("it is not packed with zlib");
        }
    }

    private static byte[] limited(InputStream in) throws IOException {
        byte[] unpacked = in.readNBytes(MOST_BYTES + 1);
        if (unpacked.length > MOST_BYTES) {
            throw malformed("it is larger than " + MOST_BYTES + " bytes when unpacked");
        }
        return unpacked;
    }

    long size() {
        return (long) bytes.length * 8 / width;
    }

    int bytes() {
        return bytes.length;
    }

    /** The number at an index. */
    int get(long index) {
        if (index >= size()) {
            throw malformed("it has " + size() + " entries; there is none at " + index);
        }
        long bit = index * width;
        int shift = fromLeft ? 7 - (int) (bit % 8) : (int) (bit % 8);
        return (bytes[(int) (bit / 8)] >> shift) & ((1 << width) - 1);
    }

    /** A list with another number at an index. */
    StatusBits with(int index, int value) {
        StatusBits changed = new StatusBits(bytes.clone(), width, fromLeft);
        changed.set(index, value);
        return changed;
    }

    /** A list that has a bit wherever one of the two has it. */
    StatusBits or(StatusBits other) {
        byte[] both = bytes.clone();
        for (int i = 0; i < both.length; i++) {
            both[i] |= other.bytes[i];
        }
        return new StatusBits(both, width, fromLeft);
    }

    void set(int index, int value) {
        int bit = index * width;
        int shift = fromLeft ? 7 - bit % 8 : bit % 8;
        int mask = (1 << width) - 1;
        bytes[bit / 8] = (byte) (bytes[bit / 8] & ~(mask << shift) | value << shift);
    }

    String gzip() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (OutputStream packing = new GZIPOutputStream(out)) {
            packing.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return StrictJson.encode(out.toByteArray());
    }

    String deflate() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (OutputStream packing = new DeflaterOutputStream(out)) {
            packing.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return StrictJson.encode(out.toByteArray());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof StatusBits bits && width == bits.width && Arrays.equals(bytes, bits.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    private static TrustException malformed(String why) {
        return new TrustException("status", "The status list cannot be read", "The status list is not valid: " + why);
    }
}
