package eu.twintown.node.acquisition;

import static org.assertj.core.api.Assertions.assertThat;

import eu.twintown.node.config.ConfigNode;
import eu.twintown.node.mediation.DataModels;
import eu.twintown.node.mediation.mapping.SourceKind;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.dataformat.yaml.YAMLMapper;

class SourceConfigReaderTest {
    private static final String GOOD = """
            sources:
              - id: a
                kind: json
                fetch: https://example.org/a
                schedule: 60s
                mapping: m.yaml
            """;

    @TempDir
    private Path folder;

    private final List<String> faults = new ArrayList<>();

    @BeforeEach
    void writeMapping() throws IOException {
        Files.writeString(
                folder.resolve("m.yaml"), "{mapping: m, id: 'urn:x:{id}', type: T, attributes: {name: name}}");
        Files.writeString(folder.resolve("bad.yaml"), "{mapping: m, model: Spaceship, id: 'urn:x:{id}', type: T}");
        Files.writeString(folder.resolve("noyaml.yaml"), "mapping: [");
        Files.writeString(folder.resolve("list.yaml"), "[]");
    }

    private List<SourceConfig> read(String yaml) {
        return new SourceConfigReader(DataModels.builtIn())
                .read(new ConfigNode(new YAMLMapper().readTree(yaml), folder, faults));
    }

    @Test
    void aSourceNeedsLittle() {
        SourceConfig source = read(GOOD).getFirst();
        assertThat(faults).isEmpty();
        assertThat(source.title()).isEqualTo("a");
        assertThat(source.timeout()).isEqualTo(Duration.ofSeconds(20));
        assertThat(source.schedule())
                .isEqualTo(new SourceConfig.Schedule(
                        Optional.of(Duration.ofSeconds(60)), Duration.ofSeconds(6), Duration.ofMinutes(15)));
        assertThat(source.licence()).isEqualTo(new SourceConfig.Licence("not stated", Optional.empty(), false));
        assertThat(source.origin()).hasToString("https://example.org/a");
        assertThat(source.keepInQuarantine()).isEqualTo(1000);
    }

    @Test
    void allThatCanBeSaidIsRead() {
        SourceConfig source = read("""
                        sources:
                          - id: a-1
                            title: Things
                            kind: csv
                            fetch: ['file:data/a.csv', 'file:/tmp/b.csv']
                            backfill: http://example.org/old.csv
                            headers: {X-Key: k}
                            timeout: 5s
                            schedule: {every: 15m, jitter: 1s, backoff-max: 2h}
                            mapping: m.yaml
                            licence: {title: L, url: 'https://example.org/l', confirmed: true}
                            attribution: A
                            provider: P
                            landing-page: https://example.org/
                            personal-data: [name]
                            tenant: t
                            quarantine: {keep: 5}
                        """).getFirst();
        assertThat(faults).isEmpty();
        assertThat(source.kind()).isEqualTo(SourceKind.CSV);
        assertThat(source.fetch())
                .containsExactly(
                        folder.resolve("data/a.csv").toAbsolutePath().toUri(), URI.create("file:///tmp/b.csv"));
        assertThat(source.backfill()).containsExactly(URI.create("http://example.org/old.csv"));
        assertThat(source.headers()).containsEntry("X-Key", "k");
        assertThat(source.schedule().every()).contains(Duration.ofMinutes(15));
        assertThat(source.schedule().backoffMax()).isEqualTo(Duration.ofHours(2));
        assertThat(source.licence().confirmed()).isTrue();
        assertThat(source.origin()).hasToString("https://example.org/");
        assertThat(source.personalData()).containsExactly("name");
        assertThat(source.tenant()).isEqualTo("t");
        assertThat(source.keepInQuarantine()).isEqualTo(5);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '`',
            value = {
                "id: a # id: A b # sources[0].id: 'A b' must be of small letters, digits and hyphens",
                "kind: json # kind: xml # sources[0].kind: 'xml' is not one of json, geojson, csv",
                "fetch: https://example.org/a # link: x # sources[0].fetch: name at least one address",
                "https://example.org/a # ftp://example.org/a # sources[0].fetch: 'ftp://example.org/a' must begin with",
                "https://example.org/a # 'https://exa mple' # sources[0].fetch: 'https://exa mple' is not an address",
                "schedule: 60s # schedule: soon # sources[0].schedule: 'soon' is not a duration",
                "schedule: 60s # schedule: 10ms # sources[0].schedule: must be at least 100ms",
                "schedule: 60s # landingPage: x # sources[0].landingPage: unknown key",
                "mapping: m.yaml # mapping: none.yaml # sources[0].mapping: none.yaml: there is no such file",
                "mapping: m.yaml # mapping: noyaml.yaml # sources[0].mapping: noyaml.yaml: is not YAML",
                "mapping: m.yaml # mapping: list.yaml # sources[0].mapping: list.yaml: must hold keys and values",
                "mapping: m.yaml # mapping: bad.yaml # sources[0].mapping: bad.yaml: attributes: is missing",
                "mapping: m.yaml # mapping: bad.yaml # sources[0].mapping: bad.yaml: model: there is no data model 'Spaceship'",
                "schedule: 60s # licence: {confirmed: maybe} # sources[0].licence.confirmed: must be true or false",
                "schedule: 60s # quarantine: {keep: -1} # sources[0].quarantine.keep: must be a whole number",
            })
    void faultsAreToldWithTheirPlace(String good, String bad, String fault) {
        read(GOOD.replace(good.strip(), bad.strip()));
        assertThat(faults).anySatisfy(told -> assertThat(told).startsWith(fault.strip()));
    }

    @Test
    void idsMustDiffer() {
        read(GOOD + GOOD.replace("sources:\n", ""));
        assertThat(faults).containsExactly("sources[1].id: 'a' is the id of another source, too");
    }
}
