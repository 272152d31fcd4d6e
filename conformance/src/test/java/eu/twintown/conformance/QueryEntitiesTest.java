package eu.twintown.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Clauses 5.7.2 and 6.4.3.2: Query Entities. Ten garages along a road, and one bench. */
class QueryEntitiesTest {

    private static final Caller CALLER = Caller.inFreshTenant(RunningNode.shared());

    @BeforeAll
    static void create() {
        for (int i = 0; i < 10; i++) {
            CALLER.create("""
                    {"id": "urn:x:garage:%d", "type": ["OffStreetParking", "%s"], "scope": "/city/%s",
                     "free": {"type": "Property", "value": %d},
                     "open": {"type": "Property", "value": %b},
                     "location": {"type": "GeoProperty", "value": {"type": "Point", "coordinates": [%s, 51.96]}}}""".formatted(
                            i, i % 2 == 0 ? "Covered" : "OpenAir", i < 5 ? "west" : "east", i * 10, i != 3, "7.6" + i));
        }
        CALLER.create("""
                {"id": "urn:x:bench:1", "type": "Bench", "seats": {"type": "Property", "value": 3}}""");
    }

    private static List<String> garages(int... numbers) {
        List<String> ids = new ArrayList<>();
        for (int number : numbers) {
            ids.add("urn:x:garage:" + number);
        }
        return ids;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "type=Bench                                             # bench:1",
                "type=Covered                                           # 0 2 4 6 8",
                "type=Bench,OpenAir                                     # bench:1 1 3 5 7 9",
                "type=Bench%7COpenAir                                   # bench:1 1 3 5 7 9",
                "type=(OffStreetParking;Covered)                        # 0 2 4 6 8",
                "type=OffStreetParking&id=urn:x:garage:1,urn:x:garage:4 # 1 4",
                "type=OffStreetParking&idPattern=.*:%5B12%5D$           # 1 2",
                "attrs=seats                                            # bench:1",
                "q=free%3E%3D80                                         # 8 9",
                "q=free%3C20;open==true                                 # 0 1",
                "q=free==0%7Cseats==3                                   # 0 bench:1",
                "q=(free%3E70%7Copen==false);free!=90                   # 3 8",
                "type=OffStreetParking&scopeQ=/city/east                # 5 6 7 8 9",
                "type=OffStreetParking&scopeQ=/city/west&q=free%3E20    # 3 4",
                "georel=near;maxDistance==800&geometry=Point&coordinates=%5B7.60,51.96%5D # 0 1",
                "georel=within&geometry=Polygon&coordinates=%5B%5B%5B7.645,51%5D,%5B7.665,51%5D,%5B7.665,52%5D,%5B7.645,52%5D,%5B7.645,51%5D%5D%5D # 5 6",
                "georel=near;maxDistance==800&geometry=Point&coordinates=%5B7.60,51.96%5D&type=OpenAir # 1",
                "local=true&id=urn:x:bench:1                            # bench:1",
                "type=*&q=seats                                         # bench:1"
            })
    void theConditionsChoose(String query, String expected) {
        List<String> ids = new ArrayList<>();
        for (String name : expected.split(" ")) {
            ids.add("urn:x:" + (name.length() == 1 ? "garage:" + name : name));
        }
        assertThat(CALLER.get("/entities?limit=100&" + query).hasStatus(200).ids())
                .containsExactlyInAnyOrderElementsOf(ids);
    }

    @Test
    void nothingFoundIsAnEmptyArray() {
        assertThat(CALLER.get("/entities?type=Nothing").hasStatus(200).body()).isEqualTo("[]");
    }

    /** Clause 5.7.2.4: too wide. */
    @ParameterizedTest
    @ValueSource(strings = {"", "?id=urn:x:bench:1", "?idPattern=.*", "?limit=5", "?pick=id", "?scopeQ=/city"})
    void aQueryForEverythingIsRefused(String query) {
        CALLER.get("/entities" + query).isProblem(400, "BadRequestData").speaksOf("type");
    }

    /** Clauses 5.5.9 and 6.3.10. */
    @Test
    void pagesAreLinkedAndTogetherHoldEverythingOnce() {
        List<String> seen = new ArrayList<>();
        String path = "/entities?type=OffStreetParking&limit=4&q=free%3E=0";
        int pages = 0;
        while (true) {
            Answer answer = CALLER.get(path).hasStatus(200);
            seen.addAll(answer.ids());
            pages++;
            List<String> links = answer.headers("Link");
            assertThat(links.stream().anyMatch(link -> link.contains("rel=\"prev\"")))
                    .isEqualTo(pages > 1);
            List<String> next =
                    links.stream().filter(link -> link.contains("rel=\"next\"")).toList();
            if (next.isEmpty()) {
                break;
            }
            assertThat(next.getFirst()).contains("type=\"application/json\"");
            String target = next.getFirst();
            path = target.substring(target.indexOf("/ngsi-ld/v1") + 11, target.indexOf('>'));
        }
        assertThat(pages).isEqualTo(3);
        assertThat(seen).containsExactlyInAnyOrderElementsOf(garages(0, 1, 2, 3, 4, 5, 6, 7, 8, 9));
    }

    /** Clause 6.3.13. */
    @Test
    void countTellsTheNumberOfAllMatches() {
        Answer answer = CALLER.get("/entities?type=OffStreetParking&limit=3&count=true");
        assertThat(answer.header("NGSILD-Results-Count")).hasValue("10");
        assertThat(answer.ids()).hasSize(3);

        Answer alone =
                CALLER.get("/entities?type=OffStreetParking&limit=0&count=true").hasStatus(200);
        assertThat(alone.header("NGSILD-Results-Count")).hasValue("10");
        assertThat(alone.body()).isEqualTo("[]");
        assertThat(CALLER.get("/entities?type=Bench").header("NGSILD-Results-Count"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "limit=0 # limit",
                "limit=-1 # limit",
                "limit=many # limit",
                "offset=-1 # offset",
                "count=yes # count",
                "id=none # id",
                "id=urn:x:1,, # id",
                "idPattern=( # idPattern",
                "q=free%3E # q",
                "q=free%3E1%3B%3B # q",
                "q=(free%3E1 # q",
                "type=A( # type",
                "scopeQ=// # scopeQ",
                "georel=near # geometry",
                "geometry=Point&coordinates=%5B1,2%5D # georel",
                "georel=near;maxDistance==x&geometry=Point&coordinates=%5B1,2%5D # georel",
                "georel=beside&geometry=Point&coordinates=%5B1,2%5D # georel",
                "georel=within&geometry=Point&coordinates=%5B1%5D # coordinates",
                "georel=within&geometry=Blob&coordinates=%5B1,2%5D # geometry",
                "georel=within&geometry=Point&coordinates=nonsense # coordinates",
                "georel=within&geometry=Point&coordinates=%5B200,95%5D # coordinates",
                "datasetId=x # datasetId",
                "local=maybe # local",
                "geometryProperty=location # geometryProperty"
            })
    void aBadValueIsRefusedAndItsParameterNamed(String query, String parameter) {
        Answer answer = CALLER.get("/entities?type=A&" + query.replace("type=A&type", "type"));
        if (query.startsWith("type=")) {
            answer = CALLER.get("/entities?" + query);
        }
        answer.isProblem(400, "BadRequestData");
        assertThat(answer.json().get("parameter").asString()).isEqualTo(parameter);
    }

    /** Clause 6.3.20, and what comes later. */
    @Test
    void parametersThatComeLaterAre501AndUnknownOnes400() {
        for (String later :
                List.of("orderBy=free", "join=flat", "csf=a==1", "splitEntities=true", "containedBy=urn:a:b")) {
            CALLER.get("/entities?type=Bench&" + later).isProblem(501, "NotImplemented");
        }
        CALLER.get("/entities?type=Bench&tpye=x")
                .isProblem(400, "InvalidRequest")
                .speaksOf("tpye", "type");
    }

    @Test
    void tooLargePagesAreRefused() {
        CALLER.get("/entities?type=Bench&limit=1000").hasStatus(200);
        CALLER.get("/entities?type=Bench&limit=1001")
                .isProblem(403, "TooManyResults")
                .speaksOf("1000");
    }

    /** Clause 5.2.30. */
    @Test
    void geoJsonIsAFeatureCollection() {
        JsonNode collection = CALLER.get("/entities?type=OffStreetParking&q=free%3E=80", "Accept", Caller.GEO_JSON)
                .hasStatus(200)
                .json();

        assertThat(collection.get("type").asString()).isEqualTo("FeatureCollection");
        assertThat(collection.get("features")).hasSize(2);
        assertThat(collection.at("/features/0/geometry/type").asString()).isEqualTo("Point");
        assertThat(collection.at("/features/0").has("@context")).isFalse();
        assertThat(collection.has("@context")).isTrue();
    }

    @Test
    void representationAndProjectionHoldForEachEntity() {
        JsonNode entities =
                CALLER.get("/entities?type=Bench&format=simplified&pick=seats").json();

        assertThat(entities.get(0).propertyNames()).containsExactly("seats");
        assertThat(entities.get(0).get("seats").asInt()).isEqualTo(3);
    }

    @Test
    void typeOfAllMeansLocalAndCannotBeOtherwise() {
        CALLER.get("/entities?type=*&local=false")
                .isProblem(400, "BadRequestData")
                .speaksOf("local");
        assertThat(CALLER.get("/entities?type=*&limit=100").ids()).hasSize(11);
    }
}
