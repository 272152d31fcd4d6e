package eu.twintown.node.dataspace.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import eu.twintown.node.config.ConfigNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class TransferSettingsTest {
    private final List<String> faults = new ArrayList<>();

    private TransferSettings read(String json) {
        return TransferSettings.read(new ConfigNode(JsonMapper.shared().readTree(json), Path.of("."), faults));
    }

    @Test
    void withoutTheSectionTokensLiveFiveMinutesAndTransfersStartByThemselves() {
        assertThat(read("{}")).isEqualTo(new TransferSettings(Duration.ofMinutes(5), true));
        assertThat(faults).isEmpty();
    }

    @Test
    void bothCanBeSet() {
        assertThat(read("{\"dataspace\": {\"transfers\": {\"token-life\": \"1m\", \"start\": \"manual\"}}}"))
                .isEqualTo(new TransferSettings(Duration.ofMinutes(1), false));
        assertThat(faults).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"token-life, 6m", "token-life, 5s", "start, never", "stop, now"})
    void whatIsNotPossibleIsToldWithItsPlace(String key, String value) {
        read("{\"dataspace\": {\"transfers\": {\"" + key + "\": \"" + value + "\"}}}");
        assertThat(faults).hasSize(1);
        assertThat(faults.getFirst()).contains("dataspace.transfers").contains(key);
    }
}
