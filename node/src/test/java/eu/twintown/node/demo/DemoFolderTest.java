package eu.twintown.node.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoFolderTest {
    @TempDir
    private Path temporary;

    @Test
    void isEmptiedAtEachStartUnlessItIsToBeKept() throws IOException {
        Path root = temporary.resolve("demo");
        DemoFolder.take(root, false).close();
        Path old = Files.createDirectories(root.resolve("muenster")).resolve("old");
        Files.writeString(old, "x");

        DemoFolder.take(root, true).close();
        assertThat(old).exists();

        DemoFolder.take(root, false).close();
        assertThat(old).doesNotExist();
        assertThat(root).exists();
    }

    @Test
    void neverTouchesAFolderThatTheDemoDidNotMake() throws IOException {
        Path mine = Files.writeString(temporary.resolve("letter.txt"), "mine");

        assertThatThrownBy(() -> DemoFolder.take(temporary, false))
                .isInstanceOf(DemoException.class)
                .hasMessageContaining(temporary.toString());
        assertThat(mine).exists();
    }

    @Test
    void doesNotFollowLinksWhenItIsEmptied() throws IOException {
        Path elsewhere = Files.createDirectories(temporary.resolve("elsewhere"));
        Path mine = Files.writeString(elsewhere.resolve("letter.txt"), "mine");
        Path root = temporary.resolve("demo");
        DemoFolder.take(root, false).close();
        Files.createSymbolicLink(root.resolve("link"), elsewhere);

        DemoFolder.take(root, false).close();

        assertThat(mine).exists();
        assertThat(root.resolve("link")).doesNotExist();
    }

    @Test
    void belongsToOneDemoAtATime() {
        Path root = temporary.resolve("demo");
        try (DemoFolder first = DemoFolder.take(root, false)) {
            assertThat(first.root()).isEqualTo(root);
            assertThatThrownBy(() -> DemoFolder.take(root, false))
                    .isInstanceOf(DemoException.class)
                    .hasMessageContaining("Another demo");
        }
        DemoFolder.take(root, false).close();
    }

    @Test
    void liesInTheSourceTreeOrInTheUsersState() throws IOException {
        assertThat(DemoFolder.standard(temporary.toString(), Map.of("XDG_STATE_HOME", "/state"), 8081))
                .isEqualTo(Path.of("/state/twintown/demo-8081"));
        Files.writeString(temporary.resolve("pom.xml"), "");
        assertThat(DemoFolder.standard(temporary.toString(), Map.of(), 8081))
                .isEqualTo(temporary.resolve(".twintown/demo-8081"));
        assertThat(DemoFolder.standard(null, Map.of(), 9000).toString()).endsWith("twintown/demo-9000");
    }

    @Test
    void stopsADatabaseServerLeftBehindInItAndNoOther() throws Exception {
        Path root = temporary.resolve("demo");
        DemoFolder.take(root, false).close();
        Path data = Files.createDirectories(root.resolve("ghent/data/postgres"));
        Path file = Files.writeString(data.resolve("PG_VERSION"), "18");
        Path other = Files.createDirectories(root.resolve("muenster/data/postgres"));
        Process leftover = new ProcessBuilder("tail", "-f", file.toString()).start();
        Process foreign = new ProcessBuilder("tail", "-f", "/dev/null").start();
        try {
            Files.writeString(data.resolve("postmaster.pid"), leftover.pid() + "\n" + data + "\n");
            Files.writeString(other.resolve("postmaster.pid"), foreign.pid() + "\n" + other + "\n");

            DemoFolder.take(root, true).close();

            assertThat(leftover.waitFor(5, TimeUnit.SECONDS)).isTrue();
            assertThat(foreign.isAlive()).isTrue();
        } finally {
            leftover.destroyForcibly();
            foreign.destroyForcibly();
        }
    }
}
