package eu.twintown.node.access.enforce;

import static org.assertj.core.api.Assertions.assertThat;

import eu.twintown.kernel.view.Level;
import eu.twintown.node.access.enforce.decision.Decisions;
import eu.twintown.node.config.ConfigNode;
import eu.twintown.store.StoreFixture;
import eu.twintown.store.document.Documents;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.dataformat.yaml.YAMLMapper;

class EnforcementSettingsTest {
    private final List<String> faults = new ArrayList<>();

    private EnforcementSettings read(String yaml) {
        return EnforcementSettings.read(new ConfigNode(new YAMLMapper().readTree(yaml), Path.of("."), faults));
    }

    @Test
    void whatIsNotSaidIsAsUsual() {
        assertThat(read("node: {}")).isEqualTo(EnforcementSettings.USUAL);
    }

    @Test
    void areasAndTheLifeOfDecisionsAreRead() {
        EnforcementSettings settings =
                read("enforcement: {areas: {district: Stadtteil}, group-size: 5, decisions: {keep: P7D, most: 500}}");

        assertThat(settings)
                .isEqualTo(new EnforcementSettings(Map.of(Level.DISTRICT, "Stadtteil"), 5, Duration.ofDays(7), 500));
        assertThat(faults).isEmpty();
    }

    @Test
    void unknownLevelsAndNumbersOutOfRangeAreFaults() {
        read("enforcement: {areas: {country: Land}, decisions: {most: 1}, else: 1}");

        assertThat(faults)
                .anySatisfy(fault -> assertThat(fault).contains("country"))
                .anySatisfy(fault -> assertThat(fault).contains("most"))
                .anySatisfy(fault -> assertThat(fault).contains("else"));
    }

    @Test
    void theOldestDecisionsGoFirstWhenThereAreTooMany() {
        try (StoreFixture fixture = StoreFixture.open()) {
            Documents documents = fixture.store().documents();
            for (int i = 0; i < 130; i++) {
                documents.create("decision", "", "d" + i, "{}");
            }
            new Decisions(documents, Duration.ofDays(1), 100, Instant::now).sweep();

            assertThat(documents.count("decision", "")).isEqualTo(100);
            assertThat(documents.get("decision", "", "d29")).isEmpty();
            assertThat(documents.get("decision", "", "d30")).isPresent();
            new Decisions(documents, Duration.ofDays(1), 100, () -> Instant.now()
                            .plus(Duration.ofDays(2)))
                    .sweep();
            assertThat(documents.count("decision", "")).isZero();
        }
    }
}
