package eu.twintown.node.config;

import static org.assertj.core.api.Assertions.assertThat;

import eu.twintown.node.config.IndexSettings.Pair;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.dataformat.yaml.YAMLMapper;

class IndexSettingsTest {
    private final List<String> faults = new ArrayList<>();

    @Test
    void noneAreDeclaredAndSomeMadeByNeedUnlessToldOtherwise() {
        assertThat(read("{}")).isEqualTo(new IndexSettings(List.of(), 8));
        assertThat(faults).isEmpty();
    }

    @Test
    void pairsAreNamesOrIris() {
        assertThat(read("""
                indexes:
                  - {type: OffStreetParking, attribute: "https://example.org/free"}
                indexes-on-demand: 0
                """))
                .isEqualTo(new IndexSettings(List.of(new Pair("OffStreetParking", "https://example.org/free")), 0));
        assertThat(faults).isEmpty();
    }

    @Test
    void everyFaultIsToldWithItsPlace() {
        read("""
                indexes:
                  - {type: "Off Street", attribute: name}
                  - {type: A}
                  - {type: A, attribute: b, kind: c}
                  - {type: A, attribute: b}
                indexes-on-demand: 1000
                """);

        assertThat(faults)
                .satisfiesExactlyInAnyOrder(
                        fault -> assertThat(fault).startsWith("indexes[0].type: 'Off Street' must be a name"),
                        fault -> assertThat(fault).isEqualTo("indexes[1].attribute: is missing"),
                        fault -> assertThat(fault).startsWith("indexes[2].kind: unknown key"),
                        fault -> assertThat(fault).startsWith("indexes[3].attribute: this pair stands"),
                        fault -> assertThat(fault).startsWith("indexes-on-demand: must be a whole number"));
    }

    private IndexSettings read(String yaml) {
        return IndexSettings.read(new ConfigNode(new YAMLMapper().readTree(yaml), Path.of("."), faults));
    }
}
