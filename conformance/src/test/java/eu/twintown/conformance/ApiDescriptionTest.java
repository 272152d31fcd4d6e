package eu.twintown.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The API description against the routes of a running node. */
class ApiDescriptionTest {

    private static JsonNode description;

    @BeforeAll
    static void fetch() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(RunningNode.shared().url() + "/openapi.json"))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            description = JsonMapper.shared()
                    .readTree(client.send(request, BodyHandlers.ofString()).body());
        }
    }

    @Test
    void itIsOpenApi31() {
        assertThat(description.get("openapi").asString()).startsWith("3.1");
    }

    @Test
    void itHasEveryRouteOfTheNodeAndNoOther() {
        Set<String> running = new TreeSet<>();
        RunningNode.shared().routes().forEach(route -> running.add(route.method() + " " + route.template()));
        Set<String> described = new TreeSet<>();
        description.get("paths").properties().forEach(path -> path.getValue()
                .properties()
                .forEach(operation -> {
                    String route = operation.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey();
                    // What depends on the configuration says so, and need not be there.
                    if (!operation.getValue().has("x-when") || running.contains(route)) {
                        described.add(route);
                    }
                }));

        assertThat(described).containsExactlyInAnyOrderElementsOf(running);
    }

    @Test
    void allReferencesLeadSomewhere() {
        List<String> broken = new ArrayList<>();
        for (JsonNode reference : description.findValues("$ref")) {
            String pointer = reference.asString().substring(1);
            if (description.at(pointer).isMissingNode()) {
                broken.add(pointer);
            }
        }
        assertThat(broken).isEmpty();
    }

    /** Every variable of a path is described. */
    @Test
    void variablesOfPathsAreDescribed() {
        description.get("paths").properties().forEach(path -> {
            long variables = path.getKey().chars().filter(c -> c == '{').count();
            path.getValue().properties().forEach(operation -> {
                long described = operation
                        .getValue()
                        .path("parameters")
                        .valueStream()
                        .map(parameter -> parameter.has("$ref")
                                ? description.at(
                                        parameter.get("$ref").asString().substring(1))
                                : parameter)
                        .filter(parameter -> parameter.get("in").asString().equals("path"))
                        .filter(parameter -> path.getKey()
                                .contains("{" + parameter.get("name").asString() + "}"))
                        .count();
                assertThat(described)
                        .as(operation.getKey() + " " + path.getKey())
                        .isEqualTo(variables);
            });
        });
    }
}
