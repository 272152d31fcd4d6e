package eu.twintown.node.federation;

import static org.assertj.core.api.Assertions.assertThat;

import eu.twintown.node.federation.TestNode.Answer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Evolutions of entities that other nodes hold (ETSI GS CIM 009 V1.9.1, clause 5.7.3.4). */
class FederatedHistoryTest {
    private static final String TEMPORAL = ", \"operations\": [\"federationOps\", \"retrieveTemporal\"]";

    private static TestNode a;
    private static TestNode b;

    @BeforeAll
    static void start() {
        a = TestNode.start(
                new FederationSettings("a", Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofMinutes(10)));
        b = TestNode.start("b");
    }

    @AfterAll
    static void stop() {
        a.close();
        b.close();
    }

    private static void observe(TestNode node, String type, String id, int free, int hour) {
        Answer answer = node.post("/entityOperations/upsert", """
                [{"id":"%s","type":"%s","name":{"type":"Property","value":"P"},
                  "free":{"type":"Property","value":%d,"observedAt":"2026-11-22T%02d:00:00Z"}}]
                """.formatted(id, type, free, hour));
        assertThat(answer.status()).as(answer.body()).isIn(201, 204);
    }

    private static List<Integer> free(Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        JsonNode free = answer.json().get("free");
        return (free.isArray() ? free.valueStream() : java.util.stream.Stream.of(free))
                .map(instance -> instance.get("value").asInt())
                .toList();
    }

    @Test
    void anotherNodesHistoryIsGivenInTheTimeAskedFor() {
        observe(b, "Past", "urn:past:1", 10, 10);
        observe(b, "Past", "urn:past:1", 11, 11);
        observe(b, "Past", "urn:past:1", 12, 12);
        a.register(b.url(), "Past", TEMPORAL);

        String path = "/temporal/entities/urn:past:1";
        assertThat(free(a.get(path))).containsExactly(10, 11, 12);
        assertThat(free(a.get(path + "?timerel=after&timeAt=2026-11-22T11:00:00Z")))
                .containsExactly(11, 12);
        assertThat(free(a.get(path + "?lastN=1"))).containsExactly(12);
        assertThat(a.get(path + "?attrs=free").json().has("name")).isFalse();
        assertThat(a.get(path + "?attrs=free&options=temporalValues")
                        .json()
                        .get("free")
                        .get("values"))
                .hasSize(3);
        assertThat(a.get(path + "?local=true").status()).isEqualTo(404);
        assertThat(a.get("/temporal/entities/urn:past:none").status()).isEqualTo(404);
    }

    @Test
    void whatBothNodesKnowStandsOnceAndInOrder() {
        observe(a, "Shared", "urn:shared:1", 9, 9);
        observe(a, "Shared", "urn:shared:1", 11, 11);
        observe(b, "Shared", "urn:shared:1", 10, 10);
        observe(b, "Shared", "urn:shared:1", 11, 11);
        observe(b, "Shared", "urn:shared:1", 12, 12);
        a.register(b.url(), "Shared", TEMPORAL);

        assertThat(free(a.get("/temporal/entities/urn:shared:1"))).containsExactly(9, 10, 11, 12);
        assertThat(free(a.get("/temporal/entities/urn:shared:1?lastN=2"))).containsExactly(12, 11);
    }

    /** The usual group of operations holds none about time (clause 4.20). */
    @Test
    void aSourceThatDoesNotOfferItIsNotAsked() {
        observe(b, "Present", "urn:present:1", 1, 10);
        a.register(b.url(), "Present", "");

        assertThat(a.get("/entities/urn:present:1").status()).isEqualTo(200);
        assertThat(a.get("/temporal/entities/urn:present:1").status()).isEqualTo(404);
    }

    @Test
    void aSourceThatFailsIsNamedAndTheRestIsGiven() {
        observe(a, "Gap", "urn:gap:1", 1, 10);
        String gone = a.register("http://127.0.0.1:1", "Gap", TEMPORAL);

        Answer answer = a.get("/temporal/entities/urn:gap:1");
        assertThat(free(answer)).containsExactly(1);
        assertThat(answer.warnings()).singleElement().asString().contains(gone);
        a.call("DELETE", "/csourceRegistrations/" + gone, "");
    }
}
