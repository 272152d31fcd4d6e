package eu.twintown.node.cli;

import static org.assertj.core.api.Assertions.assertThat;

import eu.twintown.node.join.AuthorityApi;
import eu.twintown.node.join.Document;
import eu.twintown.node.join.NodeApi;
import eu.twintown.node.join.TestSpace;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * docs/join.md, step by step: a third city with real data becomes a member and federates with another one. Counts
 * commands and seconds.
 */
class JoinTest {
    private static final String QUERY = "/ngsi-ld/v1/entities?type=AirQualityObserved&limit=100";
    private static final Duration HOUR = Duration.ofHours(1);

    @TempDir
    private Path temporary;

    private final HttpClient http = HttpClient.newHttpClient();
    private final List<String> commands = new ArrayList<>();
    private TestSpace space;
    private Process node;

    @BeforeEach
    void aDataSpaceWithOneMember() throws Exception {
        Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rwxr-xr-x"));
        space = new TestSpace(Files.createDirectory(temporary.resolve("space")), "muenster", "barcelona");
        // What Münster has is for members only, under an agreement; the test may write there.
        URI muenster = space.start("muenster", """
                access: {public: [health, writes]}
                offers:
                  - id: air-quality
                    title: Air quality of Münster
                    types: ["https://smartdatamodels.org/dataModel.Environment/AirQualityObserved"]
                    template: members
                """);
        send(
                HttpRequest.newBuilder(muenster.resolve("/ngsi-ld/v1/entities"))
                        .header("Content-Type", "application/json")
                        .header(
                                "Link",
                                "<https://twintown.eu/contexts/city.jsonld>;"
                                        + " rel=\"http://www.w3.org/ns/json-ld#context\"; type=\"application/ld+json\"")
                        .POST(HttpRequest.BodyPublishers.ofString("""
                                {"id": "urn:ngsi-ld:AirQualityObserved:muenster:1", "type": "AirQualityObserved",
                                 "no2": {"type": "Property", "value": 21}}""")),
                201);
        member("muenster");
    }

    private void member(String name) {
        try (NodeApi operator = space.operator(name);
                AuthorityApi notary = space.notary()) {
            eu.twintown.node.join.Joining joining = new eu.twintown.node.join.Joining(operator, line -> {});
            joining.apply(
                    new eu.twintown.node.join.Application(
                            "City of " + name,
                            "DATA_PROVIDER",
                            new eu.twintown.node.join.Application.Applicant(
                                    name, "a-long-secret-of-" + name, "Ada", "Adams", "ada@" + name + ".example")),
                    wanted -> java.util.Optional.of(Document.ofText("profile.pdf", List.of(name))));
            notary.approveWhenThere("City of " + name, List.of(), "", Duration.ofMinutes(1));
            joining.awaitCertificate(Duration.ofMinutes(1));
            joining.awaitMembership(Duration.ofMinutes(1));
        }
    }

    @AfterEach
    void stop() throws Exception {
        if (node != null) {
            node.getOutputStream().close();
            if (!node.waitFor(30, TimeUnit.SECONDS)) {
                node.destroyForcibly();
            }
        }
        space.close();
        http.close();
    }

    private int run(String... words) {
        commands.add("twintown " + String.join(" ", words));
        StringWriter out = new StringWriter();
        int code = Main.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(out, true))
                .execute(words);
        assertThat(code).as(String.join(" ", words) + "\n" + out).isZero();
        return code;
    }

    private Process serve(Path config) throws IOException {
        commands.add("twintown serve --config " + config.getFileName());
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-Xmx300m",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "eu.twintown.node.cli.Main",
                        "serve",
                        "--config",
                        config.toString(),
                        "--stop-with-input")
                .redirectErrorStream(true)
                .redirectOutput(temporary.resolve("node.log").toFile())
                .start();
    }

    private HttpResponse<String> send(HttpRequest.Builder request, int status) throws Exception {
        HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        return response;
    }

    @Test
    void aThirdCityJoinsInUnderAnHour() throws Exception {
        Instant start = Instant.now();
        URI muenster = space.planned("muenster");
        URI barcelona = space.planned("barcelona");
        Path folder = temporary.resolve("barcelona");
        Path config = folder.resolve("twintown.yaml");

        run(
                "init",
                folder.toString(),
                "--example",
                "barcelona",
                "--port",
                "" + barcelona.getPort(),
                "--authority",
                space.tier1().toString(),
                "--authority-tier2",
                space.tier2().toString(),
                "--tier2-port",
                "0",
                "--agreement",
                "did:web:127.0.0.1%3A" + muenster.getPort() + ",urn:dataset:muenster:air-quality");
        run("check", "--config", config.toString());
        node = serve(config);
        Path profile = Files.writeString(temporary.resolve("profile.pdf"), "%PDF-1.4 Ajuntament de Barcelona");
        CompletableFuture<Integer> joining = CompletableFuture.supplyAsync(() -> run(
                "join",
                "--config",
                config.toString(),
                "--first-name",
                "Montserrat",
                "--last-name",
                "Puig",
                "--email",
                "m.puig@bcn.example",
                "--document",
                documentName() + "=" + profile));
        try (AuthorityApi notary = space.notary()) {
            commands.add("(the notary approves, in the authority's console)");
            notary.approveWhenThere("Ajuntament de Barcelona", List.of(), "welcome", Duration.ofMinutes(3));
        }
        assertThat(joining.get(3, TimeUnit.MINUTES)).isZero();

        // A stranger gets nothing of Münster; the new member's users get both cities in one answer, by the agreement to
        // which their node has come by itself.
        send(HttpRequest.newBuilder(muenster.resolve(QUERY)), 401);
        try (NodeApi operator = new NodeApi(
                barcelona,
                "operator",
                Files.readString(folder.resolve("operator-secret")).strip())) {
            commands.add("curl " + QUERY);
            Awaitility.await().atMost(Duration.ofMinutes(2)).untilAsserted(() -> {
                List<String> ids = operator.get(QUERY)
                        .valueStream()
                        .map(entity -> entity.path("id").asString())
                        .toList();
                assertThat(ids).contains("urn:ngsi-ld:AirQualityObserved:muenster:1");
                assertThat(ids).filteredOn(id -> id.contains(":barcelona:")).hasSize(8);
            });
            assertThat(operator.get("/api/agreements")).singleElement().satisfies(agreement -> {
                assertThat(agreement.path("state").asString()).isEqualTo("IN_FORCE");
                assertThat(agreement.path("side").asString()).isEqualTo("CONSUMER");
            });
        }
        Duration taken = Duration.between(start, Instant.now());
        System.out.println("Joining took " + commands.size() + " steps and " + taken.toSeconds() + " s");
        assertThat(taken).isLessThan(HOUR);
        assertThat(commands).hasSizeLessThanOrEqualTo(6);
    }

    /** What the authority's template calls the document that it wants. */
    private String documentName() {
        try (NodeApi operator = space.operator("muenster")) {
            JsonNode documents = operator.get("/api/simpl").path("onboarding").path("documents");
            return documents.path(0).path("name").asString();
        }
    }
}
