package eu.twintown.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Clauses 5.5.4, 5.5.6 and 6.3.2: what a stranger can send, and what a node does not do yet. */
class LimitsTest {

    private final Caller caller = Caller.inFreshTenant(RunningNode.shared());

    private static String entityWith(String value) {
        return "{\"id\": \"urn:x:1\", \"type\": \"A\", \"p\": {\"type\": \"JsonProperty\", \"json\": " + value + "}}";
    }

    @Test
    void malformedJsonIsInvalidAndTellsLineAndColumn() {
        for (String body : List.of("{", "{\"id\" \"x\"}", "{'id': 1}", "nonsense", "{\"id\": \"urn:x:1\",}", "{} {}")) {
            Answer answer = caller.write("POST", "/entities", body)
                    .isProblem(400, body.equals("{} {}") ? "BadRequestData" : "InvalidRequest");
            assertThat(answer.json().get("detail").asString()).isNotBlank();
        }
    }

    @Test
    void tooDeepBodiesAreRefused() {
        caller.write("POST", "/entities", entityWith("[".repeat(200) + "]".repeat(200)))
                .isProblem(400, "InvalidRequest")
                .speaksOf("depth");
        caller.get("/entities/urn:x:1").hasStatus(404);
    }

    @Test
    void tooLargeBodiesAreRefusedBeforeTheyAreRead() {
        caller.write("POST", "/entities", entityWith("\"" + "x".repeat(RunningNode.MAX_BODY) + "\""))
                .isProblem(413, "PayloadTooLarge")
                .speaksOf("" + RunningNode.MAX_BODY);
        caller.get("/entities/urn:x:1").hasStatus(404);
    }

    @Test
    void absurdNumbersAreRefused() {
        caller.write("POST", "/entities", entityWith("1" + "0".repeat(5_000))).isProblem(400, "InvalidRequest");
    }

    @Test
    void bodiesThatAreNotUtf8AreRefused() {
        caller.write("POST", "/entities", "\uFEFF" + entityWith("1")).hasStatus(201);
    }

    @Test
    void brokenPercentEncodingIsRefused() {
        caller.get("/entities?type=%C3%28").isProblem(400, "InvalidRequest").speaksOf("percent");
    }

    /** Table 6.2-1: operations that are not there say so. */
    @ParameterizedTest
    @CsvSource({
        "DELETE, /entities?type=A, Purge Entities",
        "POST, /temporal/entities, Temporal Evolution",
        "DELETE, /temporal/entities/urn:x:1, Delete Temporal",
        "POST, /temporal/entities/urn:x:1/attrs, Add Attributes",
        "DELETE, /temporal/entities/urn:x:1/attrs/a, Delete Attribute",
        "PATCH, /temporal/entities/urn:x:1/attrs/a/urn:i:1, Modify Attribute instance",
        "DELETE, /temporal/entities/urn:x:1/attrs/a/urn:i:1, Delete Attribute instance",
        "POST, /csourceSubscriptions, Subscription",
        "GET, /csourceSubscriptions/urn:x:1, Subscription",
        "GET, /jsonldContexts, List",
        "POST, /jsonldContexts, Add",
        "GET, /info/sourceIdentity, Identity",
        "POST, /snapshots, Create Snapshot",
        "POST, /snapshots/urn:x:1/clone, Clone"
    })
    void operationsThatComeLaterAre501AndNameThemselves(String method, String path, String name) {
        caller.send(method, path, "").isProblem(501, "NotImplemented").speaksOf(name, "clause");
    }

    @Test
    void writesThatAreNotPublicAskWhoComesAndReadsDoNot() {
        try (RunningNode closed = RunningNode.startWith(Map.of("TWINTOWN_ACCESS_PUBLIC", "entities"))) {
            Caller outside = Caller.inDefaultTenant(closed);
            String car = "{\"id\": \"urn:x:1\", \"type\": \"A\"}";
            outside.write("POST", "/entities", car)
                    .isProblem(401, "Unauthorized")
                    .speaksOf("steward");
            outside.write("POST", "/entityOperations/upsert", "[" + car + "]").isProblem(401, "Unauthorized");
            outside.write("PATCH", "/entities/urn:x:1", "{}").isProblem(401, "Unauthorized");
            outside.write("PUT", "/entities/urn:x:1", car).isProblem(401, "Unauthorized");
            outside.write("PATCH", "/entities/urn:x:1/attrs/a", "{}").isProblem(401, "Unauthorized");
            outside.delete("/entities/urn:x:1").isProblem(401, "Unauthorized");
            outside.delete("/entities/urn:x:1/attrs/a").isProblem(401, "Unauthorized");
            outside.get("/types").hasStatus(200);
            outside.get("/entities?type=A").hasStatus(200);
        }
    }
}
