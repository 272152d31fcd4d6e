package eu.twintown.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Clauses 6.14 to 6.17 and 6.31: batch operations. */
class BatchTest {

    private final Caller caller = Caller.inFreshTenant(RunningNode.shared());

    private static String car(int number, int speed) {
        return "{\"id\": \"urn:x:car:%d\", \"type\": \"Car\", \"speed\": {\"type\": \"Property\", \"value\": %d}}"
                .formatted(number, speed);
    }

    private static String cars(int from, int to, int speed) {
        return IntStream.range(from, to).mapToObj(i -> car(i, speed)).collect(Collectors.joining(",", "[", "]"));
    }

    private Answer batch(String operation, String body) {
        return caller.write("POST", "/entityOperations/" + operation, body);
    }

    private int speed(int number) {
        return caller.entity("urn:x:car:" + number).at("/speed/value").asInt();
    }

    private static List<String> strings(JsonNode array) {
        return array.valueStream().map(JsonNode::asString).toList();
    }

    /** 6.14.3.1. */
    @Test
    void createAnswers201WithTheIds() {
        Answer answer = batch("create", cars(0, 3, 10)).hasStatus(201);

        assertThat(strings(answer.json())).containsExactlyInAnyOrder("urn:x:car:0", "urn:x:car:1", "urn:x:car:2");
        assertThat(speed(2)).isEqualTo(10);
    }

    @Test
    void createOfSomeThatExistAnswers207AndCreatesTheOthers() {
        caller.create(car(1, 1));
        Answer answer = batch("create", cars(0, 3, 10)).hasStatus(207);

        assertThat(strings(answer.json().get("success"))).containsExactlyInAnyOrder("urn:x:car:0", "urn:x:car:2");
        JsonNode error = answer.json().at("/errors/0");
        assertThat(error.get("entityId").asString()).isEqualTo("urn:x:car:1");
        assertThat(error.at("/error/type").asString()).endsWith("/AlreadyExists");
        assertThat(error.at("/error/status").asInt()).isEqualTo(409);
        assertThat(speed(1)).isEqualTo(1);
    }

    @Test
    void theSameIdTwiceInOneBatchIsCreatedOnce() {
        Answer answer = batch("create", "[" + car(1, 1) + "," + car(1, 2) + "]").hasStatus(207);

        assertThat(strings(answer.json().get("success"))).containsExactly("urn:x:car:1");
        assertThat(answer.json().get("errors")).hasSize(1);
        assertThat(speed(1)).isEqualTo(1);
    }

    @Test
    void anEntityThatIsNotValidIsAnErrorOfItsOwnWithItsPlace() {
        Answer answer = batch("create", """
                [%s, {"type": "Car", "speed": {"type": "Property", "value": {"deep": [1, {"er": [2]}]}, "observedAt": "noon"},
                      "more": [1, [2, {"x": {}}]], "id": "urn:x:bad"}, %s]""".formatted(car(1, 1), car(2, 2))).hasStatus(207);

        assertThat(strings(answer.json().get("success"))).containsExactlyInAnyOrder("urn:x:car:1", "urn:x:car:2");
        JsonNode error = answer.json().at("/errors/0");
        assertThat(error.get("entityId").asString()).isEqualTo("urn:x:bad");
        assertThat(error.at("/error/index").asString()).isEqualTo("1");
        assertThat(error.at("/error/pointer").asString()).startsWith("/1/speed");
        assertThat(error.at("/error/type").asString()).endsWith("/BadRequestData");
    }

    /** 6.15.3.1. */
    @Test
    void upsertCreatesAndReplaces() {
        caller.create("""
                {"id": "urn:x:car:1", "type": "Car", "doors": {"type": "Property", "value": 4}}""");
        Answer answer = batch("upsert", cars(0, 2, 20)).hasStatus(201);

        assertThat(strings(answer.json())).containsExactly("urn:x:car:0");
        assertThat(speed(1)).isEqualTo(20);
        assertThat(caller.entity("urn:x:car:1").has("doors")).isFalse();
        batch("upsert", cars(0, 2, 30)).hasStatus(204);
        assertThat(speed(0)).isEqualTo(30);
    }

    @Test
    void upsertWithUpdateKeepsWhatItDoesNotName() {
        caller.create("""
                {"id": "urn:x:car:1", "type": "Car", "doors": {"type": "Property", "value": 4}}""");
        batch("upsert?options=update", cars(1, 2, 20)).hasStatus(204);

        assertThat(speed(1)).isEqualTo(20);
        assertThat(caller.entity("urn:x:car:1").has("doors")).isTrue();
    }

