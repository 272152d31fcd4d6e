package eu.twintown.node.mediation.mapping;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Text of bytes: byte order marks are obeyed and taken away. */
final class Charsets {

    private Charsets() {}

    /**
     * The text.
     *
     * @param named the character set to use; empty = told by the byte order mark, else UTF-8
     * @throws SourceFault where the bytes are not text of that character set
     */
    static String decode(byte[] body, Optional<Charset> named) {
        Charset charset = marked(body).or(() -> named).orElse(StandardCharsets.UTF_8);
        try {
            String text = charset.newDecoder().decode(ByteBuffer.wrap(body)).toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw new SourceFault("The answer is not text in " + charset + "; name its character set in the mapping"
                    + " (csv: {charset: …})");
        }
    }

    private static Optional<Charset> marked(byte[] body) {
        if (starts(body, 0xEF, 0xBB, 0xBF)) {
            return Optional.of(StandardCharsets.UTF_8);
        }
        if (starts(body, 0xFF, 0xFE)) {
            return Optional.of(StandardCharsets.UTF_16LE);
        }
        return starts(body, 0xFE, 0xFF) ? Optional.of(StandardCharsets.UTF_16BE) : Optional.empty();
    }

    private static boolean starts(byte[] body, int... mark) {
        if (body.length < mark.length) {
            return false;
        }
        for (int i = 0; i < mark.length; i++) {
            if ((body[i] & 0xFF) != mark[i]) {
                return false;
            }
        }
        return true;
    }
}
