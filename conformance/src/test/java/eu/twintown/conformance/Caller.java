package eu.twintown.conformance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** Speaks NGSI-LD over HTTP to one node, in one tenant. */
final class Caller {

    static final String JSON = "application/json";
    static final String JSON_LD = "application/ld+json";
    static final String GEO_JSON = "application/geo+json";

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final AtomicInteger TENANTS = new AtomicInteger();

    private final String base;
    private final String tenant;

    private Caller(String base, String tenant) {
        this.base = base;
        this.tenant = tenant;
    }

    /** A caller in a tenant that nobody used before. */
    static Caller inFreshTenant(RunningNode node) {
        return new Caller(node.url() + "/ngsi-ld/v1", "t" + TENANTS.incrementAndGet());
    }

    /** A caller in the default tenant. */
    static Caller inDefaultTenant(RunningNode node) {
        return new Caller(node.url() + "/ngsi-ld/v1", "");
    }

    String tenant() {
        return tenant;
    }

    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** A Link header that names a context. */
    static String link(String url) {
        return "<" + url + ">; rel=\"http://www.w3.org/ns/json-ld#context\"; type=\"application/ld+json\"";
    }

    /** Sends; headers stand as name and value in turn. */
    Answer send(String method, String path, String body, String... headers) {
        HttpRequest.BodyPublisher publisher =
                body.isEmpty() ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body);
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path))
                .timeout(Duration.ofSeconds(30))
                .method(method, publisher);
        if (!tenant.isEmpty()) {
            request.setHeader("NGSILD-Tenant", tenant);
        }
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        try {
            return new Answer(CLIENT.send(request.build(), BodyHandlers.ofString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    Answer get(String path, String... headers) {
        return send("GET", path, "", headers);
    }

    Answer delete(String path, String... headers) {
        return send("DELETE", path, "", headers);
    }

    /** Sends a body of application/json. */
    Answer write(String method, String path, String body) {
        return send(method, path, body, "Content-Type", JSON);
    }

    /** Sends a body of application/ld+json. */
    Answer writeLd(String method, String path, String body) {
        return send(method, path, body, "Content-Type", JSON_LD);
    }

    /** Creates an entity; it must work. */
    void create(String entity) {
        write("POST", "/entities", entity).hasStatus(201);
    }

    /** The entity as it is now. */
    tools.jackson.databind.JsonNode entity(String id) {
        return get("/entities/" + id).hasStatus(200).json();
    }
}
