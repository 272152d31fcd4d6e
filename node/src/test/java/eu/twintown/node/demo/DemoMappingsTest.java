package eu.twintown.node.demo;

import static org.assertj.core.api.Assertions.assertThat;

import eu.twintown.node.config.ConfigFile;
import eu.twintown.node.config.ConfigNode;
import eu.twintown.node.demo.replay.ReplayClock;
import eu.twintown.node.demo.replay.ReplayServer;
import eu.twintown.node.mediation.mapping.MappedEntity;
import eu.twintown.node.mediation.mapping.MappedRecord;
import eu.twintown.node.mediation.mapping.Mapping;
import eu.twintown.node.mediation.mapping.RawRecord;
import eu.twintown.node.mediation.mapping.SourceKind;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Both cities' mapping files on what the replay answers. */
class DemoMappingsTest {
    private static final Instant NOW = Instant.parse("2026-11-22T15:28:31Z");

    private final ReplayServer replay = new ReplayServer(new ReplayClock(() -> NOW, 1));
    private final List<String> dropped = new ArrayList<>();

    @TempDir
    private Path folder;

    @AfterEach
    void stop() {
        replay.close();
    }

    @Test
    void placesGiveSixteenCarParksWithPositions() throws Exception {
        assertThat(ids(read("muenster", "muenster-parking-places")))
                .hasSize(16)
                .contains("urn:ngsi-ld:OffStreetParking:muenster:parkhaus-bahnhofstrasse");
    }

    @Test
    void freePlacesHaveTheIdsOfThePlaces() throws Exception {
        Set<String> places = ids(read("muenster", "muenster-parking-places"));
        Set<String> values = ids(read("muenster", "muenster-parking-free"));

        assertThat(values).containsAll(places).hasSize(18);
    }

    @Test
    void countersAreNineAndCountTheTotal() throws Exception {
        List<MappedEntity> counts = read("muenster", "muenster-bicycle-counters");

        assertThat(ids(counts)).hasSize(9);
        assertThat(counts).hasSize(9 * 576);
        assertThat(counts).allSatisfy(count -> assertThat(count.toString()).contains("bicycle"));
    }

    @Test
    void airQualityHasTwoStationsAndAllHours() throws Exception {
        List<MappedEntity> hours = read("muenster", "muenster-air-quality");

        assertThat(ids(hours)).hasSize(2);
        assertThat(hours).hasSize(2 * 168);
    }

    @Test
    void districtsAreSix() throws Exception {
        assertThat(ids(read("muenster", "muenster-districts"))).hasSize(6);
    }

    @Test
    void ghentHasTwelveGaragesAndDropsNegativeOccupation() throws Exception {
        List<MappedEntity> states = read("ghent", "ghent-parking");

        assertThat(ids(states)).hasSize(12).contains("urn:ngsi-ld:OffStreetParking:ghent:b-park-gent-sint-pieters");
        assertThat(states).hasSize(12 * 1706);
        assertThat(dropped).isNotEmpty().allMatch(reason -> reason.contains("negative occupation"));
    }

    /** Everything that a source gives in its history, or at present where it has none, without a single fault. */
    private List<MappedEntity> read(String city, String source) throws Exception {
        City one = new City(city, city, 1);
        Path file = TestLayout.files(replay, 1, folder).write(one, one, folder.resolve(city));
        ConfigNode section = ConfigFile.read(file, Map.of()).root().list("sources").stream()
                .filter(found -> found.text("id").equals(source))
                .findFirst()
                .orElseThrow();
        ConfigFile mappingFile = ConfigFile.read(file.resolveSibling(section.text("mapping")), Map.of());
        Mapping mapping = Mapping.read(
                mappingFile.root(), SourceKind.valueOf(section.text("kind").toUpperCase(Locale.ROOT)));
        assertThat(mappingFile.faults()).isEmpty();
        List<MappedEntity> entities = new ArrayList<>();
        for (String address : section.texts(section.has("backfill") ? "backfill" : "fetch")) {
            Mapping.Pass pass = mapping.pass();
            for (RawRecord raw : mapping.decode(get(address), address.endsWith(".ndjson"))) {
                MappedRecord mapped = pass.map(raw);
                assertThat(mapped.faults()).isEmpty();
                entities.addAll(mapped.entities());
                dropped.addAll(mapped.dropped());
            }
        }
        return entities;
    }

    private static Set<String> ids(List<MappedEntity> entities) {
        return entities.stream().map(entity -> entity.id()).collect(Collectors.toSet());
    }

    private static byte[] get(String address) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                            HttpRequest.newBuilder(URI.create(address)).build(),
                            HttpResponse.BodyHandlers.ofByteArray())
                    .body();
        }
    }
}