    /** 6.16.3.1. */
    @Test
    void updateAppendsToWhatIsThereAndRefusesTheRest() {
        caller.create(car(1, 1));
        Answer answer = batch("update", cars(1, 3, 5)).hasStatus(207);

        assertThat(strings(answer.json().get("success"))).containsExactly("urn:x:car:1");
        assertThat(answer.json().at("/errors/0/entityId").asString()).isEqualTo("urn:x:car:2");
        assertThat(answer.json().at("/errors/0/error/type").asString()).endsWith("/ResourceNotFound");
        assertThat(speed(1)).isEqualTo(5);
        batch("update", cars(1, 2, 6)).hasStatus(204);
    }

    @Test
    void updateWithNoOverwriteLeavesWhatIsThere() {
        caller.create(car(1, 1));
        batch("update?options=noOverwrite", """
                [{"id": "urn:x:car:1", "type": "Car", "speed": {"type": "Property", "value": 9},
                  "doors": {"type": "Property", "value": 2}}]""").hasStatus(204);

        assertThat(speed(1)).isEqualTo(1);
        assertThat(caller.entity("urn:x:car:1").at("/doors/value").asInt()).isEqualTo(2);
    }

    /** 6.31.3.1. */
    @Test
    void mergeMergesAndNullDeletes() {
        caller.create(car(1, 1));
        caller.create(car(2, 2));
        batch("merge", """
                [{"id": "urn:x:car:1", "speed": "urn:ngsi-ld:null"},
                 {"id": "urn:x:car:2", "speed": {"unitCode": "KMH"}}]""").hasStatus(204);

        assertThat(caller.entity("urn:x:car:1").has("speed")).isFalse();
        assertThat(speed(2)).isEqualTo(2);
        assertThat(caller.entity("urn:x:car:2").at("/speed/unitCode").asString())
                .isEqualTo("KMH");
        batch("merge", cars(2, 4, 1)).hasStatus(207);
    }

    /** 6.17.3.1. */
    @Test
    void deleteDeletesWhatIsThereAndNamesTheRest() {
        batch("create", cars(0, 3, 1));
        batch("delete", "[\"urn:x:car:0\", \"urn:x:car:1\"]").hasStatus(204);
        Answer answer = batch("delete", "[\"urn:x:car:2\", \"urn:x:car:9\"]").hasStatus(207);

        assertThat(strings(answer.json().get("success"))).containsExactly("urn:x:car:2");
        assertThat(answer.json().at("/errors/0/entityId").asString()).isEqualTo("urn:x:car:9");
        assertThat(caller.get("/entities?type=Car").ids()).isEmpty();
    }

    @Test
    void aThousandEntitiesGoInOneRequest() {
        batch("upsert", cars(0, 1_000, 1)).hasStatus(201);

        assertThat(caller.get("/entities?type=Car&limit=0&count=true").header("NGSILD-Results-Count"))
                .hasValue("1000");
        batch("upsert", cars(0, 1_000, 2)).hasStatus(204);
        assertThat(speed(999)).isEqualTo(2);
    }

    @Test
    void eachEntityOfJsonLdBringsItsContext() {
        String context = "{\"tempo\": \"https://uri.etsi.org/ngsi-ld/default-context/speed\"}";
        caller.writeLd("POST", "/entityOperations/create", """
                        [{"@context": %s, "id": "urn:x:car:1", "type": "Car", "tempo": {"type": "Property", "value": 3}},
                         {"id": "urn:x:car:2", "type": "Car", "speed": {"type": "Property", "value": 4},
                          "@context": "https://uri.etsi.org/ngsi-ld/v1/ngsi-ld-core-context-v1.8.jsonld"}]""".formatted(context))
                .hasStatus(201);

        assertThat(speed(1)).isEqualTo(3);
        assertThat(speed(2)).isEqualTo(4);
        caller.writeLd("POST", "/entityOperations/create", "[" + car(3, 1) + "]")
                .isProblem(400, "BadRequestData")
                .speaksOf("@context");
        batch("create", "[" + car(3, 1) + ", {\"@context\": {}, \"id\": \"urn:x:car:4\", \"type\": \"Car\"}]")
                .isProblem(400, "BadRequestData");
        caller.get("/entities/urn:x:car:3").hasStatus(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"create", "upsert", "update", "merge", "delete"})
    void whatIsNoBatchIsRefusedAsAWhole(String operation) {
        batch(operation, "[]").isProblem(400, "BadRequestData");
        batch(operation, "{}").isProblem(400, "BadRequestData");
        batch(operation, "[null]").isProblem(400, "BadRequestData").pointsTo("/0");
        batch(operation, "[" + car(1, 1) + ", 7]").isProblem(400, "BadRequestData");
        batch(operation, "[" + car(1, 1) + ", {\"id\": }]").isProblem(400, "InvalidRequest");
        batch(operation, "[" + car(1, 1)).isProblem(400, "InvalidRequest");
        batch(operation + "?options=loud", "[]").hasStatus(400);
        caller.get("/entities/urn:x:car:1").hasStatus(404);
    }
}
