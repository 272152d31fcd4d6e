package eu.twintown.node.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import eu.twintown.kernel.entity.Attribute;
import eu.twintown.kernel.entity.Entity;
import eu.twintown.kernel.jsonld.Context;
import eu.twintown.kernel.jsonld.WellKnownContexts;
import eu.twintown.kernel.query.TemporalQuery;
import eu.twintown.node.acquisition.Acquisition;
import eu.twintown.node.acquisition.EntityTarget;
import eu.twintown.node.acquisition.SourceConfig;
import eu.twintown.node.acquisition.SourceConfigReader;
import eu.twintown.node.acquisition.SourceStatus;
import eu.twintown.node.acquisition.SourceView;
import eu.twintown.node.config.ConfigFile;
import eu.twintown.node.demo.replay.ReplayClock;
import eu.twintown.node.demo.replay.ReplayServer;
import eu.twintown.node.http.outgoing.OutgoingClient;
import eu.twintown.node.http.outgoing.OutgoingRules;
import eu.twintown.node.mediation.DataModels;
import eu.twintown.store.Store;
import eu.twintown.store.StoreFixture;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The demo's real week of both cities through the real pipeline. */
class DemoSourcesTest {
    private static final City MUENSTER = new City("muenster", "Münster", 8081);
    private static final City GHENT = new City("ghent", "Ghent", 8082);
    private static final String PARKING = "https://smartdatamodels.org/dataModel.Parking/";

    private final ReplayServer replay = new ReplayServer(new ReplayClock(InstantSource.system(), 1));
    private final StoreFixture fixture = StoreFixture.open();
    private final Store store = fixture.store();
    private final Map<JsonNode, Context> contexts = new ConcurrentHashMap<>();
    private final OutgoingClient client = new OutgoingClient(OutgoingRules.PUBLIC_ONLY.allowing("127.0.0.0/8"));

    @TempDir
    private Path folder;

    @AfterEach
    void stop() {
        client.close();
        replay.close();
        fixture.close();
    }

    @Test
    void aWeekOfGhentComesInWithItsHistory() {
        Map<String, SourceView> views = read(GHENT, MUENSTER);
        SourceView parking = views.get("ghent-parking");
        // the source's own: at times it told fewer than no free places
        assertThat(store.documents().list("quarantine/ghent-parking", "", 20, 0))
                .hasSizeLessThan(20)
                .allSatisfy(record ->
                        assertThat(record.json()).contains("availableSpotNumber must have a minimum value of 0"));
        assertThat(parking.status().tally().dropped())
                .containsKey("occupancy: negative occupation: the stated capacity is too low");
        assertThat(store.entities().typeCounts("")).isEqualTo(Map.of(PARKING + "OffStreetParking", 12L));
        String id = "urn:ngsi-ld:OffStreetParking:ghent:sint-pietersplein";
        assertThat(instances(id, PARKING + "availableSpotNumber"))
                .hasSizeGreaterThan(1000)
                .isSorted();
        assertThat(instances(id, PARKING + "totalSpotNumber")).hasSizeLessThan(20);
    }

    @Test
    void aWeekOfMuensterComesInAndPlacesAndValuesMerge() {
        Map<String, SourceView> views = read(MUENSTER, GHENT);
        assertThat(views.values())
                .allSatisfy(view ->
                        assertThat(view.quarantined()).as(view.config().id()).isZero());
        assertThat(store.entities().typeCounts(""))
                .isEqualTo(Map.of(
                        PARKING + "OffStreetParking",
                        18L,
                        "https://smartdatamodels.org/dataModel.Transportation/TrafficFlowObserved",
                        9L,
                        "https://smartdatamodels.org/dataModel.Environment/AirQualityObserved",
                        2L,
                        "https://schema.org/AdministrativeArea",
                        6L));
        Entity theatre = store.entities()
                .get("", "urn:ngsi-ld:OffStreetParking:muenster:parkhaus-theater")
                .orElseThrow();
        assertThat(theatre.attributes())
                .containsKeys(
                        PARKING + "availableSpotNumber",
                        PARKING + "totalSpotNumber",
                        "https://uri.etsi.org/ngsi-ld/location");
        Attribute provenance =
                theatre.attributes().get("https://twintown.eu/terms/provenance").getFirst();
        assertThat(provenance.value().toString())
                .contains("muenster-parking-free", "muenster-parking-places", "\"licenceConfirmed\":false");
        assertThat(instances(theatre.id(), PARKING + "availableSpotNumber")).hasSizeGreaterThan(100);
        Entity counter = store.entities()
                .get("", "urn:ngsi-ld:TrafficFlowObserved:muenster:100031297")
                .orElseThrow();
        assertThat(counter.attributes()
                        .get("https://uri.etsi.org/ngsi-ld/location")
                        .getFirst()
                        .attributes())
                .containsKey("https://twintown.eu/terms/locationPrecision");
    }

    /** Reads all sources of a city once, with their backfill. */
    private Map<String, SourceView> read(City city, City peer) {
        ConfigFile file = ConfigFile.read(
                TestLayout.files(replay, 1, folder).write(city, peer, folder.resolve(city.id())), Map.of());
        DataModels models = DataModels.builtIn();
        List<SourceConfig> sources = new SourceConfigReader(models).read(file.root());
        assertThat(file.faults()).isEmpty();
        Acquisition.Surroundings surroundings = new Acquisition.Surroundings(
                EntityTarget.of(store.entities()),
                store.documents(),
                models,
                source -> contexts.computeIfAbsent(
                        source,
                        document -> Context.compile(
                                document, url -> WellKnownContexts.find(url).orElseThrow())),
                client::send,
                InstantSource.system());
        try (Acquisition acquisition = new Acquisition(sources, surroundings)) {
            acquisition.start();
            await().atMost(Duration.ofMinutes(2)).untilAsserted(() -> assertThat(acquisition.sources())
                    .allSatisfy(view -> assertThat(view.status().state())
                            .as(view.config().id() + " " + view.status().error())
                            .isEqualTo(SourceStatus.State.OK)));
            return acquisition.sources().stream()
                    .collect(Collectors.toMap(view -> view.config().id(), view -> view));
        }
    }

    private List<String> instances(String id, String attribute) {
        return store
                .history()
                .read("", id, List.of(attribute), TemporalQuery.ALL)
                .orElseThrow()
                .attributes()
                .get(attribute)
                .stream()
                .map(instance -> String.valueOf(instance.observedAt()))
                .toList();
    }
}
