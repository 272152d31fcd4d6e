package eu.twintown.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Clauses 6.6 and 6.7: writing attributes of an entity. */
class AttributesTest {

    private static final String ID = "urn:x:car";
    private static final String ATTRS = "/entities/urn:x:car/attrs";
    private static final String DEFAULT_NAME = "https://uri.etsi.org/ngsi-ld/default-context/";

    private final Caller caller = Caller.inFreshTenant(RunningNode.shared());

    @BeforeEach
    void create() {
        caller.create("""
                {"id": "urn:x:car", "type": "Car",
                 "speed": {"type": "Property", "value": 50, "unitCode": "KMH"},
                 "colour": [{"type": "Property", "value": "red"},
                            {"type": "Property", "value": "blue", "datasetId": "urn:d:1"}]}""");
    }

    private JsonNode car() {
        return caller.entity(ID);
    }

    /** 6.6.3.1 Append Attributes. */
    @Test
    void appendAddsAndReplaces() {
        caller.write("POST", ATTRS, """
                        {"speed": {"type": "Property", "value": 60}, "doors": {"type": "Property", "value": 4}}""").hasStatus(204);

        assertThat(car().at("/speed/value").asInt()).isEqualTo(60);
        assertThat(car().at("/speed").has("unitCode")).isFalse();
        assertThat(car().at("/doors/value").asInt()).isEqualTo(4);
    }

    /** Table 6.6.3.1-1 and clause 5.2.18. */
    @Test
    void appendWithNoOverwriteTellsWhatItLeftAlone() {
        Answer answer =
                caller.write("POST", ATTRS + "?options=noOverwrite", """
                {"speed": {"type": "Property", "value": 60}, "doors": {"type": "Property", "value": 4}}""").hasStatus(207);

        assertThat(answer.json().at("/updated/0").asString()).isEqualTo(DEFAULT_NAME + "doors");
        assertThat(answer.json().at("/notUpdated/0/attributeName").asString()).isEqualTo(DEFAULT_NAME + "speed");
        assertThat(answer.json().at("/notUpdated/0/reason").asString()).isNotBlank();
        assertThat(answer.header("Content-Type")).hasValue(Caller.JSON);
        assertThat(car().at("/speed/value").asInt()).isEqualTo(50);
    }

    /** 6.6.3.2 Update Attributes. */
    @Test
    void updateReplacesAndDeletesWithNull() {
        caller.write("PATCH", ATTRS, """
                        {"speed": {"type": "Property", "value": 70},
                         "colour": {"type": "Property", "value": "urn:ngsi-ld:null"}}""").hasStatus(204);

        assertThat(car().at("/speed/value").asInt()).isEqualTo(70);
        assertThat(car().at("/colour/value").asString()).isEqualTo("blue");
    }

    /** 6.7.3.1 Partial Attribute Update (5.5.8, example 1). */
    @Test
    void partialUpdateLeavesTheRestOfTheAttribute() {
        caller.write("PATCH", ATTRS + "/speed", "{\"value\": 80, \"observedAt\": \"2022-03-14T13:00:00Z\"}")
                .hasStatus(204);

        assertThat(car().at("/speed/value").asInt()).isEqualTo(80);
        assertThat(car().at("/speed/unitCode").asString()).isEqualTo("KMH");
        assertThat(car().at("/speed/observedAt").asString()).isEqualTo("2022-03-14T13:00:00Z");
    }

    @Test
    void partialUpdateFindsTheInstanceByItsDatasetId() {
        caller.write("PATCH", ATTRS + "/colour", "{\"value\": \"green\", \"datasetId\": \"urn:d:1\"}")
                .hasStatus(204);

        assertThat(caller.get("/entities/urn:x:car?datasetId=urn:d:1")
                        .json()
                        .at("/colour/value")
                        .asString())
                .isEqualTo("green");
        assertThat(caller.get("/entities/urn:x:car?datasetId=@none")
                        .json()
                        .at("/colour/value")
                        .asString())
                .isEqualTo("red");
    }

