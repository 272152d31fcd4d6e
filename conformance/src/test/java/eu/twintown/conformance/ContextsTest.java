package eu.twintown.conformance;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Clauses 5.5.5 to 5.5.7 and 6.3.5: user contexts, by URL, inline, in arrays and in the Link header. */
class ContextsTest {

    private static final WireMockServer SERVER = new WireMockServer(
            WireMockConfiguration.options().bindAddress("127.0.0.1").dynamicPort());
    private final Caller caller = Caller.inFreshTenant(RunningNode.shared());

    @BeforeAll
    static void start() {
        SERVER.start();
        SERVER.stubFor(get("/car.jsonld").willReturn(okJson("""
                {"@context": {"Auto": "https://city.example/Auto", "tempo": "https://city.example/tempo"}}""")));
        SERVER.stubFor(get("/broken.jsonld").willReturn(aResponse().withStatus(500)));
        SERVER.stubFor(get("/page.html").willReturn(aResponse().withBody("<html></html>")));
        SERVER.stubFor(get("/none.jsonld").willReturn(okJson("{\"a\": 1}")));
    }

    @AfterAll
    static void stop() {
        SERVER.stop();
    }

    private static String url(String path) {
        return SERVER.baseUrl() + path;
    }

    private static String auto(String id, String context) {
        return """
                {"@context": %s, "id": "%s", "type": "Auto", "tempo": {"type": "Property", "value": 5}}""".formatted(context, id);
    }

    @Test
    void aContextByUrlExpandsOnTheWayInAndCompactsOnTheWayOut() {
        caller.writeLd("POST", "/entities", auto("urn:x:1", "\"" + url("/car.jsonld") + "\""))
                .hasStatus(201);

        JsonNode plain = caller.entity("urn:x:1");
        assertThat(plain.get("type").asString()).isEqualTo("https://city.example/Auto");
        assertThat(plain.at("/https:~1~1city.example~1tempo/value").asInt()).isEqualTo(5);
        Answer linked = caller.get("/entities/urn:x:1", "Link", Caller.link(url("/car.jsonld")));
        assertThat(linked.json().get("type").asString()).isEqualTo("Auto");
        assertThat(linked.json().at("/tempo/value").asInt()).isEqualTo(5);
        assertThat(linked.header("Link")).hasValue(Caller.link(url("/car.jsonld")));
    }

    @Test
    void contextsInlineAndInArraysWorkAlike() {
        String core = "https://uri.etsi.org/ngsi-ld/v1/ngsi-ld-core-context-v1.8.jsonld";
        caller.writeLd("POST", "/entities", auto("urn:x:1", "{\"Auto\": \"https://city.example/Auto\"}"))
                .hasStatus(201);
        caller.writeLd(
                        "POST",
                        "/entities",
                        auto("urn:x:2", "[\"" + url("/car.jsonld") + "\", {\"x\": \"urn:x:\"}, \"" + core + "\"]"))
                .hasStatus(201);

        assertThat(caller.get("/entities?type=Auto", "Link", Caller.link(url("/car.jsonld")))
                        .ids())
                .containsExactlyInAnyOrder("urn:x:1", "urn:x:2");
    }

    @Test
    void theLinkHeaderHoldsForJsonBodiesAndQueryParameters() {
        caller.send(
                        "POST",
                        "/entities",
                        "{\"id\": \"urn:x:1\", \"type\": \"Auto\", \"tempo\": {\"type\": \"Property\", \"value\": 5}}",
                        "Content-Type",
                        Caller.JSON,
                        "Link",
                        Caller.link(url("/car.jsonld")))
                .hasStatus(201);

        assertThat(caller.get("/entities?q=tempo==5", "Link", Caller.link(url("/car.jsonld")))
                        .ids())
                .containsExactly("urn:x:1");
        assertThat(caller.get("/entities?q=tempo==5").ids()).isEmpty();
        assertThat(caller.get("/entities?type=" + Caller.encode("https://city.example/Auto"))
                        .ids())
                .containsExactly("urn:x:1");
    }

    /** The core context has the last word (clause 5.5.7). */
    @Test
    void aUserContextCannotChangeTheCore() {
        caller.writeLd("POST", "/entities", """
                        {"@context": {"location": "https://city.example/elsewhere", "type": "https://city.example/kind"},
                         "id": "urn:x:1", "type": "A",
                         "location": {"type": "GeoProperty", "value": {"type": "Point", "coordinates": [7, 51]}}}""").hasStatus(201);

        assertThat(caller.entity("urn:x:1").at("/location/value/type").asString())
                .isEqualTo("Point");
    }

    @Test
    void aContextIsFetchedOnce() {
        SERVER.stubFor(get("/once.jsonld").willReturn(okJson("{\"@context\": {\"B\": \"https://city.example/B\"}}")));
        caller.create("{\"id\": \"urn:x:1\", \"type\": \"A\"}");
        for (int i = 0; i < 3; i++) {
            caller.get("/entities?type=B", "Link", Caller.link(url("/once.jsonld")))
                    .hasStatus(200);
        }
        SERVER.verify(1, getRequestedFor(urlEqualTo("/once.jsonld")));
    }

    /** Clause 5.5.6: 504 from V1.9.1 on. */
    @Test
    void aContextThatCannotBeHadIs504AndNamed() {
        caller.writeLd("POST", "/entities", auto("urn:x:1", "\"" + url("/broken.jsonld") + "\""))
                .isProblem(504, "LdContextNotAvailable")
                .speaksOf("/broken.jsonld", "500");
        caller.get("/entities?type=A", "Link", Caller.link("http://127.0.0.1:1/c.jsonld"))
                .isProblem(504, "LdContextNotAvailable")
                .speaksOf("http://127.0.0.1:1/c.jsonld");
        caller.writeLd(
                        "POST",
                        "/entityOperations/create",
                        "[" + auto("urn:x:1", "\"" + url("/broken.jsonld") + "\"") + "]")
                .isProblem(504, "LdContextNotAvailable");
        caller.get("/entities/urn:x:1").hasStatus(404);
    }

    /** Clause 5.5.6: what came but is no context is the caller's fault. */
    @Test
    void whatIsNoContextIs400() {
        for (String path : new String[] {"/page.html", "/none.jsonld"}) {
            caller.writeLd("POST", "/entities", auto("urn:x:1", "\"" + url(path) + "\""))
                    .isProblem(400, "BadRequestData")
                    .speaksOf(path);
        }
        for (String context : new String[] {"5", "\"no url\"", "[7]", "{\"a\": 5}", "\"file:///etc/passwd\""}) {
            caller.writeLd("POST", "/entities", auto("urn:x:1", context)).isProblem(400, "BadRequestData");
        }
        caller.get("/entities/urn:x:1").hasStatus(404);
    }

    /** No server-side request forgery: private addresses other than those configured are not reached. */
    @Test
    void contextsAtPrivateAddressesAreNotReached() {
        caller.get("/entities?type=A", "Link", Caller.link("http://10.0.0.1/c.jsonld"))
                .isProblem(504, "LdContextNotAvailable");
        caller.get("/entities?type=A", "Link", Caller.link("http://169.254.169.254/latest/meta-data"))
                .isProblem(504, "LdContextNotAvailable");
    }
}
