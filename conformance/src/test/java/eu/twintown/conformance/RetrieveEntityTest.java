package eu.twintown.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Clauses 5.7.1 and 6.5.3.1: Retrieve Entity. */
class RetrieveEntityTest {

    private static final String PATH = "/entities/urn:x:garage";

    private final Caller caller = Caller.inFreshTenant(RunningNode.shared());

    @BeforeEach
    void create() {
        caller.create("""
                {"id": "urn:x:garage", "type": "OffStreetParking", "scope": "/city",
                 "name": {"type": "LanguageProperty", "languageMap": {"de": "Hafen", "en": "Harbour", "fr": "Port"}},
                 "free": [{"type": "Property", "value": 7},
                          {"type": "Property", "value": 8, "datasetId": "urn:d:forecast"}],
                 "owner": {"type": "Relationship", "object": "urn:x:city"},
                 "location": {"type": "GeoProperty", "value": {"type": "Point", "coordinates": [7.6, 51.9]}},
                 "entrance": {"type": "GeoProperty", "value": {"type": "Point", "coordinates": [7.7, 51.8]}}}""");
    }

    @Test
    void anUnknownEntityIs404() {
        caller.get("/entities/urn:x:none").isProblem(404, "ResourceNotFound").speaksOf("urn:x:none");
    }

    @Test
    void anIdThatIsNoUriIs400() {
        caller.get("/entities/garage").isProblem(400, "BadRequestData").speaksOf("garage", "URI");
    }

    @Test
    void theConciseFormLeavesOutTypes() {
        JsonNode entity = caller.get(PATH + "?format=concise").hasStatus(200).json();

        assertThat(entity.at("/owner").has("type")).isFalse();
        assertThat(entity.at("/owner/object").asString()).isEqualTo("urn:x:city");
    }

    @ParameterizedTest
    @ValueSource(strings = {"?format=simplified", "?options=keyValues", "?options=simplified", "?format=keyValues"})
    void theSimplifiedFormHasValuesAlone(String query) {
        JsonNode entity = caller.get(PATH + query).hasStatus(200).json();

        assertThat(entity.at("/owner").asString()).isEqualTo("urn:x:city");
        assertThat(entity.at("/location/type").asString()).isEqualTo("Point");
    }

    /** Table 6.3.7-1: format takes precedence. */
    @Test
    void formatGoesBeforeOptions() {
        JsonNode entity =
                caller.get(PATH + "?format=normalized&options=keyValues").json();

        assertThat(entity.at("/owner/object").asString()).isEqualTo("urn:x:city");
    }

    /** Clause 6.3.20. */
    @Test
    void valuesOfFormatAndOptionsThatAreNotKnownAreRefused() {
        caller.get(PATH + "?options=loud").isProblem(400, "InvalidRequest").speaksOf("loud", "keyValues");
        caller.get(PATH + "?format=xml").isProblem(400, "InvalidRequest").speaksOf("xml");
        caller.get(PATH + "?options=concise,keyValues").isProblem(400, "InvalidRequest");
    }

    /** Clause 6.3.11. */
    @Test
    void systemAttributesComeOnlyWhereAskedFor() {
        assertThat(caller.get(PATH).json().has("createdAt")).isFalse();
        JsonNode entity = caller.get(PATH + "?options=sysAttrs").json();

        assertThat(entity.get("createdAt").asString()).endsWith("Z");
        assertThat(entity.at("/owner/modifiedAt").asString()).endsWith("Z");
    }

    /** Clause 4.21. */
    @Test
    void pickAndOmitChooseMembers() {
        assertThat(caller.get(PATH + "?pick=id,owner").json().propertyNames()).containsExactlyInAnyOrder("id", "owner");
        assertThat(caller.get(PATH + "?omit=location,entrance,free,scope")
                        .json()
                        .propertyNames())
                .containsExactlyInAnyOrder("id", "type", "name", "owner");
    }

    @Test
    void attrsChoosesAttributesAndWantsOneOfThemToBeThere() {
        assertThat(caller.get(PATH + "?attrs=owner,none").json().propertyNames())
                .contains("id", "type", "owner")
                .doesNotContain("location");
        caller.get(PATH + "?attrs=none").isProblem(404, "ResourceNotFound");
        caller.get(PATH + "?attrs=a%20b").isProblem(400, "BadRequestData").speaksOf("attrs");
    }

    /** Clause 4.15. */
    @Test
    void langChoosesOneLanguage() {
        JsonNode name = caller.get(PATH + "?lang=en").json().get("name");

        assertThat(name.get("value").asString()).isEqualTo("Harbour");
        assertThat(name.get("lang").asString()).isEqualTo("en");
    }

    /** Clause 4.5.5. */
    @Test
    void datasetIdChoosesInstances() {
        assertThat(caller.get(PATH + "?datasetId=urn:d:forecast")
                        .json()
                        .at("/free/value")
                        .asInt())
                .isEqualTo(8);
        assertThat(caller.get(PATH + "?datasetId=@none")
                        .json()
                        .at("/free/value")
                        .asInt())
                .isEqualTo(7);
        assertThat(caller.get(PATH).json().get("free")).hasSize(2);
        caller.get(PATH + "?datasetId=forecast").isProblem(400, "BadRequestData");
    }

    @Test
    void anEntityOfAnotherTypeCountsAsNotThere() {
        caller.get(PATH + "?type=OffStreetParking").hasStatus(200);
        caller.get(PATH + "?type=Bench").isProblem(404, "ResourceNotFound");
    }

    /** Clauses 4.5.16 and 6.3.15. */
    @Test
    void geoJsonHasTheGeometryAskedFor() {
        Answer answer = caller.get(PATH, "Accept", Caller.GEO_JSON).hasStatus(200);

        assertThat(answer.header("Content-Type")).hasValue(Caller.GEO_JSON);
        JsonNode feature = answer.json();
        assertThat(feature.get("type").asString()).isEqualTo("Feature");
        assertThat(feature.at("/geometry/coordinates/0").asDouble()).isEqualTo(7.6);
        assertThat(feature.at("/properties/owner/object").asString()).isEqualTo("urn:x:city");
        assertThat(feature.has("@context")).isTrue();
        assertThat(caller.get(PATH + "?geometryProperty=entrance", "Accept", Caller.GEO_JSON)
                        .json()
                        .at("/geometry/coordinates/0")
                        .asDouble())
                .isEqualTo(7.7);
        caller.get(PATH + "?geometryProperty=entrance").isProblem(400, "BadRequestData");
    }

    /** Clause 6.3.6. */
    @Test
    void geoJsonWithPreferBodyJsonHasItsContextInALink() {
        Answer answer = caller.get(PATH, "Accept", Caller.GEO_JSON, "Prefer", "body=json");

        assertThat(answer.json().has("@context")).isFalse();
        assertThat(answer.header("Link").orElse("")).contains("json-ld#context");
    }

    @Test
    void parametersThatComeLaterAre501AndUnknownOnes400() {
        caller.get(PATH + "?join=inline").isProblem(501, "NotImplemented").speaksOf("join");
        caller.get(PATH + "?colour=red").isProblem(400, "InvalidRequest").speaksOf("colour", "pick");
        caller.get(PATH + "?pick=id&pick=type").isProblem(400, "InvalidRequest").speaksOf("pick");
        caller.get(PATH + "?pick=").isProblem(400, "BadRequestData").speaksOf("pick");
    }
}
