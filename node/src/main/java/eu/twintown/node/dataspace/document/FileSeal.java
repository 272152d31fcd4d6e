package eu.twintown.node.dataspace.document;

import eu.twintown.node.dataspace.letter.SealedMessage;
import eu.twintown.node.dataspace.letter.Seals;
import eu.twintown.node.trust.jose.TrustException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/**
 * The seal of an exported file: a line after its end, where PDF and HTML allow one, with a signed hash of every byte
 * before it.
 */
final class FileSeal {
    private static final String SEAL = "file-seal";
    private static final int LONGEST = 4_096;

    private final Seals seals;

    FileSeal(Seals seals) {
        this.seals = seals;
    }

    /** The forms of files that are sealed, each with what stands around the seal. */
    enum Form {
        PDF("\n%twintown-seal ", "\n"),
        HTML("\n<!-- twintown-seal ", " -->\n");

        private final String before;
        private final String after;

        Form(String before, String after) {
            this.before = before;
            this.after = after;
        }
    }

    byte[] seal(byte[] file, Form form) {
        String seal =
                seals.statement(SEAL, JsonMapper.shared().createObjectNode().put("sha256", Paper.sha256(file)));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(file);
        out.writeBytes((form.before + seal + form.after).getBytes(StandardCharsets.US_ASCII));
        return out.toByteArray();
    }

    /** A file without its seal, and the seal. */
    record Parts(byte[] file, String seal) {}

    /** Empty where there is no seal at the end. */
    static Optional<Parts> split(byte[] sealed, Form form) {
        int from = Math.max(0, sealed.length - LONGEST);
        String end = new String(sealed, from, sealed.length - from, StandardCharsets.ISO_8859_1);
        int at = end.lastIndexOf(form.before);
        if (at < 0 || !end.endsWith(form.after)) {
            return Optional.empty();
        }
        String seal = end.substring(at + form.before.length(), end.length() - form.after.length());
        return Optional.of(new Parts(Arrays.copyOf(sealed, from + at), seal));
    }

    /**
     * Who sealed the file.
     *
     * @throws TrustException where the file is not what was sealed
     */
    String verify(Parts parts) {
        SealedMessage seal = seals.verify(SEAL, parts.seal());
        String sealed = seal.body().path("sha256").asString("");
        String found = Paper.sha256(parts.file());
        if (!sealed.equals(found)) {
            throw new TrustException(
                    "hash",
                    "The file was altered after it was sealed: its SHA-256 is " + found + ", sealed was " + sealed,
                    "The file is not what " + seal.from() + " sealed");
        }
        return seal.from();
    }
}
