package eu.twintown.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Clauses 5.6.1 and 6.4.3.1: Create Entity. */
class CreateEntityTest {

    private final Caller caller = Caller.inFreshTenant(RunningNode.shared());

    private static final String PARKING = """
            {"id": "urn:ngsi-ld:OffStreetParking:1", "type": "OffStreetParking",
             "name": {"type": "Property", "value": "Theater"},
             "availableSpotNumber": {"type": "Property", "value": 121, "observedAt": "2022-11-29T10:00:00Z",
                                     "reliability": {"type": "Property", "value": 0.9}},
             "location": {"type": "GeoProperty", "value": {"type": "Point", "coordinates": [7.62, 51.96]}}}""";

    @Test
    void createdAnswers201WithTheRelativePathOfTheEntity() {
        Answer answer = caller.write("POST", "/entities", PARKING).hasStatus(201);

        assertThat(answer.header("Location")).hasValue("/ngsi-ld/v1/entities/urn:ngsi-ld:OffStreetParking:1");
        assertThat(answer.body()).isEmpty();
        assertThat(answer.headers("Link")).isEmpty();
    }

    @Test
    void whatWasCreatedComesBack() {
        caller.create(PARKING);

        JsonNode entity = caller.entity("urn:ngsi-ld:OffStreetParking:1");
        assertThat(entity.at("/type").asString()).isEqualTo("OffStreetParking");
        assertThat(entity.at("/availableSpotNumber/value").asInt()).isEqualTo(121);
        assertThat(entity.at("/availableSpotNumber/observedAt").asString()).isEqualTo("2022-11-29T10:00:00Z");
        assertThat(entity.at("/availableSpotNumber/reliability/value").asDouble())
                .isEqualTo(0.9);
        assertThat(entity.at("/location/value/coordinates/0").asDouble()).isEqualTo(7.62);
    }

    @Test
    void allKindsOfAttributesComeBack() {
        caller.create("""
                {"id": "urn:x:1", "type": ["A", "B"], "scope": ["/city/centre"],
                 "p": {"type": "Property", "value": {"x": [1, {"y": true}]}, "unitCode": "CEL"},
                 "r": {"type": "Relationship", "object": "urn:x:2"},
                 "l": {"type": "LanguageProperty", "languageMap": {"de": "Hafen", "en": "Harbour"}},
                 "v": {"type": "VocabProperty", "vocab": "open"},
                 "j": {"type": "JsonProperty", "json": {"id": "free", "n": null}},
                 "vl": {"type": "ListProperty", "valueList": [1, 2, 2]},
                 "rl": {"type": "ListRelationship", "objectList": ["urn:x:3", "urn:x:4"]}}""");

        JsonNode entity = caller.entity("urn:x:1");
        assertThat(entity.get("type").valueStream().map(JsonNode::asString)).containsExactlyInAnyOrder("A", "B");
        assertThat(entity.at("/p/value/x/1/y").asBoolean()).isTrue();
        assertThat(entity.at("/p/unitCode").asString()).isEqualTo("CEL");
        assertThat(entity.at("/r/object").asString()).isEqualTo("urn:x:2");
        assertThat(entity.at("/l/languageMap/de").asString()).isEqualTo("Hafen");
        assertThat(entity.at("/v/vocab").asString()).isEqualTo("open");
        assertThat(entity.at("/j/json/id").asString()).isEqualTo("free");
        assertThat(entity.at("/vl/valueList")).hasSize(3);
        assertThat(entity.at("/rl/objectList")).hasSize(2);
    }

    @Test
    void theSameIdTwiceIs409AndChangesNothing() {
        caller.create(PARKING);

        caller.write("POST", "/entities", PARKING.replace("121", "1"))
                .isProblem(409, "AlreadyExists")
                .speaksOf("urn:ngsi-ld:OffStreetParking:1");
        assertThat(caller.entity("urn:ngsi-ld:OffStreetParking:1")
                        .at("/availableSpotNumber/value")
                        .asInt())
                .isEqualTo(121);
    }

    @Test
    void anIdWithSlashesIsOneEncodedSegmentOfItsPath() {
        Answer answer = caller.write("POST", "/entities", """
                {"id": "http://city.example/parking/1", "type": "P"}""").hasStatus(201);

        assertThat(answer.header("Location")).hasValue("/ngsi-ld/v1/entities/http:%2F%2Fcity.example%2Fparking%2F1");
        caller.get("/entities/http%3A%2F%2Fcity.example%2Fparking%2F1").hasStatus(200);
        caller.get("/entities/http:%2F%2Fcity.example%2Fparking%2F1").hasStatus(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '~',
            value = {
                "{'type': 'A'}                                                        # id",
                "{'id': 'urn:x:1'}                                                    # type",
                "{'id': 'no uri', 'type': 'A'}                                        # id",
                "{'id': 5, 'type': 'A'}                                               # id",
                "{'id': 'urn:x:1', 'type': 7}                                         # type",
                "{'id': 'urn:x:1', 'type': 'A', 'p': {'type': 'Property'}}            # p",
                "{'id': 'urn:x:1', 'type': 'A', 'p': {'type': 'Strange', 'value': 1}} # p",
                "{'id': 'urn:x:1', 'type': 'A', 'p': {'type': 'Property', 'value': 1, 'observedAt': 'noon'}} # observedAt",
                "{'id': 'urn:x:1', 'type': 'A', 'r': {'type': 'Relationship', 'object': 'x y'}} # r",
                "{'id': 'urn:x:1', 'type': 'A', 'l': {'type': 'LanguageProperty', 'languageMap': 4}} # l",
                "{'id': 'urn:x:1', 'type': 'A', 'g': {'type': 'GeoProperty', 'value': {'type': 'Point', 'coordinates': [7]}}} # g",
                "{'id': 'urn:x:1', 'type': 'A', 'g': {'type': 'GeoProperty', 'value': {'type': 'Point', 'coordinates': [7, 95]}}} # g",
                "{'id': 'urn:x:1', 'type': 'A', 'g': {'type': 'GeoProperty', 'value': {'type': 'Polygon', 'coordinates': [[[0,0],[1,1]]]}}} # g",
                "{'id': 'urn:x:1', 'type': 'A', 'p': {'type': 'Property', 'value': 'urn:ngsi-ld:null'}} # p",
                "{'id': 'urn:x:1', 'type': 'A', 'p': [{'type': 'Property', 'value': 1}, {'type': 'Property', 'value': 2}]} # p",
                "{'id': 'urn:x:1', 'type': 'A', 'scope': 5}                           # scope",
                "[]                                                                   # object",
                "'text'                                                               # object"
            })
    void whatIsNoEntityIsRefusedWithItsPlaceAndNothingIsWritten(String body, String place) {
        Answer answer =
                caller.write("POST", "/entities", body.replace('\'', '"')).isProblem(400, "BadRequestData");

        assertThat(answer.body()).contains(place);
        assertThat(caller.get("/entities/urn:x:1").status()).isEqualTo(404);
    }

    @Test
    void unknownParametersAreRefused() {
        caller.write("POST", "/entities?overwrite=true", PARKING)
                .isProblem(400, "InvalidRequest")
                .speaksOf("overwrite", "local");
        caller.get("/entities/urn:ngsi-ld:OffStreetParking:1").hasStatus(404);
    }
}
