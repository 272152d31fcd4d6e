package eu.twintown.conformance.dcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import eu.twintown.conformance.city.City;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.json.JsonMapper;

/**
 * Three whole nodes: an authority that issues memberships, a city that shows its entities to members only, and another
 * city that federates with it and gets its membership by the protocol.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TwoNodesTest {
    private static final String PARKING = """
            {"id": "urn:ngsi-ld:OffStreetParking:gent:1", "type": "OffStreetParking",
             "availableSpotNumber": {"type": "Property", "value": 7}}""";

    private final City authority = new City("authority");
    private final City gent = new City("gent");
    private final City muenster = new City("muenster");
    private final City stranger = new City("stranger");

    @BeforeAll
    void start() {
        List<City> all = List.of(authority, gent, muenster, stranger);
        String members = "access: {public: [health], members: [entities]}\n" + City.identity(all);
        String trust =
                members + "trust:\n  anchors: [{did: \"" + authority.did() + "\", types: [MembershipCredential]}]\n";
        authority.start(members + """
                dcp:
                  issue: [{type: MembershipCredential, validity: 1h}]
                  holders: ["%s"]
                """.formatted(muenster.did()));
        gent.start(trust);
        gent.post("/ngsi-ld/v1/entities", PARKING);
        String peer = """
                peers:
                  - {name: gent, country: BE, url: "%s/ngsi-ld/v1", types: [OffStreetParking]}
                """.formatted(gent.url());
        muenster.start(trust + peer + """
                dcp:
                  ask: [{issuer: "%s", types: [MembershipCredential]}]
                """.formatted(authority.did()));
        stranger.start(trust + peer);
    }

    @AfterAll
    void stop() {
        stranger.close();
        muenster.close();
        gent.close();
        authority.close();
    }

    private static HttpResponse<String> parkings(City node) {
        return node.get("/ngsi-ld/v1/entities?type=OffStreetParking");
    }

    @Test
    void aMemberSeesTheOtherCitysEntities() {
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() ->
                        assertThat(muenster.get("/api/organisation").body()).contains("MembershipCredential"));
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            HttpResponse<String> answer = parkings(muenster);
            assertThat(answer.body()).contains("urn:ngsi-ld:OffStreetParking:gent:1");
            assertThat(answer.headers().firstValue("NGSILD-Warning")).isEmpty();
        });
        assertThat(peer(muenster)).isEmpty();
    }

    @Test
    void aNodeWithoutMembershipGetsNothingAndIsToldWhy() {
        HttpResponse<String> answer = parkings(stranger);
        assertThat(answer.body()).isEqualTo("[]");
        assertThat(answer.headers().firstValue("NGSILD-Warning"))
                .hasValueSatisfying(warning -> assertThat(warning).contains("401"));
        assertThat(peer(stranger)).hasValueSatisfying(why -> assertThat(why)
                .contains("A credential of type MembershipCredential is missing"));
    }

    @Test
    void whoAsksWithoutAnythingIsTurnedAway() {
        assertThat(gent.anonymously("/ngsi-ld/v1/entities?type=OffStreetParking")
                        .statusCode())
                .isEqualTo(401);
        assertThat(gent.anonymously("/health").statusCode()).isEqualTo(200);
    }

    private static Optional<String> peer(City node) {
        return Optional.of(JsonMapper.shared()
                        .readTree(node.get("/api/peers").body())
                        .path(0)
                        .path("refusal")
                        .asString(""))
                .filter(why -> !why.isEmpty());
    }
}
