package eu.twintown.node.demo;

import static org.assertj.core.api.Assertions.assertThat;

import eu.twintown.node.config.ConfigFile;
import eu.twintown.node.config.NodeConfig;
import eu.twintown.node.config.NodeConfigReader;
import eu.twintown.node.demo.replay.ReplayClock;
import eu.twintown.node.demo.replay.ReplayServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CityFilesTest {
    private static final City MUENSTER = new City("muenster", "Münster", 8081);
    private static final City GHENT = new City("ghent", "Ghent", 8082);

    private final ReplayServer replay = new ReplayServer(new ReplayClock(InstantSource.system(), 1));

    @TempDir
    private Path folder;

    @AfterEach
    void stop() {
        replay.close();
    }

    @Test
    void theConfigurationsAreFineAndNameEachOtherAsPeers() {
        NodeConfig muenster = read(new CityFiles(replay, 1).write(MUENSTER, GHENT, folder.resolve("muenster")));
        NodeConfig ghent = read(new CityFiles(replay, 1).write(GHENT, MUENSTER, folder.resolve("ghent")));

        assertThat(muenster.server().port()).isEqualTo(8081);
        assertThat(muenster.server().host()).isEqualTo("127.0.0.1");
        assertThat(muenster.peers()).singleElement().satisfies(peer -> {
            assertThat(peer.name()).isEqualTo("ghent");
            assertThat(peer.url()).isEqualTo(URI.create("http://127.0.0.1:8082"));
        });
        assertThat(ghent.peers().getFirst().url()).isEqualTo(URI.create("http://127.0.0.1:8081"));
        assertThat(ghent.peers().getFirst().types()).contains("OffStreetParking", "AirQualityObserved");
        assertThat(muenster.store().directory()).isNotEqualTo(ghent.store().directory());
        assertThat(muenster.root().list("sources")).hasSize(5);
        assertThat(ghent.root().list("sources")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 100})
    void everyAddressLeadsToTheReplayAndIsAnswered(int speed) throws Exception {
        List<String> addresses = new ArrayList<>();
        for (City city : List.of(MUENSTER, GHENT)) {
            Path file = new CityFiles(replay, speed)
                    .write(city, city.equals(GHENT) ? MUENSTER : GHENT, folder.resolve(city.id()));
            assertThat(Files.readString(file)).doesNotContain("${");
            read(file).root().list("sources").forEach(source -> {
                addresses.addAll(source.texts("fetch"));
                addresses.addAll(source.texts("backfill"));
                assertThat(file.resolveSibling(source.text("mapping"))).exists();
            });
        }

        assertThat(addresses).hasSize(speed == 1 ? 15 + 19 : 15);
        try (HttpClient client = HttpClient.newHttpClient()) {
            for (String address : addresses) {
                assertThat(address).startsWith(replay.address() + "/");
                HttpRequest request =
                        HttpRequest.newBuilder(URI.create(address)).build();
                assertThat(client.send(request, HttpResponse.BodyHandlers.discarding())
                                .statusCode())
                        .as(address)
                        .isIn(200, 404);
            }
        }
    }

    @Test
    void sourcesWhoseLicenceThePublisherDoesNotStateSaySo() {
        NodeConfig muenster = read(new CityFiles(replay, 1).write(MUENSTER, GHENT, folder));

        assertThat(muenster.root().list("sources"))
                .filteredOn(source -> source.section("licence").flag("confirmed", true))
                .extracting(source -> source.text("id"))
                .containsExactly("muenster-bicycle-counters");
    }

    private static NodeConfig read(Path file) {
        ConfigFile read = ConfigFile.read(file, Map.of());
        NodeConfig config = NodeConfigReader.read(read.root());
        assertThat(read.faults()).isEmpty();
        return config;
    }
}
