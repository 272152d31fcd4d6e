package eu.twintown.node.join;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;

/** A file that the authority wants to see. */
public final class Document {
    private final String filename;
    private final byte[] content;

    private Document(String filename, byte[] content) {
        this.filename = filename;
        this.content = content;
    }

    /** @throws JoinException where it cannot be read */
    public static Document of(Path file) {
        try {
            return new Document(String.valueOf(file.getFileName()), Files.readAllBytes(file));
        } catch (IOException e) {
            throw new JoinException(Messages.get("no.file", file, String.valueOf(e.getMessage())));
        }
    }

    /** A page of plain text, as PDF. */
    public static Document ofText(String filename, List<String> lines) {
        return new Document(filename, TextPage.pdf(lines));
    }

    public String filename() {
        return filename;
    }

    String base64() {
        return Base64.getEncoder().encodeToString(content);
    }
}
