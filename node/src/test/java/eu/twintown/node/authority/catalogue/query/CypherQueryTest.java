package eu.twintown.node.authority.catalogue.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class CypherQueryTest {
    private static final JsonNode PARAMETERS = JsonMapper.shared().readTree("{\"name\":\"Parking Süd\",\"price\":20}");
    private static final List<Claims> NODES = List.of(
            new Claims(
                    "urn:1",
                    List.of("General"),
                    Map.of("name", List.of("Parking Nord"), "keywords", List.of("a", "b"))),
            new Claims("urn:2", List.of("General"), Map.of("name", List.of("Parking Süd"))),
            new Claims("urn:1", List.of("OfferingPrice"), Map.of("price", List.of("9"))),
            new Claims("urn:2", List.of("OfferingPrice"), Map.of("price", List.of("20.0"))));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "MATCH (n) RETURN n | 4",
                "match (n:General) return n | 2",
                "MATCH (n:General) WHERE n.name = 'Parking Nord' RETURN n | 1",
                "MATCH (n:General) WHERE n.name <> 'Parking Nord' RETURN n | 1",
                "MATCH (n:General) WHERE n.name = $name RETURN n | 1",
                "MATCH (n:General) WHERE n.name CONTAINS 'ing' AND n.name ENDS WITH 'Nord' RETURN n | 1",
                "MATCH (n:General) WHERE n.name STARTS WITH 'X' OR n.name ENDS WITH 'Nord' RETURN n | 1",
                "MATCH (n:General) WHERE toLower(n.name) CONTAINS toLower('SÜD') RETURN n | 1",
                "MATCH (n:General) WHERE NOT n.keywords = 'a' RETURN n | 1",
                "MATCH (n:General) WHERE n.keywords = 'b' RETURN n | 1",
                "MATCH (n:OfferingPrice) WHERE n.price < 10 RETURN n | 1",
                "MATCH (n:OfferingPrice) WHERE n.price = $price RETURN n | 1",
                "MATCH (n:OfferingPrice) WHERE n.price >= 9 AND n.price <= 20 RETURN n | 2",
                "MATCH (n:Other) RETURN n | 0"
            })
    void findsWhatMatches(String query, int rows) {
        CypherQuery.Result result = CypherQuery.parse(query, PARAMETERS).run(NODES);

        assertThat(result.total()).isEqualTo(rows);
        assertThat(result.rows()).hasSize(rows);
    }

    @Test
    void returnsColumnsPagesAndCounts() {
        assertThat(CypherQuery.parse(
                                "MATCH (n:General) RETURN n.name AS title, n.claimsGraphUri SKIP 1 LIMIT 1", PARAMETERS)
                        .run(NODES)
                        .rows()
                        .toString())
                .isEqualTo("[{\"title\":\"Parking Süd\",\"n.claimsGraphUri\":[\"urn:2\"]}]");
        assertThat(CypherQuery.parse("MATCH (n:General) RETURN count(n)", PARAMETERS)
                        .run(NODES)
                        .rows()
                        .toString())
                .isEqualTo("[{\"count(n)\":2}]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "DROP",
                "MATCH (n) DETACH DELETE n",
                "MATCH (n)-[r]->(m) RETURN n",
                "MATCH (n) RETURN m",
                "MATCH (n) WHERE n.name LIKE 'x' RETURN n",
                "MATCH (n) WHERE n.name = $missing RETURN n",
                "MATCH (n) WHERE n.name = unquoted RETURN n",
                "MATCH (n) RETURN n LIMIT -1",
                "MATCH (n) RETURN n LIMIT 99999999999",
                "MATCH (n) RETURN n; MATCH (m) RETURN m",
                "MATCH (n) SET n.name = 'x' RETURN n",
                "CALL db.labels()"
            })
    void refusesWhatItDoesNotUnderstand(String query) {
        assertThatThrownBy(() -> CypherQuery.parse(query, PARAMETERS).run(NODES))
                .isInstanceOf(QueryFault.class);
    }
}
