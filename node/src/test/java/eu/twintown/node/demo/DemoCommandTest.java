package eu.twintown.node.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class DemoCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;

    @Test
    void aBusyPortIsNamedAndNothingIsStarted() throws Exception {
        try (ServerSocket busy = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            int code = run(
                    "--base-port",
                    "" + busy.getLocalPort(),
                    "--dir",
                    folder.resolve("demo").toString());

            assertThat(code).isEqualTo(1);
            assertThat(err.toString())
                    .contains("Port " + busy.getLocalPort() + " is in use")
                    .contains("--base-port");
            assertThat(folder.resolve("demo")).doesNotExist();
        }
    }

    @Test
    void impossibleWordsAreRefused() {
        assertThat(run("--base-port", "70000")).isEqualTo(2);
        assertThat(run("--speed", "0")).isEqualTo(2);
        assertThat(run("--speed", "fast")).isEqualTo(2);
        assertThat(err.toString()).contains("--base-port must be", "--speed must be", "fast");
    }

    @Test
    void helpNamesEveryOption() {
        run("--help");

        assertThat(out.toString()).contains("--base-port", "--speed", "--headless", "--keep", "--dir");
    }

    private int run(String... words) {
        return new CommandLine(new DemoCommand())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(words);
    }
}
