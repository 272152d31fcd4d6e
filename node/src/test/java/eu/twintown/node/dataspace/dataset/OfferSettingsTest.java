package eu.twintown.node.dataspace.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import eu.twintown.node.config.ConfigFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

class OfferSettingsTest {
    @TempDir
    private Path folder;

    private ConfigFile config(String yaml) throws IOException {
        Path file = Files.writeString(folder.resolve("twintown.yaml"), yaml);
        return ConfigFile.read(file, Map.of());
    }

    @Test
    void offersAreReadWithTemplatesFilesAndPoliciesInPlace() throws IOException {
        Files.writeString(
                folder.resolve("research.json"), "{\"@type\": \"Offer\", \"permission\": [{\"action\": \"use\"}]}");
        ConfigFile config = config("""
                offers:
                  - id: parks
                    title: Car parks
                    types: [OffStreetParking]
                    attributes: [free]
                    template: until
                    until: 2027-06-30
                  - title: Counts
                    source: https://inside.example/counts.csv
                    media-type: text/csv
                    terms:
                      - {template: aggregated, span: PT1H, areas: [district]}
                      - policy: research.json
                      - policy: {"@type": Offer, permission: [{action: read}]}
                """);
        List<ObjectNode> offers = OfferSettings.read(config.root());

        assertThat(config.faults()).isEmpty();
        Draft parks = Draft.read(offers.get(0), "muenster", CarParks.NAMES, Optional.empty());
        assertThat(parks.id()).isEqualTo("urn:dataset:muenster:parks");
        assertThat(parks.content())
                .isInstanceOfSatisfying(Content.Entities.class, content -> assertThat(content.attributes())
                        .containsExactly(CarParks.NS + "free"));
        assertThat(parks.policies().getFirst().permissions().getFirst().head().constraints())
                .hasSize(1);
        Draft counts = Draft.read(offers.get(1), "muenster", CarParks.NAMES, Optional.empty());
        assertThat(counts.policies()).hasSize(3);
        assertThat(counts.content()).isInstanceOf(Content.Remote.class);
    }

    @Test
    void everyFaultIsToldWithItsPlace() throws IOException {
        ConfigFile config = config("""
                offers:
                  - title: No types
                    template: open
                  - title: No terms
                    types: [A]
                  - title: No file
                    types: [A]
                    policy: nowhere.json
                  - title: Unknown
                    types: [A]
                    template: secret
                    colour: blue
                """);
        assertThat(OfferSettings.read(config.root())).isEmpty();
        assertThat(config.faults())
                .anyMatch(fault -> fault.startsWith("offers[0].types:"))
                .anyMatch(fault -> fault.startsWith("offers[1].terms:"))
                .anyMatch(fault -> fault.startsWith("offers[2].policy") && fault.contains("nowhere.json"))
                .anyMatch(fault -> fault.startsWith("offers[3].colour"))
                .anyMatch(fault -> fault.startsWith("offers[3].template:") && fault.contains("SECRET"));
    }
}
