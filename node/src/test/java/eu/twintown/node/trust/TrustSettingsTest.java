package eu.twintown.node.trust;

import static org.assertj.core.api.Assertions.assertThat;

import eu.twintown.node.config.ConfigNode;
import eu.twintown.node.trust.anchor.TrustAnchor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.dataformat.yaml.YAMLMapper;

class TrustSettingsTest {
    private final List<String> faults = new ArrayList<>();

    private List<TrustAnchor> anchors(String did) {
        String yaml = "trust:\n  anchors:\n    - {did: '" + did + "', types: [Badge]}\n";
        ConfigNode root = new ConfigNode(new YAMLMapper().readTree(yaml), Path.of("."), faults);
        return TrustSettings.read(root, Map.of()).anchors().configured();
    }

    @Test
    void anAnchorIsADidOrTheAddressOfAnIssuer() {
        assertThat(anchors("did:web:authority.example")).singleElement().satisfies(anchor -> assertThat(anchor.did())
                .isEqualTo("did:web:authority.example"));
        assertThat(anchors("https://id.example/realms/city")).singleElement().satisfies(anchor -> {
            assertThat(anchor.did()).isEqualTo("https://id.example/realms/city");
            assertThat(anchor.types()).containsExactly("Badge");
        });
        assertThat(faults).isEmpty();
    }

    @Test
    void whatIsNeitherIsAFaultThatSaysWhere() {
        anchors("https://id.example/?realm=city");
        anchors("id.example");
        assertThat(faults).hasSize(2).allSatisfy(fault -> assertThat(fault).contains("anchors"));
    }
}
