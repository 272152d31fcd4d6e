package eu.twintown.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import eu.twintown.node.dataspace.rulebook.Rulebook;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** What the guides show can be used as it stands: their pieces of configuration are read, their requests are known. */
class GuidesTest {
    private static final Pattern YAML = Pattern.compile("```yaml\\n(.*?)```", Pattern.DOTALL);
    private static final Pattern ADDRESS =
            Pattern.compile("(?:127\\.0\\.0\\.1|localhost):808[012](/[^\\s'\"?|]*|(?=\\s|$))");
    private static final Pattern METHOD = Pattern.compile("-X ([A-Z]+)");
    private static final Pattern BODY = Pattern.compile("(^|\\s)(-d|--data-binary)\\s");

    private final Path root = Files.isDirectory(Path.of("docs")) ? Path.of("") : Path.of("..");

    @TempDir
    private Path folder;

    private final List<String> routes = new ArrayList<>();

    @BeforeEach
    void readRoutes() throws IOException {
        JsonNode description = new YAMLMapper()
                .readTree(Files.readString(root.resolve("node/src/main/resources/eu/twintown/node/http/openapi.yaml")));
        description.get("paths").properties().forEach(path -> path.getValue()
                .propertyNames()
                .forEach(method -> routes.add(method.toUpperCase(Locale.ROOT) + " "
                        + Pattern.compile("\\{[^}]+}").matcher(path.getKey()).replaceAll("[^/]+"))));
    }

    private String guide(String name) throws IOException {
        return Files.readString(root.resolve(name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"docs/offers.md", "docs/agreements-federation.md", "docs/rulebook.md"})
    void itsPiecesOfConfigurationHaveNoFaults(String name) throws IOException {
        Files.writeString(
                folder.resolve("own-policy.json"), "{\"@type\": \"Offer\", \"permission\": [{\"action\": \"use\"}]}");
        Matcher blocks = YAML.matcher(guide(name));
        int count = 0;
        while (blocks.find()) {
            if (new YAMLMapper().readTree(blocks.group(1)).has("version")) {
                Rulebook.read(new YAMLMapper().readTree(blocks.group(1)));
            } else {
                Path file = Files.writeString(
                        folder.resolve("twintown.yaml"), "node: {name: mycity, country: DE}\n" + blocks.group(1));
                assertThatCode(() -> Settings.read(file, Map.of()))
                        .as(blocks.group(1))
                        .doesNotThrowAnyException();
            }
            count++;
        }
        assertThat(count).isPositive();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "README.md",
                "docs/agreements.md",
                "docs/agreements-federation.md",
                "docs/demo.md",
                "docs/enforcement.md",
                "docs/offers.md",
                "docs/rulebook.md",
                "docs/wanted.md"
            })
    void itsRequestsAreOnesThatANodeTakes(String name) throws IOException {
        List<String> unknown = new ArrayList<>();
        int count = 0;
        String joined = guide(name).replace("\\\n", " ").replaceAll("-d '\\s*\\n", "-d '");
        for (String line : joined.lines().filter(one -> one.contains("curl ")).toList()) {
            Matcher address = ADDRESS.matcher(line);
            while (address.find()) {
                String method = METHOD.matcher(line)
                        .results()
                        .map(found -> found.group(1))
                        .findFirst()
                        .orElse(BODY.matcher(line).find() ? "POST" : "GET");
                String path =
                        address.group(1).isEmpty() ? "/" : address.group(1).replace("<the", "x");
                count++;
                if (routes.stream().noneMatch(route -> (method + " " + path).matches(route))) {
                    unknown.add(method + " " + path);
                }
            }
        }
        assertThat(unknown).isEmpty();
        assertThat(count).isPositive();
    }

    @Test
    void aRequestThatNoNodeTakesIsFound() {
        assertThat(routes).noneMatch("POST /api/wishes"::matches).anyMatch("GET /api/wishes"::matches);
    }
}
