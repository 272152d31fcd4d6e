package eu.twintown.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Clauses 6.5.3.2 to 6.5.3.4: delete, replace and merge an entity. */
class WholeEntityTest {

    private static final String PATH = "/entities/urn:x:car";

    private final Caller caller = Caller.inFreshTenant(RunningNode.shared());

    @BeforeEach
    void create() {
        caller.create("""
                {"id": "urn:x:car", "type": "Car",
                 "speed": {"type": "Property", "value": 50, "unitCode": "KMH"},
                 "address": {"type": "Property", "value": {"street": "Ring", "number": 5}}}""");
    }

    @Test
    void deletedIsGone() {
        caller.delete(PATH).hasStatus(204);

        caller.get(PATH).isProblem(404, "ResourceNotFound");
        caller.delete(PATH).isProblem(404, "ResourceNotFound");
    }

    @Test
    void deleteOfAnotherTypeDeletesNothing() {
        caller.delete(PATH + "?type=Bus").isProblem(404, "ResourceNotFound");
        caller.get(PATH).hasStatus(200);
        caller.delete(PATH + "?type=Car").hasStatus(204);
    }

    /** 5.6.18 Replace Entity: createdAt stays. */
    @Test
    void replacePutsTheNewContentInPlaceOfTheOld() {
        String created =
                caller.get(PATH + "?options=sysAttrs").json().get("createdAt").asString();
        caller.write("PUT", PATH, """
                {"id": "urn:x:car", "type": "Car", "doors": {"type": "Property", "value": 4}}""").hasStatus(204);

        JsonNode car = caller.get(PATH + "?options=sysAttrs").json();
        assertThat(car.has("speed")).isFalse();
        assertThat(car.at("/doors/value").asInt()).isEqualTo(4);
        assertThat(car.get("createdAt").asString()).isEqualTo(created);
        caller.write("PUT", "/entities/urn:x:none", "{\"id\": \"urn:x:none\", \"type\": \"Car\"}")
                .isProblem(404, "ResourceNotFound");
    }

    /** 5.6.17 Merge Entity: members of values are merged, NGSI-LD Null deletes. */
    @Test
    void mergeGoesIntoValues() {
        caller.write("PATCH", PATH, """
                {"speed": {"value": 60},
                 "address": {"type": "Property", "value": {"number": 7}},
                 "doors": {"type": "Property", "value": 4}}""").hasStatus(204);

        JsonNode car = caller.entity("urn:x:car");
        assertThat(car.at("/speed/value").asInt()).isEqualTo(60);
        assertThat(car.at("/speed/unitCode").asString()).isEqualTo("KMH");
        assertThat(car.at("/address/value/street").asString()).isEqualTo("Ring");
        assertThat(car.at("/address/value/number").asInt()).isEqualTo(7);
        assertThat(car.at("/doors/value").asInt()).isEqualTo(4);

        caller.write("PATCH", PATH, "{\"speed\": \"urn:ngsi-ld:null\"}").hasStatus(204);
        assertThat(caller.entity("urn:x:car").has("speed")).isFalse();
    }

    /** Clause 6.3.4: merge-patch is JSON, for PATCH alone. */
    @Test
    void mergePatchIsAMediaTypeOfPatch() {
        caller.send("PATCH", PATH, "{\"speed\": {\"value\": 61}}", "Content-Type", "application/merge-patch+json")
                .hasStatus(204);
        caller.send("PUT", PATH, "{\"type\": \"Car\"}", "Content-Type", "application/merge-patch+json")
                .isProblem(415, "UnsupportedMediaType");
    }

    @Test
    void theIdOfTheBodyMustBeTheOneOfThePath() {
        caller.write("PATCH", PATH, "{\"id\": \"urn:x:bus\", \"speed\": {\"value\": 1}}")
                .isProblem(400, "BadRequestData")
                .pointsTo("/id")
                .speaksOf("urn:x:bus", "urn:x:car");
        caller.write("PUT", PATH, "{\"id\": \"urn:x:bus\", \"type\": \"Car\"}").isProblem(400, "BadRequestData");
    }

    @Test
    void mergeParametersThatComeLaterAre501() {
        caller.write("PATCH", PATH + "?observedAt=2022-01-01T00:00:00Z", "{\"speed\": {\"value\": 1}}")
                .isProblem(501, "NotImplemented");
        assertThat(caller.entity("urn:x:car").at("/speed/value").asInt()).isEqualTo(50);
    }
}
