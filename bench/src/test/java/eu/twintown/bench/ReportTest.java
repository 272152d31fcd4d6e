package eu.twintown.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ReportTest {

    @TempDir
    private Path folder = Path.of("");

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    private String text() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void figuresStandInATableAndAsJsonLines() throws IOException {
        Path file = folder.resolve("deep/figures.jsonl");
        Report report = new Report(new PrintStream(bytes, true, StandardCharsets.UTF_8), file, Map.of("cores", "2"));
        report.add(new Figure(
                "load",
                "create",
                41,
                "us CPU/request",
                Optional.of(new Figure.Yardstick("expand only", 16.6)),
                Optional.of(Figure.Goal.ratioAtMost(3.5))));
        report.add(new Figure("start", "memory", 251.4, "MB", Optional.empty(), Optional.of(Figure.Goal.atMost(250))));
        report.printTable();

        assertThat(text()).contains("cores: 2").contains(file.toString());
        assertThat(text().lines())
                .anyMatch(
                        line -> line.matches("create +41 +us CPU/request +expand only +16.6 +2.47 +ratio <= 3.50 +yes"))
                .anyMatch(line -> line.matches("memory +251 +MB +- +- +- +<= 250 +NO"));
        List<JsonNode> lines = Files.readAllLines(file).stream()
                .map(JsonMapper.shared()::readTree)
                .toList();
        assertThat(lines).hasSize(3);
        assertThat(lines.get(0).get("cores").asString()).isEqualTo("2");
        assertThat(lines.get(1).get("ratio").asDouble()).isBetween(2.46, 2.48);
        assertThat(lines.get(1).get("reached").asBoolean()).isTrue();
        assertThat(lines.get(2).get("reached").asBoolean()).isFalse();
        assertThat(lines.get(2).has("ratio")).isFalse();
    }

    @Test
    void argumentsThatMakeNoSenseAreToldWithTheUsage() throws Exception {
        Bench bench = new Bench(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        for (String[] words :
                new String[][] {{"speed"}, {"--seconds"}, {"--seconds", "0"}, {"load", "--seconds", "x"}}) {
            bytes.reset();
            assertThat(bench.run(words)).isEqualTo(2);
            assertThat(text()).contains("usage: twintown bench");
        }
    }
}
