package eu.twintown.node.trust.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real PKCS#11 module: SoftHSM 2, where it is installed (Debian: softhsm2) or {@code TWINTOWN_SOFTHSM} names the folder
 * that its packages were unpacked to; skipped elsewhere. The module reads where its tokens lie from the environment, so the
 * node's side runs in a process of its own.
 */
@Timeout(120)
class Pkcs11ModuleTest {
    private static final String PIN = "4711";

    @TempDir
    private Path folder;

    private static Optional<Path> find(String... places) {
        String root = Optional.ofNullable(System.getenv("TWINTOWN_SOFTHSM")).orElse("/");
        return Stream.of(places)
                .map(place -> Path.of(root, place))
                .filter(Files::exists)
                .findFirst();
    }

    private String run(Path config, List<String> command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("SOFTHSM2_CONF", config.toString());
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(said).isZero();
        return said;
    }

    private String child(Path config, String... more) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Pkcs11Child.class.getName(),
                folder.toString(),
                PIN));
        command.addAll(List.of(more));
        return run(config, command);
    }

    @Test
    void aKeyInATokenSignsForTheNodeAndNeverLeavesIt() throws Exception {
        Optional<Path> module = find("usr/lib/softhsm/libsofthsm2.so", "usr/local/lib/softhsm/libsofthsm2.so");
        Optional<Path> tool = find("usr/bin/softhsm2-util", "usr/local/bin/softhsm2-util");
        assumeTrue(module.isPresent() && tool.isPresent(), "SoftHSM is not installed (Debian: softhsm2)");
        Path tokens = Files.createDirectory(folder.resolve("tokens"));
        Path config = Files.writeString(
                folder.resolve("softhsm2.conf"), "directories.tokendir = " + tokens + "\nlog.level = ERROR\n");
        run(
                config,
                List.of(
                        tool.orElseThrow().toString(),
                        "--module",
                        module.orElseThrow().toString(),
                        "--init-token",
                        "--free",
                        "--label",
                        "twintown",
                        "--so-pin",
                        "0815",
                        "--pin",
                        PIN));
        Files.writeString(
                folder.resolve("pkcs11.cfg"),
                "name = Soft\nlibrary = " + module.orElseThrow() + "\nslotListIndex = 0\n");

        String said = child(config);

        assertThat(said)
                .contains("signed and verified", "same key after a restart", "a request for a certificate", "tls");
        assertThat(said).doesNotContain(PIN);
        assertThat(child(config, "0000"))
                .contains("wrong pin refused", "pkcs11.cfg")
                .doesNotContain("0000", PIN);
        assertThat(Files.readString(folder.resolve("keys/keyring.json"))).doesNotContain("\"sealed\"");
    }
}
