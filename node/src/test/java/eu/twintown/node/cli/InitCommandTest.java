package eu.twintown.node.cli;

import static org.assertj.core.api.Assertions.assertThat;

import eu.twintown.node.Settings;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InitCommandTest {
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;

    private int run(String... words) {
        return Main.commandLine()
                .setOut(new PrintWriter(new StringWriter()))
                .setErr(new PrintWriter(err, true))
                .execute(words);
    }

    @Test
    void writesAConfigurationThatIsFine() {
        Path city = folder.resolve("new/city");
        assertThat(run("init", city.toString(), "--name", "tartu", "--title", "Tartu linn", "--country", "EE"))
                .isZero();
        Settings settings = Settings.read(city.resolve("twintown.yaml"), Map.of());
        assertThat(settings.config().identity().name()).isEqualTo("tartu");
        assertThat(settings.config().identity().title()).isEqualTo("Tartu linn");
        assertThat(settings.config().identity().country()).isEqualTo("EE");
        assertThat(settings.sources()).isEmpty();
    }

    @Test
    void anExampleBringsItsSourcesAndTheirFiles() {
        assertThat(run("init", folder.toString(), "--example", "barcelona", "--port", "8083"))
                .isZero();
        Settings settings = Settings.read(folder.resolve("twintown.yaml"), Map.of());
        assertThat(settings.config().identity().name()).isEqualTo("barcelona");
        assertThat(settings.config().server().port()).isEqualTo(8083);
        assertThat(settings.sources())
                .singleElement()
                .satisfies(source -> assertThat(source.licence().confirmed()).isTrue());
        assertThat(folder.resolve("data/air-quality.csv")).isNotEmptyFile();
    }

    @Test
    void nothingIsOverwritten() throws IOException {
        Path file = Files.writeString(folder.resolve("twintown.yaml"), "node: mine\n");
        assertThat(run("init", folder.toString(), "--example", "barcelona")).isEqualTo(1);
        assertThat(file).hasContent("node: mine\n");
        assertThat(folder.resolve("data")).doesNotExist();
        assertThat(err.toString()).contains("exists already");
    }

    @Test
    void withoutAnExampleNameAndCountryAreNeeded() {
        assertThat(run("init", folder.toString())).isEqualTo(2);
        assertThat(err.toString()).contains("--name");
        assertThat(run("init", folder.toString(), "--name", "tartu")).isEqualTo(2);
        assertThat(err.toString()).contains("--country");
    }
}
