package eu.twintown.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Clauses 5.7.2 and 6.23: Query Entities by POST. */
class QueryByPostTest {

    private static final String PATH = "/entityOperations/query";
    private static final Caller CALLER = Caller.inFreshTenant(RunningNode.shared());

    @BeforeAll
    static void create() {
        for (int i = 0; i < 4; i++) {
            CALLER.create("""
                    {"id": "urn:x:%d", "type": "%s", "n": {"type": "Property", "value": %d}, "scope": "/s/s%d",
                     "location": {"type": "GeoProperty", "value": {"type": "Point", "coordinates": [%d, 50]}}}""".formatted(i, i < 3 ? "Car" : "Bus", i, i, i));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '~',
            value = {
                "'entities': [{'type': 'Car'}]                                      # 0 1 2",
                "'entities': [{'type': 'Car'}, {'type': 'Bus'}]                     # 0 1 2 3",
                "'entities': [{'type': 'Car', 'id': ['urn:x:0', 'urn:x:3']}]        # 0",
                "'entities': [{'type': 'Car', 'id': 'urn:x:0'}, {'type': 'Car', 'id': 'urn:x:1'}] # 0 1",
                "'entities': [{'type': 'Car', 'idPattern': '.*2'}]                  # 2",
                "'q': 'n>=2'                                                        # 2 3",
                "'attrs': ['n'], 'scopeQ': '/s/s1'                                   # 1",
                "'geoQ': {'georel': 'near;maxDistance==1000', 'geometry': 'Point', 'coordinates': [2, 50]} # 2"
            })
    void theMembersOfTheQueryChoose(String members, String expected) {
        Answer answer = CALLER.write(
                "POST", PATH, "{'type': 'Query', %s}".formatted(members).replace('\'', '"'));

        assertThat(answer.hasStatus(200).ids().stream().map(id -> id.substring(6)))
                .containsExactlyInAnyOrder(expected.split(" "));
    }

    @Test
    void pagingAndRepresentationStandInTheUrl() {
        Answer answer = CALLER.write("POST", PATH + "?limit=2&offset=1&count=true&format=simplified", """
                {"type": "Query", "entities": [{"type": "Car"}], "pick": ["id", "n"]}""")
                .hasStatus(200);

        assertThat(answer.header("NGSILD-Results-Count")).hasValue("3");
        assertThat(answer.json()).hasSize(2);
        assertThat(answer.json().get(0).get("n").isNumber()).isTrue();
        assertThat(answer.headers("Link")).anyMatch(link -> link.contains("rel=\"prev\""));
    }

    @Test
    void theContextOfTheBodyHoldsForQueryAndAnswer() {
        Answer answer = CALLER.send("POST", PATH, """
                {"@context": {"Auto": "https://uri.etsi.org/ngsi-ld/default-context/Car",
                              "anzahl": "https://uri.etsi.org/ngsi-ld/default-context/n"},
                 "type": "Query", "entities": [{"type": "Auto"}], "q": "anzahl==1"}""", "Content-Type", Caller.JSON_LD, "Accept", Caller.JSON_LD);

        assertThat(answer.hasStatus(200).json().at("/0/anzahl/value").asInt()).isEqualTo(1);
        assertThat(answer.json().at("/0/@context").toString()).contains("anzahl");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '~',
            value = {
                "{'entities': [{'type': 'Car'}]}                          # /type",
                "{'type': 'Search', 'q': 'n==1'}                          # /type",
                "{'type': 'Query', 'entities': []}                        # /entities",
                "{'type': 'Query', 'entities': [{'id': 'urn:x:1'}]}       # /entities/0",
                "{'type': 'Query', 'entities': [{'type': 7}]}             # /entities/0/type",
                "{'type': 'Query', 'attrs': 'n'}                          # /attrs",
                "{'type': 'Query', 'attrs': [7]}                          # /attrs/0",
                "{'type': 'Query', 'q': 7}                                # /q",
                "{'type': 'Query', 'geoQ': 'near'}                        # /geoQ",
                "{'type': 'Query', 'q': 'n==1', 'colour': 'red'}          # /colour"
            })
    void whatIsNoQueryIsRefusedWithItsPlace(String body, String pointer) {
        CALLER.write("POST", PATH, body.replace('\'', '"'))
                .isProblem(400, "BadRequestData")
                .pointsTo(pointer);
    }

    @Test
    void faultsInsideExpressionsNameTheMember() {
        CALLER.write("POST", PATH, "{\"type\": \"Query\", \"q\": \"n>\"}").isProblem(400, "BadRequestData");
        CALLER.write("POST", PATH, "{\"type\": \"Query\", \"pick\": [\"n\"]}")
                .isProblem(400, "BadRequestData")
                .speaksOf("wide");
    }

    @Test
    void membersThatComeLaterAre501() {
        CALLER.write("POST", PATH, "{\"type\": \"Query\", \"q\": \"n==1\", \"join\": \"flat\"}")
                .isProblem(501, "NotImplemented")
                .pointsTo("/join");
    }
}
