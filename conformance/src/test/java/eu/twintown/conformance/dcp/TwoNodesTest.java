package eu.twintown.conformance.dcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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

    private DcpNode authority;
    private DcpNode gent;
    private DcpNode muenster;
    private DcpNode stranger;

    @BeforeAll
    void start() {
        List<Integer> ports = List.of(DcpNode.freePort(), DcpNode.freePort(), DcpNode.freePort(), DcpNode.freePort());
        String issuer = DcpNode.did(ports.get(0));
        String trust = "trust:\n  anchors: [{did: \"" + issuer + "\", types: [MembershipCredential]}]\n";
        authority = new DcpNode("authority", ports.get(0), ports, """
                dcp:
                  issue: [{type: MembershipCredential, validity: 1h}]
                  holders: ["%s"]
                """.formatted(DcpNode.did(ports.get(2))));
        gent = new DcpNode("gent", ports.get(1), ports, trust);
        gent.write("POST", "/ngsi-ld/v1/entities", PARKING);
        String peer = """
                peers:
                  - {name: gent, country: BE, url: "http://127.0.0.1:%d/ngsi-ld/v1", types: [OffStreetParking]}
                """.formatted(ports.get(1));
        muenster = new DcpNode("muenster", ports.get(2), ports, trust + peer + """
                dcp:
                  ask: [{issuer: "%s", types: [MembershipCredential]}]
                """.formatted(issuer));
        stranger = new DcpNode("stranger", ports.get(3), ports, trust + peer);
    }

    @AfterAll
    void stop() {
        stranger.close();
        muenster.close();
        gent.close();
        authority.close();
    }

    private static HttpResponse<String> parkings(DcpNode node) {
        return node.read("/ngsi-ld/v1/entities?type=OffStreetParking");
    }

    @Test
    void aMemberSeesTheOtherCitysEntities() {
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() ->
                        assertThat(muenster.read("/api/organisation").body()).contains("MembershipCredential"));
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
        assertThat(gent.readAnonymously("/ngsi-ld/v1/entities?type=OffStreetParking")
                        .statusCode())
                .isEqualTo(401);
        assertThat(gent.readAnonymously("/health").statusCode()).isEqualTo(200);
    }

    private static Optional<String> peer(DcpNode node) {
        return Optional.of(JsonMapper.shared()
                        .readTree(node.read("/api/peers").body())
                        .path(0)
                        .path("refusal")
                        .asString(""))
                .filter(why -> !why.isEmpty());
    }
}
