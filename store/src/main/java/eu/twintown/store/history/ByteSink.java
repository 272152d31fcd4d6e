package eu.twintown.store.history;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Bytes with numbers of variable length: seven bits a byte, small numbers of either sign take one byte. */
final class ByteSink {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);

    /** A number that is not negative. */
    void size(long value) {
        long left = value;
        while ((left & ~0x7FL) != 0) {
            bytes.write((int) (left & 0x7F | 0x80));
            left >>>= 7;
        }
        bytes.write((int) left);
    }

    /** A number of either sign. */
    void number(long value) {
        size(value << 1 ^ value >> 63);
    }

    void text(String text) {
        byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
        size(encoded.length);
        bytes.writeBytes(encoded);
    }

    byte[] toBytes() {
        return bytes.toByteArray();
    }
}