    @Test
    void partialUpdateCannotChangeTheKind() {
        caller.write("PATCH", ATTRS + "/speed", "{\"type\": \"Relationship\", \"object\": \"urn:x:1\"}")
                .isProblem(400, "BadRequestData");
        assertThat(car().at("/speed/value").asInt()).isEqualTo(50);
    }

    /** 6.7.3.3 Replace Attribute. */
    @Test
    void replaceLeavesNothingOfTheOldAttribute() {
        caller.write("PUT", ATTRS + "/speed", "{\"type\": \"Property\", \"value\": 90}")
                .hasStatus(204);

        assertThat(car().at("/speed/value").asInt()).isEqualTo(90);
        assertThat(car().at("/speed").has("unitCode")).isFalse();
    }

    /** 6.7.3.2 Delete Attribute. */
    @Test
    void deleteTakesTheDefaultInstanceOrTheNamedOneOrAll() {
        caller.delete(ATTRS + "/colour").hasStatus(204);
        assertThat(car().at("/colour/value").asString()).isEqualTo("blue");
        caller.delete(ATTRS + "/colour").isProblem(404, "ResourceNotFound");
        caller.delete(ATTRS + "/colour?datasetId=urn:d:1").hasStatus(204);
        assertThat(car().has("colour")).isFalse();
        caller.delete(ATTRS + "/speed?deleteAll=true").hasStatus(204);
        assertThat(car().propertyNames()).containsExactlyInAnyOrder("id", "type");
    }

    @Test
    void whatIsNotThereIs404() {
        caller.write("POST", "/entities/urn:x:none/attrs", "{\"a\": {\"type\": \"Property\", \"value\": 1}}")
                .isProblem(404, "ResourceNotFound");
        caller.write("PATCH", "/entities/urn:x:none/attrs", "{\"a\": {\"type\": \"Property\", \"value\": 1}}")
                .isProblem(404, "ResourceNotFound");
        caller.write("PATCH", ATTRS + "/none", "{\"value\": 1}").isProblem(404, "ResourceNotFound");
        caller.write("PUT", ATTRS + "/none", "{\"type\": \"Property\", \"value\": 1}")
                .isProblem(404, "ResourceNotFound");
        caller.delete(ATTRS + "/none").isProblem(404, "ResourceNotFound");
        caller.delete("/entities/urn:x:none/attrs/a").isProblem(404, "ResourceNotFound");
        caller.write("POST", ATTRS + "?type=Bus", "{\"a\": {\"type\": \"Property\", \"value\": 1}}")
                .isProblem(404, "ResourceNotFound");
    }

    @Test
    void badInputIsRefusedAndNothingIsWritten() {
        JsonNode before = car();
        caller.write("PATCH", ATTRS + "/speed", "[1]").isProblem(400, "BadRequestData");
        caller.write("PATCH", ATTRS + "/speed", "{\"value\": ").isProblem(400, "InvalidRequest");
        caller.write("PATCH", ATTRS + "/type", "{\"value\": 1}").isProblem(400, "BadRequestData");
        caller.write("PUT", ATTRS + "/speed", "{\"type\": \"Property\"}").isProblem(400, "BadRequestData");
        caller.write("POST", ATTRS, "{\"id\": \"urn:x:other\", \"a\": {\"type\": \"Property\", \"value\": 1}}")
                .isProblem(400, "BadRequestData")
                .pointsTo("/id");
        caller.write("POST", ATTRS + "?options=loud", "{\"a\": {\"type\": \"Property\", \"value\": 1}}")
                .isProblem(400, "InvalidRequest");
        caller.delete(ATTRS + "/speed?datasetId=no").isProblem(400, "BadRequestData");
        caller.delete(ATTRS + "/speed?deleteAll=perhaps").isProblem(400, "BadRequestData");
        assertThat(car()).isEqualTo(before);
    }

    @Test
    void namesAreExpandedWithTheContextOfTheRequest() {
        String context = "{\"tempo\": \"" + DEFAULT_NAME + "speed\"}";
        caller.writeLd("PATCH", ATTRS + "/tempo", "{\"@context\": " + context + ", \"value\": 99}")
                .hasStatus(204);

        assertThat(car().at("/speed/value").asInt()).isEqualTo(99);
    }
}
