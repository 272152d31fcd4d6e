package eu.twintown.node.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import eu.twintown.node.federation.TestNode;
import eu.twintown.node.federation.TestNode.Answer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Managing subscriptions (ETSI GS CIM 009 V1.9.1, clauses 5.8.1 to 5.8.5, 5.2.12 to 5.2.15). */
class SubscriptionRoutesTest {
    private static final String ENDPOINT = "\"endpoint\":{\"uri\":\"http://127.0.0.1:1/n\"}";
    private static TestNode node;

    @BeforeAll
    static void start() {
        node = TestNode.start("s");
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    private static String document(String members) {
        return "{\"type\":\"Subscription\"" + (members.isEmpty() ? "" : "," + members) + "}";
    }

    @Test
    void createsGivesChangesAndDeletes() {
        Answer created = node.post("/subscriptions", document("""
                "id":"urn:sub:a","entities":[{"type":"(A;B)|C","id":["urn:x:1","urn:x:2"]}],"watchedAttributes":["free"],
                "q":"free>10","subscriptionName":"mine",
                "notification":{"attributes":["free"],"format":"concise",%s}""".formatted(ENDPOINT)));
        assertThat(created.status()).as(created.body()).isEqualTo(201);
        assertThat(created.header("Location")).isEqualTo("/ngsi-ld/v1/subscriptions/urn:sub:a");

        JsonNode shown = node.get("/subscriptions/urn:sub:a").json();
        assertThat(shown.get("entities").get(0).get("type").asString()).contains("A", "B", "C");
        assertThat(shown.get("watchedAttributes").get(0).asString()).isEqualTo("free");
        assertThat(shown.get("q").asString()).isEqualTo("free>10");
        assertThat(shown.get("status").asString()).isEqualTo("active");
        assertThat(shown.get("jsonldContext").asString()).contains("core-context");
        assertThat(shown.get("notification").get("attributes").get(0).asString())
                .isEqualTo("free");

        assertThat(node.call(
                                "PATCH",
                                "/subscriptions/urn:sub:a",
                                "{\"q\":\"free>20\",\"subscriptionName\":\"urn:ngsi-ld:null\"}")
                        .status())
                .isEqualTo(204);
        shown = node.get("/subscriptions/urn:sub:a", "Accept", "application/ld+json")
                .json();
        assertThat(shown.get("q").asString()).isEqualTo("free>20");
        assertThat(shown.has("subscriptionName")).isFalse();
        assertThat(shown.has("@context")).isTrue();

        assertThat(node.post(
                                "/subscriptions",
                                document("\"id\":\"urn:sub:a\",\"entities\":[{\"type\":\"A\"}]," + "\"notification\":{"
                                        + ENDPOINT + "}"))
                        .status())
                .isEqualTo(409);
        assertThat(node.call("DELETE", "/subscriptions/urn:sub:a", "").status()).isEqualTo(204);
        assertThat(node.get("/subscriptions/urn:sub:a").status()).isEqualTo(404);
        assertThat(node.call("DELETE", "/subscriptions/urn:sub:a", "").status()).isEqualTo(404);
        assertThat(node.call("PATCH", "/subscriptions/urn:sub:a", "{\"q\":\"a\"}")
                        .status())
                .isEqualTo(404);
        assertThat(node.get("/subscriptions/nonsense").status()).isEqualTo(400);
    }

    @Test
    void listsInPages() {
        IntStream.range(0, 5)
                .forEach(i -> node.post(
                        "/subscriptions",
                        document("\"id\":\"urn:list:" + i + "\",\"entities\":[{\"type\":\"L\"}],\"notification\":{"
                                + ENDPOINT + "}"),
                        "NGSILD-Tenant",
                        "list"));
        Answer page = node.get("/subscriptions?limit=2&offset=2&count=true", "NGSILD-Tenant", "list");
        assertThat(page.ids()).containsExactly("urn:list:2", "urn:list:3");
        assertThat(page.header("NGSILD-Results-Count")).isEqualTo("5");
        assertThat(page.link("next")).contains("offset=4");
        assertThat(page.link("prev")).contains("offset=0");
        assertThat(node.get("/subscriptions?wrong=1").status()).isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "'entities':[{'type':'A'}]|/notification|400",
                "'notification':{E}|/entities|400",
                "'entities':[],'notification':{E}|/entities|400",
                "'entities':[{'id':'urn:x'}],'notification':{E}|/entities/0/type|400",
                "'entities':[{'type':'A','id':'no uri'}],'notification':{E}|/entities/0/id|400",
                "'entities':[{'type':'A','idPattern':'('}],'notification':{E}|/entities/0/idPattern|400",
                "'entities':[{'type':'A,;B'}],'notification':{E}|/entities/0/type|400",
                "'entities':[{'type':'A'}],'q':'a>>','notification':{E}|/q|400",
                "'entities':[{'type':'A'}],'scopeQ':'!','notification':{E}|/scopeQ|400",
                "'entities':[{'type':'A'}],'geoQ':{'georel':'near','geometry':'Point','coordinates':[1,2]},'notification':{E}|/geoQ|400",
                "'entities':[{'type':'A'}],'geoQ':{'georel':'within','geometry':'Point'},'notification':{E}|/geoQ/coordinates|400",
                "'entities':[{'type':'A'}],'watchedAttributes':[],'notification':{E}|/watchedAttributes|400",
                "'entities':[{'type':'A'}],'watchedAttributes':['a',5],'notification':{E}|/watchedAttributes/1|400",
                "'entities':[{'type':'A'}],'throttling':-1,'notification':{E}|/throttling|400",
                "'entities':[{'type':'A'}],'isActive':'yes','notification':{E}|/isActive|400",
                "'entities':[{'type':'A'}],'expiresAt':'tomorrow','notification':{E}|/expiresAt|400",
                "'entities':[{'type':'A'}],'expiresAt':'2001-01-01T00:00:00Z','notification':{E}|/expiresAt|400",
                "'entities':[{'type':'A'}],'notificationTrigger':['entityEaten'],'notification':{E}|/notificationTrigger|400",
                "'entities':[{'type':'A'}],'notification':{'endpoint':{}}|/notification/endpoint/uri|400",
                "'entities':[{'type':'A'}],'notification':{'endpoint':{'uri':''}}|/notification/endpoint/uri|400",
                "'entities':[{'type':'A'}],'notification':{'endpoint':{'uri':'ftp://x.example'}}|/notification/endpoint/uri|400",
                "'entities':[{'type':'A'}],'notification':{'endpoint':{'uri':'http://x.example','accept':'text/html'}}|/notification/endpoint/accept|400",
                "'entities':[{'type':'A'}],'notification':{'endpoint':{'uri':'http://x.example','receiverInfo':[{'key':'a b','value':'c'}]}}|/notification/endpoint/receiverInfo/0/key|400",
                "'entities':[{'type':'A'}],'notification':{'format':'xml',E}|/notification/format|400",
                "'entities':[{'type':'A'}],'notification':{'attributes':[],E}|/notification/attributes|400",
                "'id':'x','entities':[{'type':'A'}],'notification':{E}|/id|400",
                "'entities':[{'type':'A'}],'timeInterval':5,'notification':{E}|/timeInterval|501",
                "'entities':[{'type':'A'}],'notification':{'showChanges':true,E}|/notification/showChanges|501",
                "'entities':[{'type':'A'}],'notification':{'join':'flat',E}|/notification/join|501",
                "'entities':[{'type':'A'}],'notification':{'endpoint':{'uri':'mqtt://x.example/t'}}|/notification/endpoint/uri|501",
            })
    void namesTheFault(String members, String pointer, int status) {
        Answer answer = node.post(
                "/subscriptions",
                document(
                        members.replace("E}", ENDPOINT.replace('"', '\'') + "}").replace('\'', '"')));
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.json().path("pointer").asString("")).as(answer.body()).isEqualTo(pointer);
        assertThat(node.get("/subscriptions").json()).isEmpty();
    }

    @Test
    void anUpdateThatWouldBreakASubscriptionIsRefused() {
        node.post(
                "/subscriptions",
                document("\"id\":\"urn:upd:1\",\"entities\":[{\"type\":\"U\"}],\"notification\":{" + ENDPOINT + "}"),
                "NGSILD-Tenant",
                "upd");
        for (String fragment : new String[] {
            "{\"notification\":\"urn:ngsi-ld:null\"}",
            "{\"id\":\"urn:other\"}",
            "{\"entities\":\"urn:ngsi-ld:null\"}",
            "[]"
        }) {
            assertThat(node.call("PATCH", "/subscriptions/urn:upd:1", fragment, "NGSILD-Tenant", "upd")
                            .status())
                    .as(fragment)
                    .isEqualTo(400);
        }
        assertThat(node.get("/subscriptions/urn:upd:1", "NGSILD-Tenant", "upd")
                        .json()
                        .has("entities"))
                .isTrue();
    }
}
