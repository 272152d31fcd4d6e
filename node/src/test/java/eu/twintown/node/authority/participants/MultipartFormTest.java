package eu.twintown.node.authority.participants;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.twintown.kernel.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class MultipartFormTest {
    @Test
    void partsComeByNameAndKeepTheirBytes() {
        byte[] binary = {0, (byte) 0xFF, '\r', '\n', '-', '-'};
        String head = "--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\none\r\n--b\r\n"
                + "Content-Disposition: form-data; filename=\"x\"; name=\"csr\"\r\nContent-Type: application/pkcs10\r\n\r\n";
        byte[] body = (head + new String(binary, StandardCharsets.ISO_8859_1) + "\r\n--b--\r\n")
                .getBytes(StandardCharsets.ISO_8859_1);

        MultipartForm form = MultipartForm.parse(body, "b");

        assertThat(form.part("a")).isEqualTo("one".getBytes(StandardCharsets.US_ASCII));
        assertThat(form.part("csr")).isEqualTo(binary);
        assertThatThrownBy(() -> form.part("b"))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("'b'");
    }

    @Test
    void aPartWithoutANameIsRefused() {
        byte[] body = "--b\r\nContent-Type: text/plain\r\n\r\nx\r\n--b--".getBytes(StandardCharsets.US_ASCII);

        assertThatThrownBy(() -> MultipartForm.parse(body, "b")).isInstanceOf(ProblemException.class);
    }
}
