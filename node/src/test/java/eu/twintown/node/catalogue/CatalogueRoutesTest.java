package eu.twintown.node.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import eu.twintown.kernel.problem.ProblemException;
import io.helidon.http.Status;
import io.helidon.webserver.WebServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.apache.jena.rdf.model.Model;
import org.apache.jena.rdf.model.ModelFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CatalogueRoutesTest {
    private final HttpClient client = HttpClient.newHttpClient();
    private WebServer server;

    @BeforeEach
    void start() {
        server = WebServer.builder()
                .host("127.0.0.1")
                .port(0)
                .routing(routing -> routing.register(new CatalogueRoutes(ExampleCatalogue.catalogue()))
                        .error(ProblemException.class, (request, response, e) -> response.status(
                                        Status.create(e.problem().type().status()))
                                .send(e.problem().detail())))
                .build()
                .start();
    }

    @AfterEach
    void stop() {
        server.stop();
        client.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/catalogue | text/turtle | text/turtle",
                "/catalogue | application/ld+json | application/ld+json",
                "/catalogue | application/json | application/ld+json",
                "/catalogue | */* | application/ld+json",
                "/catalogue | text/turtle;q=0.5, application/ld+json;q=0.9 | application/ld+json",
                "/catalogue | application/xml, text/turtle;q=0.2 | text/turtle",
                "/catalogue?format=ttl | application/ld+json | text/turtle",
                "/catalogue?format=jsonld | text/turtle | application/ld+json"
            })
    void theFormIsNegotiated(String path, String accept, String mediaType) throws Exception {
        HttpResponse<byte[]> response = get(path, accept);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type").orElseThrow()).startsWith(mediaType);
        assertThat(response.headers().firstValue("Vary")).hasValue("Accept");
        assertThat(response.body()).isNotEmpty();
    }

    @Test
    void bothFormsAreTheSameGraph() throws Exception {
        Model turtle = ModelFactory.createDefaultModel();
        turtle.read(new ByteArrayInputStream(get("/catalogue?format=ttl", "*/*").body()), null, "TURTLE");
        Model jsonLd = ModelFactory.createDefaultModel();
        jsonLd.read(
                new ByteArrayInputStream(get("/catalogue?format=jsonld", "*/*").body()), null, "JSON-LD");

        assertThat(turtle.size()).isGreaterThan(100);
        assertThat(turtle.isIsomorphicWith(jsonLd)).isTrue();
    }

    @Test
    void whatIsWrongIsNamed() throws Exception {
        assertThat(get("/catalogue", "application/pdf").statusCode()).isEqualTo(406);
        assertThat(get("/catalogue?format=pdf", "*/*").statusCode()).isEqualTo(400);
        assertThat(new String(get("/catalogue?form=ttl", "*/*").body(), java.nio.charset.StandardCharsets.UTF_8))
                .contains("form");
    }

    private HttpResponse<byte[]> get(String path, String accept) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                        .header("Accept", accept)
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());
    }
}
