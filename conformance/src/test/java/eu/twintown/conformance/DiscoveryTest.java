package eu.twintown.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Clauses 5.7.5 to 5.7.10, 6.25 to 6.28: which types and attributes there are. */
class DiscoveryTest {

    private static final String DEFAULT = "https://uri.etsi.org/ngsi-ld/default-context/";
    private static final Caller CALLER = Caller.inFreshTenant(RunningNode.shared());

    @BeforeAll
    static void create() {
        CALLER.create("""
                {"id": "urn:x:1", "type": "Car", "speed": {"type": "Property", "value": 1},
                 "near": {"type": "Relationship", "object": "urn:x:2"}}""");
        CALLER.create("""
                {"id": "urn:x:2", "type": "Car", "speed": [{"type": "Property", "value": 1},
                                                        {"type": "Property", "value": 2, "datasetId": "urn:d:1"}]}""");
        CALLER.create("""
                {"id": "urn:x:3", "type": ["Bus", "Vehicle"], "near": {"type": "Property", "value": "x"}}""");
    }

    private static List<String> strings(JsonNode array) {
        return array.valueStream().map(JsonNode::asString).toList();
    }

    private static JsonNode byId(JsonNode list, String id) {
        return list.valueStream()
                .filter(item -> item.get("id").asString().equals(id))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void typesAreListed() {
        JsonNode list = CALLER.get("/types").hasStatus(200).json();

        assertThat(list.get("type").asString()).isEqualTo("EntityTypeList");
        assertThat(list.get("id").asString()).startsWith("urn:");
        assertThat(strings(list.get("typeList"))).containsExactlyInAnyOrder("Bus", "Car", "Vehicle");
    }

    @Test
    void typesWithDetailsHaveTheirAttributes() {
        JsonNode car = byId(CALLER.get("/types?details=true").hasStatus(200).json(), DEFAULT + "Car");

        assertThat(car.get("type").asString()).isEqualTo("EntityType");
        assertThat(car.get("typeName").asString()).isEqualTo("Car");
        assertThat(strings(car.get("attributeNames"))).containsExactlyInAnyOrder("near", "speed");
    }

    @Test
    void oneTypeHasItsCountAndTheKindsOfItsAttributes() {
        JsonNode car = CALLER.get("/types/Car").hasStatus(200).json();

        assertThat(car.get("type").asString()).isEqualTo("EntityTypeInfo");
        assertThat(car.get("entityCount").asInt()).isEqualTo(2);
        JsonNode near = byId(car.get("attributeDetails"), DEFAULT + "near");
        assertThat(near.get("attributeName").asString()).isEqualTo("near");
        assertThat(strings(near.get("attributeTypes"))).containsExactly("Relationship");
        assertThat(CALLER.get("/types/" + Caller.encode(DEFAULT + "Car"))
                        .json()
                        .get("entityCount")
                        .asInt())
                .isEqualTo(2);
        CALLER.get("/types/Ship").isProblem(404, "ResourceNotFound").speaksOf("Ship");
    }

    @Test
    void attributesAreListed() {
        JsonNode list = CALLER.get("/attributes").hasStatus(200).json();

        assertThat(list.get("type").asString()).isEqualTo("AttributeList");
        assertThat(strings(list.get("attributeList"))).containsExactlyInAnyOrder("near", "speed");
        JsonNode near = byId(CALLER.get("/attributes?details=true").json(), DEFAULT + "near");
        assertThat(strings(near.get("typeNames"))).containsExactlyInAnyOrder("Bus", "Car", "Vehicle");
    }

    @Test
    void oneAttributeHasItsCountKindsAndTypes() {
        JsonNode speed = CALLER.get("/attributes/speed").hasStatus(200).json();

        assertThat(speed.get("attributeCount").asInt()).isEqualTo(3);
        assertThat(strings(speed.get("attributeTypes"))).containsExactly("Property");
        assertThat(strings(speed.get("typeNames"))).containsExactly("Car");
        assertThat(strings(CALLER.get("/attributes/near").json().get("attributeTypes")))
                .containsExactlyInAnyOrder("Property", "Relationship");
        CALLER.get("/attributes/wings").isProblem(404, "ResourceNotFound");
    }

    @Test
    void theAnswerBringsItsContext() {
        assertThat(CALLER.get("/types", "Accept", Caller.JSON_LD).json().has("@context"))
                .isTrue();
        assertThat(CALLER.get("/types?details=true", "Accept", Caller.JSON_LD)
                        .json()
                        .at("/0/@context")
                        .isMissingNode())
                .isFalse();
        assertThat(CALLER.get("/types").header("Link").orElse("")).contains("ngsi-ld-core-context");
    }

    @Test
    void badParametersAreRefused() {
        CALLER.get("/types?details=perhaps").isProblem(400, "BadRequestData").speaksOf("details");
        CALLER.get("/attributes?limit=1").isProblem(400, "InvalidRequest").speaksOf("limit");
        CALLER.get("/types", "Accept", Caller.GEO_JSON).isProblem(406, "NotAcceptable");
    }
}
