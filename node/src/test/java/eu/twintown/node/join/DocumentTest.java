package eu.twintown.node.join;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DocumentTest {
    @TempDir
    private Path folder;

    @Test
    void aFileIsTakenAsItIs() throws Exception {
        Path file = Files.writeString(folder.resolve("profile.pdf"), "%PDF-1.7 and so on");

        Document document = Document.of(file);

        assertThat(document.filename()).isEqualTo("profile.pdf");
        assertThat(Base64.getDecoder().decode(document.base64())).asString().isEqualTo("%PDF-1.7 and so on");
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> Document.of(folder.resolve("none.pdf")))
                .isInstanceOf(JoinException.class)
                .hasMessageContaining("none.pdf");
    }

    @Test
    void textBecomesAPageWhoseTablePointsAtItsObjects() {
        String pdf = new String(
                Base64.getDecoder()
                        .decode(Document.ofText("a.pdf", List.of("Stadt Münster (DE)", "back\\slash"))
                                .base64()),
                ISO_8859_1);

        assertThat(pdf)
                .startsWith("%PDF-1.4\n")
                .endsWith("%%EOF\n")
                .contains("(Stadt Münster \\(DE\\)) Tj", "back\\\\slash");
        Matcher entries = Pattern.compile("(\\d{10}) 00000 n").matcher(pdf);
        int number = 0;
        while (entries.find()) {
            number++;
            assertThat(pdf.substring(Integer.parseInt(entries.group(1)))).startsWith(number + " 0 obj\n");
        }
        assertThat(number).isEqualTo(5);
        int table = Integer.parseInt(pdf.replaceAll("(?s).*startxref\n(\\d+)\n.*", "$1"));
        assertThat(pdf.substring(table)).startsWith("xref\n");
        Matcher length = Pattern.compile("/Length (\\d+) >>\nstream\n").matcher(pdf);
        assertThat(length.find()).isTrue();
        assertThat(pdf.substring(length.end() + Integer.parseInt(length.group(1))))
                .startsWith("\nendstream");
    }
}
