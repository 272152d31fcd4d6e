package eu.twintown.node.http;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** {@code /openapi.json}: what the node can be asked for, as OpenAPI 3.1. */
public final class ApiDescriptionRoutes implements HttpService {

    private static final String SOURCE = "openapi.yaml";

    @Override
    public void routing(HttpRules rules) {
        rules.get("/openapi.json", ApiDescriptionRoutes::send);
    }

    /** The description as a tree. */
    public static JsonNode description() {
        try (InputStream in = ApiDescriptionRoutes.class.getResourceAsStream(SOURCE)) {
            return new YAMLMapper().readTree(Objects.requireNonNull(in, SOURCE));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void send(ServerRequest request, ServerResponse response) {
        response.header(MediaType.JSON.header())
                .header(HeaderNames.CACHE_CONTROL, "no-cache")
                .send(Text.JSON);
    }

    /** Made from the YAML with the first request. */
    private static final class Text {
        private static final byte[] JSON = JsonBodies.WRITER.writeValueAsBytes(description());
    }
}
