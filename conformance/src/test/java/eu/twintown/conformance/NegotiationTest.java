package eu.twintown.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Clauses 6.3.3 to 6.3.6: preconditions, contexts and media types of requests and answers. */
class NegotiationTest {

    private static final String PATH = "/entities/urn:x:1";
    private static final String CORE = "https://uri.etsi.org/ngsi-ld/v1/ngsi-ld-core-context-v1.9.jsonld";
    private static final Caller CALLER = Caller.inFreshTenant(RunningNode.shared());

    @BeforeAll
    static void create() {
        CALLER.create("{\"id\": \"urn:x:1\", \"type\": \"A\"}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "*/*                                              # application/json",
                "application/*                                    # application/json",
                "application/json                                 # application/json",
                "application/ld+json                              # application/ld+json",
                "application/ld+json, application/json            # application/json",
                "application/json;q=0.5, application/ld+json      # application/ld+json",
                "application/json;q=0, */*                        # application/ld+json",
                "text/html, application/geo+json;q=0.9, */*;q=0.1 # application/geo+json",
                "application/ld+json; charset=utf-8 ;q=1          # application/ld+json",
                "APPLICATION/LD+JSON                              # application/ld+json"
            })
    void theBestAcceptedMediaTypeIsChosen(String accept, String expected) {
        assertThat(CALLER.get(PATH, "Accept", accept).hasStatus(200).header("Content-Type"))
                .hasValue(expected);
    }

    @Test
    void withoutAcceptItIsJson() {
        assertThat(CALLER.get(PATH).header("Content-Type")).hasValue(Caller.JSON);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/html", "application/xml, text/*", "application/json;q=0"})
    void whatCannotBeProducedIs406AndTheAnswerListsWhatCan(String accept) {
        CALLER.get(PATH, "Accept", accept).isProblem(406, "NotAcceptable").speaksOf("application/ld+json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/xml", "json", "application/geo+json"})
    void otherMediaTypesOfBodiesAre415(String type) {
        CALLER.send("POST", "/entities", "{\"id\": \"urn:x:2\", \"type\": \"A\"}", "Content-Type", type)
                .isProblem(415, "UnsupportedMediaType")
                .speaksOf("application/ld+json");
    }

    @Test
    void aBodyWithoutMediaTypeIs415() {
        CALLER.send("POST", "/entities", "{\"id\": \"urn:x:2\", \"type\": \"A\"}")
                .isProblem(415, "UnsupportedMediaType");
    }

    @Test
    void aMediaTypeMayHaveACharset() {
        CALLER.send(
                        "POST",
                        "/entities",
                        "{\"id\": \"urn:x:charset\", \"type\": \"A\"}",
                        "Content-Type",
                        "application/json; charset=UTF-8")
                .hasStatus(201);
    }

    /** Clause 6.3.6: JSON names its context in a Link header, JSON-LD in the body. */
    @Test
    void theContextStandsWhereTheMediaTypeWantsIt() {
        Answer json = CALLER.get(PATH);
        assertThat(json.header("Link")).hasValue(Caller.link(CORE));
        assertThat(json.json().has("@context")).isFalse();

        Answer jsonLd = CALLER.get(PATH, "Accept", Caller.JSON_LD);
        assertThat(jsonLd.json().get("@context").asString()).isEqualTo(CORE);
        assertThat(jsonLd.headers("Link")).isEmpty();
    }

    /** Clause 6.3.5: JSON-LD brings its context in the body, and nowhere else. */
    @Test
    void jsonLdBringsItsContextInTheBody() {
        CALLER.writeLd("POST", "/entities", "{\"id\": \"urn:x:ld\", \"type\": \"A\"}")
                .isProblem(400, "BadRequestData")
                .speaksOf("@context");
        CALLER.send(
                        "POST",
                        "/entities",
                        "{\"id\": \"urn:x:ld\", \"type\": \"A\", \"@context\": \"" + CORE + "\"}",
                        "Content-Type",
                        Caller.JSON_LD,
                        "Link",
                        Caller.link(CORE))
                .isProblem(400, "BadRequestData")
                .speaksOf("Link");
        CALLER.get("/entities/urn:x:ld").hasStatus(404);
        CALLER.writeLd("POST", "/entities", "{\"id\": \"urn:x:ld\", \"type\": \"A\", \"@context\": \"" + CORE + "\"}")
                .hasStatus(201);
    }

    /** Clause 6.3.5: JSON must not have a context in the body. */
    @Test
    void jsonHasNoContextInTheBody() {
        CALLER.write("POST", "/entities", "{\"id\": \"urn:x:no\", \"type\": \"A\", \"@context\": \"" + CORE + "\"}")
                .isProblem(400, "BadRequestData");
        CALLER.get("/entities/urn:x:no").hasStatus(404);
    }

    /** Clause 5.5.9.1 and RFC 8288: only the link with the right relation counts. */
    @Test
    void otherLinksAreNotContexts() {
        CALLER.get(PATH, "Link", "<https://other.example/>; rel=\"help\", " + Caller.link(CORE))
                .hasStatus(200);
        CALLER.get(PATH, "Link", Caller.link(CORE) + ", " + Caller.link("https://other.example/c"))
                .isProblem(400, "BadRequestData");
    }

    /** Clause 6.3.6: 204 has no Content-Length, and no Link. */
    @Test
    void anAnswerWithoutBodyHasNeitherLengthNorLink() {
        Answer answer = CALLER.write("PATCH", PATH, "{\"a\": {\"type\": \"Property\", \"value\": 1}}");

        assertThat(answer.hasStatus(204).headers("Content-Length")).isEmpty();
        assertThat(answer.headers("Link")).isEmpty();
    }

    @Test
    void wrongMethodsAre405AndTellTheRightOnes() {
        Answer answer = CALLER.write("PUT", "/entities", "{}").isProblem(405, "MethodNotAllowed");

        assertThat(answer.header("Allow").orElse(""))
                .contains("GET", "POST", "DELETE")
                .doesNotContain("PUT");
    }

    @Test
    void unknownPathsAre404() {
        CALLER.get("/entites").isProblem(404, "ResourceNotFound").speaksOf("/openapi.json");
        CALLER.get("/entities/urn:x:1/attributes").isProblem(404, "ResourceNotFound");
    }
}
