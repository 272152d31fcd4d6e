package eu.twintown.node.federation;

import static org.assertj.core.api.Assertions.assertThat;

import eu.twintown.node.federation.TestNode.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Managing and finding registrations (ETSI GS CIM 009 V1.9.1, clauses 5.9, 5.10, 5.12, 5.2.8 to 5.2.11). */
class RegistrationRoutesTest {
    private static final String CSR = "/csourceRegistrations";
    private static TestNode node;

    @BeforeAll
    static void start() {
        node = TestNode.start("r");
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    private static String document(String members) {
        return "{\"type\":\"ContextSourceRegistration\"" + (members.isEmpty() ? "" : "," + members) + "}";
    }

    @Test
    void createsGivesChangesAndDeletes() {
        Answer created = node.call("POST", CSR, """
                {"@context":{"House":"https://example.org/House","rooms":"https://example.org/rooms"},
                 "type":"ContextSourceRegistration","id":"urn:csr:1","endpoint":"http://127.0.0.1:1","custom":"kept",
                 "timesSent":99,"information":[{"entities":[{"type":"House"}],"propertyNames":["rooms"]}]}""", "Content-Type", "application/ld+json");
        assertThat(created.status()).as(created.body()).isEqualTo(201);
        assertThat(created.header("Location")).isEqualTo("/ngsi-ld/v1/csourceRegistrations/urn:csr:1");

        JsonNode shown = node.get(CSR + "/urn:csr:1").json();
        assertThat(shown.get("information").get(0).get("propertyNames").get(0).asString())
                .isEqualTo("https://example.org/rooms");
        assertThat(shown.get("custom").asString()).isEqualTo("kept");
        assertThat(shown.has("timesSent")).isFalse();

        assertThat(node.call(
                                "PATCH",
                                CSR + "/urn:csr:1",
                                "{\"registrationName\":\"R\",\"custom\":\"urn:ngsi-ld:null\"}")
                        .status())
                .isEqualTo(204);
        shown = node.get(CSR + "/urn:csr:1", "Accept", "application/ld+json").json();
        assertThat(shown.get("registrationName").asString()).isEqualTo("R");
        assertThat(shown.has("custom")).isFalse();
        assertThat(shown.has("@context")).isTrue();

        assertThat(node.call("PATCH", CSR + "/urn:csr:1", "{\"endpoint\":\"nowhere\"}")
                        .status())
                .isEqualTo(400);
        assertThat(node.post(
                                CSR,
                                document("\"id\":\"urn:csr:1\",\"endpoint\":\"http://127.0.0.1:1\","
                                        + "\"information\":[{\"entities\":[{\"type\":\"A\"}]}]"))
                        .status())
                .isEqualTo(409);
        assertThat(node.get(CSR + "/urn:csr:1", "NGSILD-Tenant", "other").status())
                .isEqualTo(404);
        assertThat(node.call("DELETE", CSR + "/urn:csr:1", "").status()).isEqualTo(204);
        assertThat(node.call("DELETE", CSR + "/urn:csr:1", "").status()).isEqualTo(404);
        assertThat(node.get(CSR + "/nonsense").status()).isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "'information':[{'entities':[{'type':'A'}]}]|/endpoint|400",
                "'endpoint':'http://x.example'|/information|400",
                "'endpoint':'http://x.example','information':[]|/information|400",
                "'endpoint':'http://x.example','information':[{}]|/information/0/entities|400",
                "'endpoint':'http://x.example','information':[{'entities':[{'id':'urn:x'}]}]|/information/0/entities/0/type|400",
                "'endpoint':'http://x.example','information':[{'entities':[{'type':'A','id':'x y'}]}]|/information/0/entities/0/id|400",
                "'endpoint':'http://x.example','information':[{'entities':[{'type':'A','idPattern':'['}]}]|/information/0/entities/0/idPattern|400",
                "'endpoint':'http://x.example','information':[{'propertyNames':[]}]|/information/0/propertyNames|400",
                "'endpoint':'ftp://x.example','information':[{'propertyNames':['a']}]|/endpoint|400",
                "'endpoint':'http://u:p@x.example','information':[{'propertyNames':['a']}]|/endpoint|400",
                "'endpoint':'http://x.example','mode':'odd','information':[{'propertyNames':['a']}]|/mode|400",
                "'endpoint':'http://x.example','mode':'redirect','information':[{'propertyNames':['a']}]|/mode|501",
                "'endpoint':'http://x.example','mode':'auxiliary','information':[{'propertyNames':['a']}]|/operations|400",
                "'endpoint':'http://x.example','operations':['dance'],'information':[{'propertyNames':['a']}]|/operations|400",
                "'endpoint':'http://x.example','expiresAt':'2001-01-01T00:00:00Z','information':[{'propertyNames':['a']}]|/expiresAt|400",
                "'endpoint':'http://x.example','location':{'type':'Point','coordinates':[1,200]},'information':[{'propertyNames':['a']}]|/location/coordinates/1|400",
                "'endpoint':'http://x.example','contextSourceInfo':[{'key':'a'}],'information':[{'propertyNames':['a']}]|/contextSourceInfo/0/value|400",
                "'endpoint':'http://x.example','contextSourceAlias':'two words','information':[{'propertyNames':['a']}]|/contextSourceAlias|400",
                "'endpoint':'http://x.example','management':{'timeout':0},'information':[{'propertyNames':['a']}]|/management/timeout|400",
                "'endpoint':'http://x.example','observationInterval':{},'information':[{'propertyNames':['a']}]|/observationInterval/startAt|400",
            })
    void namesTheFault(String members, String pointer, int status) {
        Answer answer = node.post(CSR, document(members.replace('\'', '"')));
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.json().path("pointer").asString("")).as(answer.body()).isEqualTo(pointer);
    }

    @Test
    void findsByTypeAttributeIdScopeAndPlaceAndShowsWhatMatters() {
        String tenant = "find";
        String[] headers = {"NGSILD-Tenant", tenant};
        node.post(CSR, document("""
                "id":"urn:csr:a","endpoint":"http://127.0.0.1:1","scope":"/muenster/parks",
                "location":{"type":"Point","coordinates":[7.6,51.9]},
                "information":[{"entities":[{"type":"A","idPattern":"^urn:a"}],"propertyNames":["p"]},
                               {"entities":[{"type":"B"}]}]"""), headers);
        node.post(CSR, document("""
                "id":"urn:csr:b","endpoint":"http://127.0.0.1:1",
                "information":[{"relationshipNames":["r"]}]"""), headers);

        assertThat(node.get(CSR + "?type=A", headers).ids()).containsExactly("urn:csr:a", "urn:csr:b");
        assertThat(node.get(CSR + "?type=A", headers)
                        .json()
                        .get(0)
                        .get("information")
                        .size())
                .isEqualTo(1);
        assertThat(node.get(CSR + "?type=A&attrs=p", headers).ids()).containsExactly("urn:csr:a");
        assertThat(node.get(CSR + "?attrs=r", headers).ids()).containsExactly("urn:csr:a", "urn:csr:b");
        assertThat(node.get(CSR + "?type=A&attrs=r", headers).ids()).containsExactly("urn:csr:b");
        assertThat(node.get(CSR + "?type=A&q=p%3E1", headers).ids()).containsExactly("urn:csr:a");
        assertThat(node.get(CSR + "?type=A&attrs=p&id=urn:b:1", headers).ids()).isEmpty();
        assertThat(node.get(CSR + "?type=B&scopeQ=/muenster/%23", headers).ids())
                .containsExactly("urn:csr:a");
        String geo = "&georel=near;maxDistance==1000&geometry=Point&coordinates=";
        assertThat(node.get(CSR + "?type=B" + geo + "%5B7.6,51.9%5D", headers).ids())
                .contains("urn:csr:a");
        assertThat(node.get(CSR + "?type=B" + geo + "%5B3.7,51.0%5D", headers).ids())
                .doesNotContain("urn:csr:a");
        Answer page = node.get(CSR + "?type=A&limit=1&count=true", headers);
        assertThat(page.ids()).hasSize(1);
        assertThat(page.header("NGSILD-Results-Count")).isEqualTo("2");
        assertThat(page.link("next")).contains("offset=1");
        assertThat(node.get(CSR, headers).status()).isEqualTo(400);
        assertThat(node.get(CSR + "?type=A&csf=x", headers).status()).isEqualTo(501);
        assertThat(node.get(CSR + "?type=A&colour=red", headers).status()).isEqualTo(400);
    }

    @Test
    void operationGroupsOfTheSpecificationAreKnown() {
        assertThat(Operations.expand(java.util.List.of("retrieveOps")))
                .containsExactlyInAnyOrder("retrieveEntity", "queryEntity");
        assertThat(Operations.expand(java.util.List.of("federationOps")))
                .hasSize(19)
                .contains("createEntityMapQueryEntity");
        assertThat(Operations.expand(java.util.List.of("updateOps", "queryEntity")))
                .hasSize(5);
        assertThat(Operations.isKnown("purgeEntity")).isTrue();
        assertThat(Operations.isKnown("retrieve")).isFalse();
    }
}
