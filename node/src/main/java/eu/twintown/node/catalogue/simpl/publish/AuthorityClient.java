package eu.twintown.node.catalogue.simpl.publish;

import eu.twintown.node.http.outgoing.OutgoingClient;
import eu.twintown.node.http.outgoing.OutgoingException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Asks the authority's catalogue and schema manager. Every refusal and every fault is a {@link CatalogueFault}. */
final class AuthorityClient {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final int PAGE = 100;
    private static final int MOST_PAGES = 50;
    private static final int LONGEST_REASON = 2_000;

    private final CatalogueSettings settings;
    private final Function<OutgoingClient.Request, OutgoingClient.Response> send;

    /** A schema as the schema manager lists it, with its content. */
    record RemoteSchema(String name, String title, String resourceType, String version, String content) {}

    AuthorityClient(CatalogueSettings settings, Function<OutgoingClient.Request, OutgoingClient.Response> send) {
        this.settings = settings;
        this.send = send;
    }

    /** Publishes a signed self-description; gives its hash. */
    String publish(ObjectNode signed) {
        return json("POST", settings.at(settings.selfDescriptions()), signed)
                .path("sdHash")
                .asString("");
    }

    /** Revokes an offering; one that is not there counts as revoked. */
    void revoke(String offering) {
        try {
            json("POST", settings.at(settings.selfDescriptions() + "/" + encode(offering) + "/revoke"), null);
        } catch (CatalogueFault e) {
            if (e.status() != 404) {
                throw e;
            }
        }
    }

    JsonNode search(String text, int page, int size) {
        return json(
                "GET",
                settings.at(
                        settings.search() + "?searchString=" + encode(text) + "&page=" + page + "&pageSize=" + size),
                null);
    }

    JsonNode advancedSearch(JsonNode wanted) {
        return json("POST", settings.at(settings.advancedSearch()), wanted);
    }

    /** Asks the schema manager to tell of changes at an address; to have asked before does no harm. */
    void subscribe(URI events) {
        ObjectNode wanted = JsonMapper.shared().createObjectNode().put("targetUrl", events.toString());
        wanted.putArray("events").add("SchemaPublished").add("SchemaRevoked");
        try {
            json("POST", URI.create(settings.schemaManager() + "/webhooks"), wanted);
        } catch (CatalogueFault e) {
            if (e.status() != 409) {
                throw e;
            }
        }
    }

    /** The latest version of each schema in use. */
    List<RemoteSchema> schemas() {
        List<RemoteSchema> all = new ArrayList<>();
        int pages = 1;
        for (int page = 1; page <= pages && page <= MOST_PAGES; page++) {
            JsonNode list = json(
                    "GET",
                    URI.create(
                            settings.schemaManager() + "/schemas?status=PUBLISHED&page=" + page + "&pageSize=" + PAGE),
                    null);
            pages = list.path("totalPages").asInt(1);
            for (JsonNode schema : list.path("metadata")) {
                all.add(schema(schema));
            }
        }
        return all;
    }

    private RemoteSchema schema(JsonNode schema) {
        String name = schema.path("name").asString("");
        String version = schema.path("version").asString("");
        URI address = URI.create(settings.schemaContents().toString().replaceFirst("/$", "") + "/schemas/"
                + encode(name) + "/" + encode(version));
        return new RemoteSchema(
                name,
                schema.path("title").asString(name),
                schema.path("resourceType").asString(""),
                version,
                new String(exchange("GET", address, null, "text/turtle").body(), StandardCharsets.UTF_8));
    }

    private JsonNode json(String method, URI uri, @org.jspecify.annotations.Nullable JsonNode body) {
        OutgoingClient.Response response = exchange(method, uri, body, "application/json");
        try {
            return response.body().length == 0
                    ? JsonMapper.shared().createObjectNode()
                    : JsonMapper.shared().readTree(response.body());
        } catch (JacksonException e) {
            throw new CatalogueFault(response.status(), uri.getPath() + " answered something that is not JSON");
        }
    }

    private OutgoingClient.Response exchange(
            String method, URI uri, @org.jspecify.annotations.Nullable JsonNode body, String accept) {
        byte[] bytes = body == null ? new byte[0] : JsonMapper.shared().writeValueAsBytes(body);
        Map<String, String> headers =
                body == null ? Map.of("Accept", accept) : Map.of("Accept", accept, "Content-Type", "application/json");
        OutgoingClient.Response response;
        try {
            response = send.apply(new OutgoingClient.Request(method, uri, headers, bytes, TIMEOUT));
        } catch (OutgoingException e) {
            throw new CatalogueFault(0, "The authority could not be asked: " + e.getMessage());
        }
        if (response.status() / 100 != 2) {
            throw new CatalogueFault(
                    response.status(),
                    "The authority answered " + response.status() + " to " + method + " " + uri.getPath() + ": "
                            + reason(response.body()));
        }
        return response;
    }

    private static String reason(byte[] body) {
        try {
            JsonNode json = JsonMapper.shared().readTree(body);
            String text = json.path("detail")
                    .asString(json.path("message").asString(json.path("title").asString("")));
            if (!text.isEmpty()) {
                return text.substring(0, Math.min(LONGEST_REASON, text.length()));
            }
        } catch (JacksonException e) {
            // told below
        }
        return "no reason was given";
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
