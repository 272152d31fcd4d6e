package eu.twintown.node.mediation;

import static org.assertj.core.api.Assertions.assertThat;

import eu.twintown.node.config.ConfigNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

class DataModelsTest {
    private static final String PARK =
            "'id': 'urn:x:1', 'type': 'OffStreetParking', 'location': {'type': 'Point', 'coordinates': [7, 51]}";
    private static final String AIR =
            "'id': 'urn:x:1', 'type': 'AirQualityObserved', 'location': {'type': 'Point', 'coordinates': [7, 51]}";
    private static final String FLOW = "'id': 'urn:x:1', 'type': 'TrafficFlowObserved'";

    @TempDir
    private Path folder;

    private static List<String> violations(String model, String members, boolean part) {
        return DataModels.builtIn()
                .find(model)
                .orElseThrow()
                .violations(new JsonMapper().readTree("{" + members.replace('\'', '"') + "}"), part)
                .stream()
                .map(violation -> violation.pointer() + ": " + violation.sentence())
                .toList();
    }

    @Test
    void goodEntitiesAreFine() {
        assertThat(violations(
                        "OffStreetParking",
                        PARK + ", 'totalSpotNumber': 100, 'availableSpotNumber': 0, 'occupancy': 1, 'status': ['open'],"
                                + " 'source': ['a', 'b'], 'name': {'languageMap': {'de': 'x'}}",
                        false))
                .isEmpty();
        assertThat(violations(
                        "AirQualityObserved",
                        AIR + ", 'dateObserved': '2022-12-01T08:00:00Z', 'no2': 19.5, 'typeofLocation': 'outdoor'",
                        false))
                .isEmpty();
        assertThat(violations(
                        "TrafficFlowObserved",
                        FLOW + ", 'dateObserved': '2022-12-01T08:00:00Z', 'intensity': 12, 'vehicleType': 'bicycle'",
                        false))
                .isEmpty();
        assertThat(violations(
                        "AdministrativeArea",
                        "'id': 'urn:x:1', 'type': 'AdministrativeArea', 'name': 'Mitte', 'location': {'type': 'Polygon',"
                                + " 'coordinates': [[[7, 51], [8, 51], [8, 52], [7, 51]]]}",
                        false))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "'availableSpotNumber': -3; /availableSpotNumber; must have a minimum value of 0, and is -3",
                "'totalSpotNumber': 0; /totalSpotNumber; must have a minimum value of 1",
                "'totalSpotNumber': '100'; /totalSpotNumber; integer expected",
                "'availableSpotNumber': 1.5; /availableSpotNumber; integer expected",
                "'occupancy': 1.2; /occupancy; must have a maximum value of 1",
                "'status': ['frei']; /status/0; does not have a value in the enumeration",
                "'occupancyModified': 'today'; /occupancyModified; date-time",
            })
    void typesRangesAndListsOfCarParksAreChecked(String member, String pointer, String sentence) {
        assertThat(violations("OffStreetParking", PARK + ", " + member, false))
                .singleElement()
                .asString()
                .startsWith(pointer + ": ")
                .contains(sentence);
    }

    @Test
    void whatIsRequiredMayBeMissingInAPart() {
        String noPlace = "'id': 'urn:x:1', 'type': 'OffStreetParking', 'availableSpotNumber': 5";
        assertThat(violations("OffStreetParking", noPlace, true)).isEmpty();
        assertThat(violations("OffStreetParking", noPlace, false))
                .singleElement()
                .asString()
                .contains("required property 'location' not found");
        assertThat(violations("OffStreetParking", noPlace.replace("5", "-5"), true))
                .hasSize(1);
        assertThat(violations("AirQualityObserved", AIR, false)).hasSize(1);
        assertThat(violations("TrafficFlowObserved", FLOW, false)).hasSize(1);
    }

    @Test
    void modelsCanBeConfigured() throws IOException {
        Files.writeString(
                folder.resolve("bin.json"),
                "{\"required\": [\"level\"], \"properties\": {\"level\": {\"type\": \"number\"}}}");
        DataModels models =
                read("models: [{id: Bin, version: 2.1, type: 'https://example.org/Bin', schema: bin.json}]", List.of());
        DataModel bin = models.find("Bin").orElseThrow();
        assertThat(bin.version()).isEqualTo("2.1");
        assertThat(bin.violations(new JsonMapper().readTree("{\"level\": \"full\"}"), false))
                .hasSize(1);
        assertThat(models.ids()).contains("Bin", "OffStreetParking");
    }

    @Test
    void faultsOfConfiguredModelsAreTold() throws IOException {
        Files.writeString(folder.resolve("broken.json"), "{");
        read("models: [{id: A, type: t, schema: none.json}]", List.of("models[0].schema: cannot be read: "));
        read("models: [{id: A, type: t, schema: broken.json}]", List.of("models[0].schema: is not a JSON Schema: "));
        read("models: [{type: t, shape: x}]", List.of("models[0].shape: unknown key", "models[0].id: is missing"));
    }

    private DataModels read(String yaml, List<String> expected) {
        List<String> faults = new ArrayList<>();
        DataModels models = DataModels.read(new ConfigNode(new YAMLMapper().readTree(yaml), folder, faults));
        assertThat(expected).allSatisfy(start -> assertThat(faults).anyMatch(fault -> fault.startsWith(start)));
        if (expected.isEmpty()) {
            assertThat(faults).isEmpty();
        }
        return models;
    }
}
