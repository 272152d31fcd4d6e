package eu.twintown.node.dataspace.binding;

import static org.assertj.core.api.Assertions.assertThat;

import eu.twintown.kernel.policy.city.CityProfile;
import eu.twintown.node.config.ConfigNode;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class BindingSettingsTest {
    private final List<String> faults = new ArrayList<>();

    private BindingSettings read(String json) {
        return BindingSettings.read(
                new ConfigNode(JsonMapper.shared().readTree(json), Path.of("."), faults).section("dataspace"));
    }

    @Test
    void withoutASectionNothingIsWishedForAndTransfersAreAskedForByThemselves() {
        assertThat(read("{}")).isEqualTo(new BindingSettings(List.of(), true, Duration.ofHours(1)));
        assertThat(faults).isEmpty();
    }

    @Test
    void aWishIsReadWithAllThatItMayHave() {
        BindingSettings settings = read("""
                {"dataspace": {"transfer-automatically": false, "supply": {"every": "10m"}, "agreements": [
                  {"participant": "did:web:muenster.example", "dataset": "Car parks"},
                  {"participant": "did:web:muenster.example", "address": "https://muenster.example/dsp",
                   "dataset": "urn:d:1", "offer": "research", "purpose": "research", "transfer": "push",
                   "expect": {"max-age": "10m", "entities": 12}}]}}""");
        assertThat(faults).isEmpty();
        assertThat(settings.automatic()).isFalse();
        assertThat(settings.supplyEvery()).isEqualTo(Duration.ofMinutes(10));
        assertThat(settings.agreements().getFirst().push()).isFalse();
        assertThat(settings.agreements().getLast())
                .isEqualTo(new Wish(
                        "did:web:muenster.example",
                        Optional.of(URI.create("https://muenster.example/dsp")),
                        "urn:d:1",
                        Optional.of("research"),
                        Optional.of(CityProfile.RESEARCH),
                        true,
                        Optional.of(Duration.ofMinutes(10)),
                        OptionalLong.of(12)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"participant\": \"Muenster\", \"dataset\": \"x\"} | is not a DID",
                "{\"participant\": \"did:web:m.example\"} | dataset",
                "{\"participant\": \"did:web:m.example\", \"dataset\": \"x\", \"purpose\": \"fun\"} | research, emergency or an IRI",
                "{\"participant\": \"did:web:m.example\", \"dataset\": \"x\", \"transfer\": \"carry\"} | transfer",
                "{\"participant\": \"did:web:m.example\", \"dataset\": \"x\", \"expects\": {}} | expects"
            })
    void whatIsWrongIsTold(String wish, String what) {
        read("{\"dataspace\": {\"agreements\": [" + wish + "]}}");
        assertThat(faults).anySatisfy(fault -> assertThat(fault).contains(what));
    }
}
