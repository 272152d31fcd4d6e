package eu.twintown.node.cli;

import static org.assertj.core.api.Assertions.assertThat;

import eu.twintown.node.trust.oidc.PasswordHash;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class HashPasswordCommandTest {
    private final InputStream input = System.in;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String typed, String... arguments) {
        System.setIn(new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8)));
        return new CommandLine(new HashPasswordCommand())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }

    @AfterEach
    void giveBack() {
        System.setIn(input);
    }

    @Test
    void aPasswordFromStandardInputBecomesAHash() {
        assertThat(run("correct horse battery\n")).isZero();
        assertThat(PasswordHash.matches("correct horse battery", out.toString().strip()))
                .isTrue();
    }

    @Test
    void aShortPasswordOrNoneIsRefused() {
        assertThat(run("short\n")).isEqualTo(2);
        assertThat(run("")).isEqualTo(2);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString()).contains("at least 12 characters");
    }

    @Test
    void aSecretForAMachineIsMadeTogetherWithItsHash() {
        assertThat(run("", "--generate")).isZero();
        String[] lines = out.toString().split("\n");
        String secret = lines[0].replace("secret:", "").strip();
        assertThat(secret).hasSizeGreaterThan(40);
        assertThat(PasswordHash.matches(
                        secret, lines[1].replace("secret-hash:", "").strip()))
                .isTrue();
    }
}
