package eu.twintown.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** A node whose configuration names the context of requests that name none (key {@code server.default-context}). */
class DefaultContextTest {
    private static final String CITY = "https://twintown.eu/contexts/city.jsonld";
    private static final String CORE = "https://uri.etsi.org/ngsi-ld/v1/ngsi-ld-core-context-v1.9.jsonld";
    private static final String PARKING = "https://smartdatamodels.org/dataModel.Parking/OffStreetParking";

    private static final RunningNode NODE = RunningNode.startWith(Map.of("TWINTOWN_SERVER_DEFAULT_CONTEXT", CITY));
    private final Caller caller = Caller.inFreshTenant(NODE);

    @AfterAll
    static void stop() {
        NODE.close();
    }

    @Test
    void givesShortNamesTheirMeaningOnTheWayIn() {
        caller.create("{\"id\": \"urn:x:1\", \"type\": \"OffStreetParking\"}");

        assertThat(caller.get("/entities?type=" + Caller.encode(PARKING)).ids()).containsExactly("urn:x:1");
    }

    @Test
    void findsAndAnswersUnderShortNamesAndNamesTheContext() {
        caller.writeLd("POST", "/entities", """
                        {"@context": "%s", "id": "urn:x:2", "type": "%s"}""".formatted(CORE, PARKING)).hasStatus(201);

        Answer answer = caller.get("/entities?type=OffStreetParking");

        assertThat(answer.ids()).containsExactly("urn:x:2");
        assertThat(answer.json().get(0).get("type").asString()).isEqualTo("OffStreetParking");
        assertThat(answer.header("Link"))
                .hasValueSatisfying(link -> assertThat(link).contains(CITY));
    }

    @Test
    void givesWayToTheContextThatARequestNames() {
        caller.create("{\"id\": \"urn:x:3\", \"type\": \"OffStreetParking\"}");

        assertThat(caller.get("/entities?type=OffStreetParking", "Link", Caller.link(CORE))
                        .ids())
                .isEmpty();
    }
}
