package eu.twintown.node.access.enforce;

import static eu.twintown.node.access.enforce.GuardedNode.DISTRICT;
import static eu.twintown.node.access.enforce.GuardedNode.encode;
import static eu.twintown.node.access.enforce.GuardedNode.scope;
import static eu.twintown.node.access.enforce.Things.observed;
import static eu.twintown.node.access.enforce.Things.point;
import static eu.twintown.node.access.enforce.Things.square;
import static eu.twintown.node.access.enforce.Things.thing;
import static org.assertj.core.api.Assertions.assertThat;

import eu.twintown.node.access.enforce.GuardedNode.Answer;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Values that stand for a period of time or an area: single ones cannot be had in any way. */
class AggregatedReadsTest {
    private static final String ENTITIES = "/ngsi-ld/v1/entities";
    private static final String TEMPORAL = "/ngsi-ld/v1/temporal/entities";
    private static final String HOURLY = """
            "constraint": {"leftOperand": "city:temporalAggregation", "operator": "gteq",
              "rightOperand": {"@value": "PT1H", "@type": "xsd:duration"}}""";
    private static final String BY_DISTRICT = """
            "constraint": {"leftOperand": "city:spatialAggregation", "operator": "isAnyOf",
              "rightOperand": ["district", "city"]}""";

    private static GuardedNode node;

