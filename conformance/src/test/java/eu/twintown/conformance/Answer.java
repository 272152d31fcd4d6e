package eu.twintown.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a node answered. */
record Answer(HttpResponse<String> response) {

    int status() {
        return response.statusCode();
    }

    String body() {
        return response.body();
    }

    JsonNode json() {
        return JsonMapper.shared().readTree(response.body());
    }

    Optional<String> header(String name) {
        return response.headers().firstValue(name);
    }

    List<String> headers(String name) {
        return response.headers().allValues(name);
    }

    /** The values of the ids of an array of entities. */
    List<String> ids() {
        return json().valueStream().map(entity -> entity.get("id").asString()).toList();
    }

    Answer hasStatus(int expected) {
        assertThat(status()).as(body()).isEqualTo(expected);
        return this;
    }

    /** Checks status and type of problem details, as ETSI GS CIM 009 V1.9.1, clauses 5.5.3 and 6.3.3, want them. */
    Answer isProblem(int status, String type) {
        hasStatus(status);
        JsonNode problem = json();
        assertThat(problem.get("type").asString()).isEqualTo("https://uri.etsi.org/ngsi-ld/errors/" + type);
        assertThat(problem.get("status").asInt()).isEqualTo(status);
        assertThat(problem.get("title").asString()).isNotBlank();
        assertThat(problem.get("detail").asString()).isNotBlank();
        assertThat(header("Content-Type")).hasValue("application/json");
        return this;
    }

    /** Checks that a problem's detail speaks of these. */
    Answer speaksOf(String... words) {
        assertThat(json().get("detail").asString()).contains(words);
        return this;
    }

    /** Checks where in the body a problem lies. */
    Answer pointsTo(String pointer) {
        assertThat(json().path("pointer").asString("")).as(body()).isEqualTo(pointer);
        return this;
    }
}
