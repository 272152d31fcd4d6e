package eu.twintown.node.cli;

import static org.assertj.core.api.Assertions.assertThat;

import eu.twintown.node.Settings;
import eu.twintown.node.http.outgoing.OutgoingClient;
import eu.twintown.node.http.outgoing.OutgoingRules;
import eu.twintown.node.trust.key.KeyPurpose;
import eu.twintown.node.trust.key.KeyRing;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class RewrapKeysCommandTest {
    @TempDir
    private Path folder;

    private final StringWriter said = new StringWriter();

    private int run(String... words) {
        CommandLine line = Main.commandLine();
        line.setOut(new PrintWriter(said, true));
        line.setErr(new PrintWriter(said, true));
        return line.execute(words);
    }

    private KeyRing open(Path config) {
        Settings settings = Settings.read(config, Map.of());
        return KeyRing.open(
                folder.resolve("data/keys"),
                settings.trust().keys(),
                new OutgoingClient(OutgoingRules.PUBLIC_ONLY),
                InstantSource.system());
    }

    @Test
    void theKeysStayTheSameUnderAnotherPassphrase() throws Exception {
        Path config = folder.resolve("twintown.yaml");
        Files.writeString(config, "node: {name: city, country: DE}\n");
        String kid = open(config).active(KeyPurpose.NODE).kid();
        Path passphrase = Files.writeString(folder.resolve("passphrase"), "a new passphrase\n");

        assertThat(run("rewrap-keys", "--config", config.toString(), "--to", passphrase.toString()))
                .isZero();

        assertThat(said.toString()).doesNotContain("a new passphrase");
        assertThat(folder.resolve("data/keys/secret")).doesNotExist();
        Files.writeString(config, "node: {name: city, country: DE}\nkeys: {passphrase-file: passphrase}\n");
        assertThat(open(config).active(KeyPurpose.NODE).kid()).isEqualTo(kid);
    }

    @Test
    void whatCannotBeDoneIsTold() throws Exception {
        Path config = folder.resolve("twintown.yaml");
        Files.writeString(config, "node: {name: city, country: DE}\n");
        Path tooShort = Files.writeString(folder.resolve("short"), "short");

        assertThat(run("rewrap-keys", "--config", config.toString(), "--to", tooShort.toString()))
                .isEqualTo(2);
        assertThat(run(
                        "rewrap-keys",
                        "--config",
                        config.toString(),
                        "--to",
                        folder.resolve("none").toString()))
                .isEqualTo(2);
        assertThat(said.toString()).contains("at least 12").contains("cannot be read");
    }
}
