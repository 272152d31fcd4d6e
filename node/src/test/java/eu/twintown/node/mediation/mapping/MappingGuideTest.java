package eu.twintown.node.mediation.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import eu.twintown.node.config.ConfigNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Every whole mapping that docs/mapping.md shows can be used as it stands, and every function it lists is there. */
class MappingGuideTest {
    private static final Pattern BLOCK = Pattern.compile("```yaml\\n(mapping: .*?)```", Pattern.DOTALL);

    @TempDir
    private Path folder;

    private String guide = "";

    @BeforeEach
    void readGuide() throws IOException {
        Path here = Path.of("").toAbsolutePath();
        Path root = Files.isDirectory(here.resolve("docs")) ? here : here.getParent();
        guide = Files.readString(root.resolve("docs/mapping.md"));
        Files.writeString(folder.resolve("stations.csv"), "station,code,name,latitude,longitude,CODIGO_CORTO\n");
    }

    @Test
    void theExamplesHaveNoFaults() {
        int count = 0;
        Matcher blocks = BLOCK.matcher(guide);
        while (blocks.find()) {
            count++;
            JsonNode yaml = new YAMLMapper().readTree(blocks.group(1));
            SourceKind kind = yaml.has("records")
                    ? SourceKind.JSON
                    : yaml.has("csv") || yaml.has("columns") ? SourceKind.CSV : SourceKind.GEOJSON;
            List<String> faults = new ArrayList<>();
            Mapping.read(new ConfigNode(yaml, folder, faults), kind);
            assertThat(faults).as(yaml.path("mapping").asString()).isEmpty();
        }
        assertThat(count).isGreaterThanOrEqualTo(8);
    }

    @Test
    void theTableOfFunctionsIsComplete() {
        for (String name : Functions.names().split(", ")) {
            assertThat(guide).containsPattern("`" + name + "[`(]");
        }
    }
}
