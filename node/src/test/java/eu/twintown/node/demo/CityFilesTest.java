package eu.twintown.node.demo;

import static org.assertj.core.api.Assertions.assertThat;

import eu.twintown.node.Settings;
import eu.twintown.node.authority.AuthoritySettings;
import eu.twintown.node.config.ConfigFile;
import eu.twintown.node.config.NodeConfig;
import eu.twintown.node.config.NodeConfigReader;
import eu.twintown.node.demo.replay.ReplayClock;
import eu.twintown.node.demo.replay.ReplayServer;
import eu.twintown.node.trust.did.Did;
import eu.twintown.node.trust.simpl.SimplSettings;
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
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

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
        NodeConfig muenster =
                read(TestLayout.files(replay, 1, folder).write(MUENSTER, GHENT, folder.resolve("muenster")));
        NodeConfig ghent = read(TestLayout.files(replay, 1, folder).write(GHENT, MUENSTER, folder.resolve("ghent")));

        assertThat(muenster.server().port()).isEqualTo(8081);
        assertThat(muenster.server().host()).isEqualTo("127.0.0.1");
        assertThat(muenster.peers()).singleElement().satisfies(peer -> {
            assertThat(peer.name()).isEqualTo("ghent");
            assertThat(peer.url()).isEqualTo(URI.create("http://127.0.0.1:8082"));
        });
        assertThat(ghent.peers().getFirst().url()).isEqualTo(URI.create("http://127.0.0.1:8081"));
        assertThat(ghent.peers().getFirst().types()).contains("OffStreetParking");
        assertThat(muenster.store().directory()).isNotEqualTo(ghent.store().directory());
        assertThat(muenster.root().list("sources")).hasSize(5);
        assertThat(ghent.root().list("sources")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 100})
    void everyAddressLeadsToTheReplayAndIsAnswered(int speed) throws Exception {
        List<String> addresses = new ArrayList<>();
        for (City city : List.of(MUENSTER, GHENT)) {
            Path file = TestLayout.files(replay, speed, folder)
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
    void everybodyNamesTheSameAuthorityAndItNamesThem() {
        Settings muenster = settings(TestLayout.files(replay, 1, folder).write(MUENSTER, GHENT, folder.resolve("m")));
        Settings ghent = settings(TestLayout.files(replay, 1, folder).write(GHENT, MUENSTER, folder.resolve("g")));
        Settings space = settings(TestLayout.files(replay, 1, folder).writeAuthority(folder.resolve("authority")));
        AuthoritySettings authority = AuthoritySettings.read(space.config(), false);

        for (Settings city : List.of(muenster, ghent)) {
            SimplSettings simpl = city.simpl().orElseThrow();
            assertThat(simpl.authority().tier1()).isEqualTo(authority.tier1Url());
            assertThat(simpl.authority().tier2()).isEqualTo(authority.tier2().url());
            assertThat(city.trust().anchors().configured()).singleElement().satisfies(anchor -> {
                assertThat(anchor.did())
                        .isEqualTo(
                                Did.web(space.config().identity().publicUrl()).value());
                assertThat(anchor.types()).containsExactly("MembershipCredential");
            });
            assertThat(city.dcp().settings().require()).containsExactly("MembershipCredential");
            assertThat(city.trust().dids().httpHosts()).contains("127.0.0.1:8081", "127.0.0.1:8082", "127.0.0.1:8083");
            assertThat(city.config().peers()).noneMatch(NodeConfig.Peer::fromStart);
        }
        assertThat(muenster.access().open()).contains("catalogue", "peer-catalogue");
        assertThat(ghent.access().open()).contains("entities").doesNotContain("catalogue", "peer-catalogue");
        assertThat(muenster.simpl().orElseThrow().tier2().port()).isEqualTo(8085);
        assertThat(ghent.simpl().orElseThrow().tier2().port()).isEqualTo(8086);
        assertThat(authority.tier2().port()).isEqualTo(8084);
        assertThat(authority.users()).singleElement().satisfies(user -> assertThat(user.roles())
                .contains("NOTARY"));
    }

    @Test
    void theRegistrationSaysTheSameAsTheConfiguration() {
        CityFiles files = TestLayout.files(replay, 1, folder);
        NodeConfig.Peer configured = read(files.write(MUENSTER, GHENT, folder.resolve("muenster")))
                .peers()
                .getFirst();
        JsonNode registration = JsonMapper.shared().readTree(files.registrationOfGhent());

        assertThat(registration.path("endpoint").asString())
                .isEqualTo(configured.url().toString());
        assertThat(registration.path("contextSourceAlias").asString()).isEqualTo(configured.name());
        assertThat(registration.path("registrationName").asString()).isEqualTo(configured.title());
        assertThat(registration.at("/information/0/entities").valueStream().map(entity -> entity.path("type")
                        .asString()))
                .containsExactlyElementsOf(configured.types());
    }

    @Test
    void secretsStandInTheConfigurationsAsHashesOnly() throws Exception {
        DemoSecrets secrets = DemoSecrets.make(folder);
        CityFiles files = new CityFiles(replay, 1, TestLayout.USUAL, secrets);

        for (Path file : List.of(
                files.writeAuthority(folder.resolve("authority")),
                files.write(MUENSTER, GHENT, folder.resolve("muenster")),
                files.write(GHENT, MUENSTER, folder.resolve("ghent")))) {
            assertThat(Files.readString(file))
                    .contains("pbkdf2-sha512$")
                    .doesNotContain(secrets.notary(), secrets.client(), "${");
        }
        assertThat(Files.readString(secrets.clientFile())).isEqualTo(secrets.client());
    }

    private static Settings settings(Path file) {
        return Settings.read(file, Map.of());
    }

    @Test
    void sourcesWhoseLicenceThePublisherDoesNotStateSaySo() {
        NodeConfig muenster = read(TestLayout.files(replay, 1, folder).write(MUENSTER, GHENT, folder));

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
