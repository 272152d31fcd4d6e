package eu.twintown.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Clauses 5.7.3, 5.7.4, 6.18.3.2, 6.19.3.1 and 6.24: temporal evolutions. */
class TemporalTest {

    private static final String CAR = "/temporal/entities/urn:x:car:1";
    private static final Caller CALLER = Caller.inFreshTenant(RunningNode.shared());

    @BeforeAll
    static void create() {
        for (int car = 1; car <= 3; car++) {
            CALLER.create("""
                    {"id": "urn:x:car:%d", "type": "Car",
                     "speed": {"type": "Property", "value": %d, "observedAt": "2022-12-01T10:00:00Z"},
                     "driver": {"type": "Relationship", "object": "urn:x:p:0", "observedAt": "2022-12-01T10:00:00Z"}}""".formatted(car, 100 * car));
            for (int hour = 11; hour <= 14; hour++) {
                CALLER.write("PATCH", "/entities/urn:x:car:" + car + "/attrs/speed", """
                                {"value": %d, "observedAt": "2022-12-01T%d:00:00Z"}""".formatted(
                                        100 * car + hour, hour))
                        .hasStatus(204);
            }
        }
    }

    private static List<Integer> values(JsonNode attribute) {
        return attribute.valueStream().map(i -> i.get("value").asInt()).toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "?attrs=speed                                                  # 100 111 112 113 114",
                "?timerel=before&timeAt=2022-12-01T12:00:00Z                   # 100 111",
                "?timerel=after&timeAt=2022-12-01T12:00:00Z                    # 112 113 114",
                "?timerel=between&timeAt=2022-12-01T11:00:00Z&endTimeAt=2022-12-01T13:00:00Z # 111 112",
                "?lastN=2                                                      # 113 114",
                "?lastN=1&timerel=before&timeAt=2022-12-01T13:00:00Z           # 112"
            })
    void thePartOfTheHistoryAskedForComesBack(String query, String expected) {
        JsonNode entity = CALLER.get(CAR + query).hasStatus(200).json();

        assertThat(entity.get("type").asString()).isEqualTo("Car");
        assertThat(values(entity.get("speed")).stream().map(String::valueOf))
                .containsExactlyInAnyOrder(expected.split(" "));
    }

    @Test
    void theSimplifiedFormIsValuesWithTimes() {
        for (String query : List.of("?format=temporalValues", "?options=temporalValues")) {
            JsonNode entity = CALLER.get(CAR + query).hasStatus(200).json();

            assertThat(entity.at("/speed/type").asString()).isEqualTo("Property");
            assertThat(entity.at("/speed/values")).hasSize(5);
            assertThat(entity.at("/speed/values/0/0").asInt()).isEqualTo(100);
            assertThat(entity.at("/speed/values/0/1").asString()).isEqualTo("2022-12-01T10:00:00Z");
            assertThat(entity.at("/driver/objects/0/0").asString()).isEqualTo("urn:x:p:0");
            assertThat(entity.has("createdAt")).isFalse();
        }
    }

    @Test
    void theTimeOfAValueIsTheOneAskedFor() {
        JsonNode entity = CALLER.get(CAR
                        + "?options=temporalValues&timeproperty=modifiedAt&timerel=after&timeAt=2023-01-01T00:00:00Z")
                .hasStatus(200)
                .json();

        assertThat(entity.at("/speed/values/0/1").asString()).isGreaterThan("2026");
    }

    @Test
    void pickAndOmitChooseAttributes() {
        assertThat(CALLER.get(CAR + "?pick=id,driver").json().propertyNames())
                .containsExactlyInAnyOrder("id", "driver");
        assertThat(CALLER.get(CAR + "?omit=driver").json().has("driver")).isFalse();
    }

    @Test
    void whatIsNotKnownIs404() {
        CALLER.get("/temporal/entities/urn:x:none").isProblem(404, "ResourceNotFound");
        CALLER.get("/temporal/entities/none").isProblem(400, "BadRequestData");
    }

    /** 6.18.3.2. */
    @Test
    void queryByTypeGivesTheEvolutionOfEach() {
        Answer answer = CALLER.get("/temporal/entities?type=Car&attrs=speed&timerel=after&timeAt=2022-12-01T13:00:00Z")
                .hasStatus(200);

        assertThat(answer.ids()).containsExactlyInAnyOrder("urn:x:car:1", "urn:x:car:2", "urn:x:car:3");
        assertThat(values(answer.json().at("/0/speed"))).hasSize(2);
        assertThat(answer.json().get(0).has("driver")).isFalse();
    }

    @Test
    void entitiesWithoutInstancesInTheTimeAreLeftOut() {
        assertThat(CALLER.get("/temporal/entities?type=Car&timerel=after&timeAt=2030-01-01T00:00:00Z")
                        .hasStatus(200)
                        .body())
                .isEqualTo("[]");
    }

    /** Clause 5.7.4.4: values are checked against the instances in the time, not against the present. */
    @Test
    void valuesAreCheckedAgainstTheHistory() {
        assertThat(CALLER.get("/temporal/entities?type=Car&q=speed==211&timerel=after&timeAt=2022-12-01T10:00:00Z")
                        .ids())
                .containsExactly("urn:x:car:2");
        assertThat(CALLER.get("/temporal/entities?type=Car&q=speed==211&timerel=after&timeAt=2022-12-01T12:00:00Z")
                        .ids())
                .isEmpty();
    }

    @Test
    void pagesAndCount() {
        String query = "/temporal/entities?type=Car&timerel=after&timeAt=2022-12-01T10:00:00Z&count=true&limit=2";
        Answer first = CALLER.get(query).hasStatus(200);

        assertThat(first.ids()).hasSize(2);
        assertThat(first.header("NGSILD-Results-Count")).hasValue("3");
        assertThat(first.headers("Link")).anyMatch(link -> link.contains("rel=\"next\""));
        assertThat(CALLER.get(query + "&offset=2").ids()).hasSize(1).doesNotContainAnyElementsOf(first.ids());
    }

    /** 6.24.3.1. */
    @Test
    void queryByPost() {
        Answer answer = CALLER.write("POST", "/temporal/entityOperations/query?options=temporalValues", """
                {"type": "Query", "entities": [{"type": "Car", "id": "urn:x:car:3"}], "attrs": ["speed"],
                 "temporalQ": {"timerel": "between", "timeAt": "2022-12-01T11:00:00Z",
                               "endTimeAt": "2022-12-01T13:00:00Z", "lastN": 1}}""")
                .hasStatus(200);

        assertThat(answer.json().at("/0/speed/values/0/0").asInt()).isEqualTo(312);
        CALLER.write("POST", "/temporal/entityOperations/query", "{\"type\": \"Query\", \"temporalQ\": {\"when\": 1}}")
                .isProblem(400, "BadRequestData")
                .pointsTo("/temporalQ/when");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "?type=Car # timerel",
                "?type=Car&timerel=after # timeAt",
                "?type=Car&timerel=around&timeAt=2022-12-01T10:00:00Z # timerel",
                "?type=Car&timerel=after&timeAt=noon # timeAt",
                "?type=Car&timerel=between&timeAt=2022-12-01T10:00:00Z # endTimeAt",
                "?type=Car&timerel=after&timeAt=2022-12-01T10:00:00Z&lastN=0 # lastN",
                "?type=Car&timerel=after&timeAt=2022-12-01T10:00:00Z&timeproperty=seenAt # timeproperty",
                "?timerel=after&timeAt=2022-12-01T10:00:00Z # type"
            })
    void badTemporalQueriesAreRefused(String query, String parameter) {
        Answer answer = CALLER.get("/temporal/entities" + query).isProblem(400, "BadRequestData");

        assertThat(answer.json().get("parameter").asString()).isEqualTo(parameter);
    }

    @Test
    void whatComesLaterIs501() {
        CALLER.get(CAR + "?format=aggregatedValues")
                .isProblem(501, "NotImplemented")
                .speaksOf("ggregation");
        CALLER.get(CAR + "?aggrMethods=avg").isProblem(501, "NotImplemented");
        CALLER.get(CAR + "?options=loud").isProblem(400, "InvalidRequest");
    }
}
