package eu.twintown.node.demo;

import static org.assertj.core.api.Assertions.assertThat;

import eu.twintown.node.join.AuthorityApi;
import eu.twintown.node.join.NodeApi;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The whole demo, asked as a visitor would ask it. */
@Tag("demo")
class DemoTest {
    private static final String PARKING = "/ngsi-ld/v1/entities?type=OffStreetParking";

    @TempDir
    private static Path folder;

    private static DemoProcess demo;

    @BeforeAll
    static void start() throws Exception {
        demo = DemoProcess.start(folder).awaitReady();
    }

    @AfterAll
    static void stop() throws InterruptedException {
        demo.close();
    }

    @Test
    void saysWhatItDoesAndWhatToTry() {
        assertThat(demo.text())
                .contains("One request in Ghent", "30 car parks: ", "12 from Ghent (this node)", "18 from Münster")
                .contains("Ctrl-C stops everything")
                .doesNotContain("browser");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void eachCityIsAMemberByACredentialOfTheAuthority(int node) throws Exception {
        JsonNode organisation = json(demo.get(node, "/api/organisation"));
        JsonNode authority = json(demo.get(2, "/.well-known/did.json"));

        assertThat(organisation.get("credentials")).anySatisfy(credential -> {
            assertThat(credential.get("types").toString()).contains("MembershipCredential");
            assertThat(credential.get("state").asString()).isEqualTo("VALID");
            assertThat(credential.get("issuer").asString())
                    .isEqualTo(authority.get("id").asString());
        });
        try (NodeApi operator = demo.operator(node)) {
            JsonNode simpl = operator.get("/api/simpl");
            assertThat(simpl.get("state").asString()).isEqualTo("onboarded");
            assertThat(simpl.get("certificate").get("subject").asString())
                    .contains(node == 0 ? "CN=muenster.localhost" : "CN=ghent.localhost");
        }
        assertThat(demo.text()).contains(organisation.get("did").asString());
    }

    @Test
    void nothingWasAskedAcrossTheBorderBeforeBothWereMembers() {
        String text = demo.text();

        assertThat(text.split("holds a membership credential of Twintown Demo Data Space", -1))
                .hasSize(3);
        assertThat(text.indexOf("Both cities are members: from now on"))
                .isGreaterThan(text.lastIndexOf("holds a membership credential"));
        assertThat(text.indexOf("One request")).isGreaterThan(text.indexOf("Both cities are members: from now on"));
    }

    @Test
    void ghentIsUpAndAcceptsTheProof() throws Exception {
        demo.ask(0, PARKING);

        assertThat(json(demo.get(0, "/api/peers"))).singleElement().satisfies(peer -> {
            assertThat(peer.get("state").asString()).isEqualTo("up");
            assertThat(peer.path("refusal").isNull()).isTrue();
            assertThat(peer.get("country").asString()).isEqualTo("BE");
        });
    }

    @Test
    void ghentHasOfMuensterExactlyWhatTheAgreementsOpen() throws Exception {
        JsonNode counters = json(demo.ask(1, "/ngsi-ld/v1/entities?type=TrafficFlowObserved&limit=100"));
        assertThat(counters).hasSize(8); // of nine, one stands in another district
        JsonNode air = json(demo.ask(1, "/ngsi-ld/v1/entities?type=AirQualityObserved&limit=100"));
        assertThat(air).isEmpty();
        assertThat(demo.get(0, PARKING).statusCode()).isEqualTo(401);
        assertThat(demo.text())
                .contains("urn:dataset:muenster:car-parks: agreed", "urn:dataset:muenster:bicycle-counters: agreed")
                .containsPattern("urn:dataset:muenster:air-quality: refused: .*environment-agency");
    }

    @Test
    void ghentsCounterValuesAreThoseOfWholeHours() throws Exception {
        JsonNode counters = json(demo.ask(1, "/ngsi-ld/v1/entities?type=TrafficFlowObserved&limit=100"));
        for (JsonNode counter : counters) {
            Instant observed =
                    Instant.parse(counter.get("intensity").get("observedAt").asString());
            assertThat(observed.getEpochSecond() % 3600).isZero();
        }
    }

    @Test
    void ghentsCatalogueIsRefusedToStrangersAndReadByAMember() throws Exception {
        HttpResponse<String> refused = demo.get(1, "/catalogue");
        HttpResponse<String> allowed = demo.get(0, "/api/peers/ghent/catalogue?format=ttl");

        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(refused.body()).contains("participant");
        assertThat(allowed.statusCode()).isEqualTo(200);
        assertThat(allowed.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/turtle");
        assertThat(allowed.body()).contains("Car parks of Ghent, occupancy", "dcat:Catalog");
        assertThat(demo.text())
                .contains("  -> refused (401): ", "  -> answered (200): ", "/api/peers/ghent/catalogue?format=ttl'");
    }

    @Test
    void theNotaryOfTheReportCanSignInAndSecretsAreForTheirOwnerOnly() throws Exception {
        Path password = demo.folder().resolve("secrets/notary");
        assertThat(demo.text()).contains("notary", password.toString());
        assertThat(demo.text()).doesNotContain(Files.readString(password));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(password)))
                .isEqualTo("rw-------");

        try (AuthorityApi notary =
                new AuthorityApi(demo.layout().authority().url(""), "notary", Files.readString(password))) {
            assertThat(notary.waiting()).isEmpty();
            assertThat(notary.requestsOf("Stadt Münster")).singleElement().satisfies(request -> assertThat(
                            request.get("status").asString())
                    .isEqualTo("APPROVED"));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void oneRequestToEitherNodeGivesBothCitiesCarParksAndTheirSources(int node) throws Exception {
        HttpResponse<String> response = demo.ask(node, PARKING + "&limit=100&count=true&entityMap=true");

        Set<String> cities = new HashSet<>();
        json(response).forEach(entity -> cities.add(entity.get("id").asString().split(":")[3]));
        assertThat(cities).containsExactlyInAnyOrder("muenster", "ghent");
        assertThat(json(response)).hasSize(30);
        assertThat(response.headers().firstValue("NGSILD-Results-Count")).hasValue("30");
        assertThat(response.headers().allValues("NGSILD-Warning")).isEmpty();
        String map = response.headers().firstValue("NGSILD-EntityMap").orElseThrow();
        JsonNode sources = json(demo.ask(node, "/ngsi-ld/v1/entityMaps/" + map)).get("entityMap");
        assertThat(sources).hasSize(30);
        Set<String> registrations = new HashSet<>();
        sources.forEach(of -> of.forEach(source -> registrations.add(source.asString())));
        assertThat(registrations).hasSize(2).contains("@none");
    }

    @Test
    void pagingOverBothCitiesGivesEachCarParkOnce() throws Exception {
        List<String> ids = new ArrayList<>();
        for (int offset = 0; offset < 30; offset += 7) {
            HttpResponse<String> page = demo.ask(0, PARKING + "&limit=7&offset=" + offset);
            json(page).forEach(entity -> ids.add(entity.get("id").asString()));
        }

        assertThat(ids).hasSize(30).doesNotHaveDuplicates();
    }

    @Test
    void geoAndAttributeConditionsHoldAcrossTheBorder() throws Exception {
        JsonNode near = json(demo.ask(
                0,
                PARKING + "&georel=near%3BmaxDistance%3D%3D3000&geometry=Point&coordinates=%5B3.7253,51.0536%5D"
                        + "&q=totalSpotNumber%3E200&limit=100"));

        assertThat(near.size()).isPositive();
        near.forEach(entity -> {
            assertThat(entity.get("id").asString()).contains(":ghent:");
            assertThat(entity.get("totalSpotNumber").get("value").asInt()).isGreaterThan(200);
        });
    }

    @Test
    void theWeekBeforeNowIsHistoryAndNothingIsAheadOfTheClock() throws Exception {
        JsonNode history = json(demo.get(
                        1,
                        "/ngsi-ld/v1/temporal/entities/urn:ngsi-ld:OffStreetParking:ghent:vrijdagmarkt"
                                + "?attrs=availableSpotNumber&lastN=5000"))
                .get("availableSpotNumber");
        List<Instant> times = new ArrayList<>();
        history.forEach(
                instance -> times.add(Instant.parse(instance.get("observedAt").asString())));
        times.sort(null);

        assertThat(times).hasSizeGreaterThan(1500);
        assertThat(times.getLast())
                .isBeforeOrEqualTo(Instant.now())
                .isAfter(Instant.now().minus(Duration.ofHours(1)));
        assertThat(times.getFirst()).isBefore(Instant.now().minus(Duration.ofDays(6)));
    }

    @Test
    void muensterHasItsOtherModelsToo() throws Exception {
        JsonNode counters = json(demo.ask(0, "/ngsi-ld/v1/entities?type=TrafficFlowObserved&limit=100"));
        JsonNode air = json(demo.ask(0, "/ngsi-ld/v1/entities?type=AirQualityObserved&limit=100"));
        JsonNode districts = json(demo.ask(0, "/ngsi-ld/v1/entities?type=AdministrativeArea&limit=100"));

        assertThat(counters).hasSize(9);
        counters.forEach(counter ->
                assertThat(counter.get("location").has("locationPrecision")).isTrue());
        assertThat(air).hasSize(2);
        assertThat(air.get(0).get("no2").get("unitCode").asString()).isEqualTo("GQ");
        assertThat(districts).hasSize(6);
        assertThat(districts.get(0).get("location").get("value").get("type").asString())
                .isEqualTo("Polygon");
    }

    @Test
    void placesComeFromGaussKruegerAndTheMergeIsNamedInTheProvenance() throws Exception {
        JsonNode theatre =
                json(demo.ask(1, "/ngsi-ld/v1/entities/urn:ngsi-ld:OffStreetParking:muenster:parkhaus-theater"));
        JsonNode position = theatre.get("location").get("value").get("coordinates");

        assertThat(position.get(0).asDouble()).isBetween(7.62, 7.64);
        assertThat(position.get(1).asDouble()).isBetween(51.96, 51.98);
        assertThat(theatre.get("totalSpotNumber").get("value").asInt()).isEqualTo(748);
        assertThat(theatre.get("availableSpotNumber").has("observedAt")).isTrue();
        assertThat(theatre.get("provenance").toString())
                .contains("muenster-parking-places", "muenster-parking-free", "\"licenceConfirmed\":false");
    }

    @Test
    void theCatalogueNamesLicencesThatThePublisherDoesNotConfirm() throws Exception {
        String turtle = demo.get(0, "/catalogue?format=ttl").body();

        assertThat(turtle).contains("Licence unconfirmed", "as stated by the publisher", "Bicycle counters of Münster");
    }

    private static JsonNode json(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return JsonMapper.shared().readTree(response.body());
    }
}