    @BeforeAll
    static void start() {
        node = new GuardedNode();
        node.now("2026-11-22T08:00:00Z");
        node.store(
                thing(
                        "c1",
                        "Counter",
                        "count",
                        observed(10, "2026-11-22T09:10:00Z"),
                        "status",
                        "\"ok\"",
                        "location",
                        point(1, 1)),
                thing("c2", "Counter", "count", observed(4, "2026-11-22T09:20:00Z"), "location", point(1.5, 1.5)),
                thing("c5", "Counter", "count", observed(2, "2026-11-22T10:15:00Z"), "location", point(0.5, 0.5)),
                thing("c3", "Counter", "count", observed(100, "2026-11-22T09:30:00Z"), "location", point(5, 5)),
                thing("c4", "Counter", "count", observed(7, "2026-11-22T09:40:00Z"), "location", point(50, 50)));
        node.update(thing("c1", "Counter", "count", observed(20, "2026-11-22T09:50:00Z")));
        node.update(thing("c1", "Counter", "count", observed(1, "2026-11-22T10:00:00Z")));
        node.update(thing("c1", "Counter", "count", observed(3, "2026-11-22T10:20:00Z")));
        node.update(thing("c2", "Counter", "count", observed(6, "2026-11-22T10:30:00Z")));
        node.update(thing("c1", "Counter", "count", observed(77, "2026-11-22T11:05:00Z")));
        node.now("2026-11-22T11:30:00Z");
        node.agree("urn:x:hourly", HOURLY, "Counter");
        node.agree("urn:x:district", BY_DISTRICT, "Counter");
        node.agree("urn:x:both", GuardedNode.policy("""
                "permission": [{"action": "use", "constraint": [
                  {"leftOperand": "city:temporalAggregation", "operator": "gteq",
                   "rightOperand": {"@value": "PT1H", "@type": "xsd:duration"}},
                  {"leftOperand": "city:spatialAggregation", "operator": "isAnyOf", "rightOperand": "district"}]}]"""), scope("Counter"));
        String type = DISTRICT.substring(DISTRICT.lastIndexOf('/') + 1);
        node.store(
                thing("d1", type, "location", square(0, 0, 2, 2)), thing("d2", type, "location", square(4, 4, 6, 6)));
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @Test
    void aValueIsTheMeanOfTheLastHourThatIsOver() {
        JsonNode counter = node.under("urn:x:hourly", ENTITIES + "/urn:x:c1").json();

        assertThat(counter.path("count").path("value").asDouble()).isEqualTo(2);
        assertThat(counter.path("count").path("observedAt").asString()).isEqualTo("2026-11-22T10:00:00Z");
        assertThat(counter.path("count").toString()).contains("PT1H");
        assertThat(counter.toString()).doesNotContain("77");
    }

    @Test
    void whatWasNotObservedInThatHourIsNotShown() {
        assertThat(node.under("urn:x:hourly", ENTITIES + "/urn:x:c3").json().has("count"))
                .isFalse();
        assertThat(node.under("urn:x:hourly", ENTITIES + "?type=Counter&q=count&count=true")
                        .total())
                .isEqualTo(3);
    }

    @Test
    void queriesAndTheirCountsGoByTheMeans() {
        Answer answer = node.under("urn:x:hourly", ENTITIES + "?type=Counter&count=true&q=" + encode("count==6"));
        assertThat(answer.ids()).containsExactly("urn:x:c2");
        assertThat(answer.total()).isEqualTo(1);
        for (String single : List.of("count==77", "count==3", "count>6", "count.observedAt>2026-11-22T11:00:00Z")) {
            assertThat(node.under("urn:x:hourly", ENTITIES + "?type=Counter&q=" + encode(single))
                            .ids())
                    .as(single)
                    .isEmpty();
        }
    }

    @Test
    void theHistoryHasOneMeanForEachHour() {
        JsonNode history = node.under("urn:x:hourly", TEMPORAL + "/urn:x:c1?options=temporalValues&attrs=count")
                .json();

        assertThat(history.path("count").path("values").toString())
                .isEqualTo("[[15.0,\"2026-11-22T09:00:00Z\"],[2.0,\"2026-11-22T10:00:00Z\"]]");
    }

    @Test
    void aTemporalQueryCannotCutAnHourIntoPieces() {
        String between = "&timerel=between&timeAt=2026-11-22T09:45:00Z&endTimeAt=2026-11-22T09:55:00Z";
        assertThat(node.under("urn:x:hourly", TEMPORAL + "?type=Counter" + between)
                        .ids())
                .isEmpty();
        String after = "&timerel=after&timeAt=2026-11-22T09:00:00Z&lastN=1&options=temporalValues&count=true";
        Answer answer = node.under("urn:x:hourly", TEMPORAL + "?type=Counter" + after);
        assertThat(answer.total()).isEqualTo(5);
        assertThat(answer.json().path(0).path("count").path("values").toString())
                .isEqualTo("[[2.0,\"2026-11-22T10:00:00Z\"]]");
        assertThat(node.under(
                                "urn:x:hourly",
                                TEMPORAL + "?type=Counter&timerel=after&timeAt=2026-11-22T09:00:00Z&q="
                                        + encode("count==20"))
                        .ids())
                .isEmpty();
        assertThat(node.under(
                                "urn:x:hourly",
                                TEMPORAL
                                        + "/urn:x:c1?timeproperty=modifiedAt&timerel=after&timeAt=2026-01-01T00:00:00Z")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void aDistrictHasOneEntityWithTheMeanOfThoseThatLieInIt() {
        Answer answer = node.under("urn:x:district", ENTITIES + "?type=Counter&count=true");

        assertThat(answer.total()).isEqualTo(1);
        JsonNode group = answer.json().path(0);
        assertThat(group.path("count").path("value").asDouble()).isEqualTo((77 + 6 + 2) / 3.0);
        assertThat(group.path("location").path("value").path("type").asString()).isEqualTo("Polygon");
        assertThat(answer.http().body()).contains("district").doesNotContain("urn:x:c1");
        String id = answer.ids().getFirst();
        assertThat(node.under("urn:x:district", ENTITIES + "/" + id).status()).isEqualTo(200);
        assertThat(node.under("urn:x:district", ENTITIES + "/urn:x:c1").status())
                .isEqualTo(404);
        assertThat(node.under("urn:x:district", ENTITIES + "?type=Counter&limit=1&offset=1")
                        .ids())
                .isEmpty();
    }

    @Test
    void aDistrictWithOneThingShowsNothing() {
        String there = "&georel=intersects&geometry=Point&coordinates=" + encode("[5,5]");

        assertThat(node.under("urn:x:district", ENTITIES + "?type=Counter&count=true" + there)
                        .total())
                .isZero();
        assertThat(node.under("urn:x:district", ENTITIES + "?type=Counter&q=" + encode("count==100"))
                        .ids())
                .isEmpty();
    }

    @Test
    void aPolicyMayDemandMoreThingsBehindEachValueButNotFewer() {
        for (int size : List.of(1, 3, 4)) {
            node.agree("urn:x:size" + size, GuardedNode.policy("""
                    "permission": [{"action": "use", "constraint": [
                      {"leftOperand": "city:groupSize", "operator": "gteq", "rightOperand": %d},
                      {"leftOperand": "city:spatialAggregation", "operator": "isAnyOf", "rightOperand": "district"}]}]""".formatted(size)), scope("Counter"));
            assertThat(node.under("urn:x:size" + size, ENTITIES + "?type=Counter&count=true")
                            .total())
                    .isEqualTo(size == 4 ? 0 : 1);
        }
        node.agree("urn:x:sizealone", """
                "constraint": {"leftOperand": "city:groupSize", "operator": "gteq", "rightOperand": 5}""", "Counter");
        assertThat(node.under("urn:x:sizealone", ENTITIES + "?type=Counter").status())
                .isEqualTo(403);
    }

    @Test
    void theHistoryOfADistrictHasOneMeanForEachHourWithEnoughThings() {
        Answer answer = node.under(
                "urn:x:district",
                TEMPORAL + "?type=Counter&options=temporalValues&count=true"
                        + "&timerel=after&timeAt=2026-11-22T09:00:00Z");

        assertThat(answer.total()).isEqualTo(1);
        JsonNode district = answer.json().path(0);
        // At nine only two things were counted.
        assertThat(district.path("count").path("values").toString())
                .isEqualTo("[[3.3333333333333335,\"2026-11-22T10:00:00Z\"]]");
        assertThat(district.path("location").path("values").toString()).contains("Polygon");
        String id = answer.ids().getFirst();
        JsonNode one = node.under("urn:x:district", TEMPORAL + "/" + id).json();
        assertThat(one.path("count").toString()).contains("PT1H").contains("district");
        assertThat(node.under("urn:x:district", TEMPORAL + "/urn:x:c1").status())
                .isEqualTo(404);
    }

    @Test
    void bothKindsGoTogether() {
        Answer answer = node.under("urn:x:both", ENTITIES + "?type=Counter");

        assertThat(answer.ids()).hasSize(1);
        assertThat(answer.json().path(0).path("count").path("value").asDouble()).isEqualTo((2 + 6 + 2) / 3.0);
    }

    @Test
    void aThingThatMovesShowsOnlyItsTimeInTheArea() {
        node.now("2026-11-22T11:30:00Z");
        node.store(thing(
                "bus",
                "Bus",
                "load",
                observed(1, "2026-11-22T07:00:00Z"),
                "location",
                Things.at(point(1, 1), "2026-11-22T07:00:00Z")));
        node.update(thing(
                "bus",
                "Bus",
                "load",
                observed(2, "2026-11-22T08:00:00Z"),
                "location",
                Things.at(point(9, 9), "2026-11-22T08:00:00Z")));
        node.update(thing(
                "bus",
                "Bus",
                "load",
                observed(3, "2026-11-22T09:00:00Z"),
                "location",
                Things.at(point(1.2, 1), "2026-11-22T09:00:00Z")));
        node.agree("urn:x:moving", """
                "constraint": {"leftOperand": "spatial", "operator": "isPartOf",
                  "rightOperand": "POLYGON ((0 0, 2 0, 2 2, 0 2, 0 0))"}""", "Bus");

        assertThat(node.under("urn:x:moving", TEMPORAL + "/urn:x:bus?options=temporalValues&attrs=load")
                        .json()
                        .path("load")
                        .path("values")
                        .toString())
                .isEqualTo("[[1.0,\"2026-11-22T07:00:00Z\"],[3.0,\"2026-11-22T09:00:00Z\"]]");
    }
}
