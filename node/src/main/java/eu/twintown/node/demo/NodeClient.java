package eu.twintown.node.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Asks the demo's nodes through their public faces, as anyone could. */
final class NodeClient implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

    /**
     * How far a source is.
     *
     * @param loaded whether it has been read to the end at least once
     * @param error what went wrong last, where something did
     */
    record Source(String title, boolean loaded, long records, Optional<String> error) {}

    /**
     * An answer with more than one source.
     *
     * @param bySource how many entities came from where, by address; the empty one stands for the node that was asked
     * @param warnings what is missing, in the node's words
     */
    record CrossBorder(int entities, Map<String, Integer> bySource, List<String> warnings) {}

    /** The state of a node's sources; empty while it does not answer. */
    Optional<List<Source>> sources(City city) {
        return get(city.url("/api/sources")).map(response -> {
            List<Source> sources = new ArrayList<>();
            for (JsonNode source : json(response)) {
                sources.add(new Source(
                        source.path("title").asString(""),
                        source.path("lastSuccess").isString(),
                        source.path("accepted").asLong(0),
                        Optional.ofNullable(source.path("error").path("message").asString(null))));
            }
            return sources;
        });
    }

    /**
     * Asks one node a query, and which source gave which entity.
     *
     * @param token of somebody who is signed in there; empty = as anybody may
     */
    Optional<CrossBorder> ask(City city, String query, Optional<String> token) {
        return send(city.url(query), "application/json", token)
                .filter(response -> response.statusCode() == 200)
                .map(response -> {
                    Map<String, Integer> bySource = new HashMap<>();
                    Map<String, String> registrations = addresses(city);
                    response.headers()
                            .firstValue("NGSILD-EntityMap")
                            .flatMap(map -> send(entityMap(city, map), "application/json", token))
                            .ifPresent(map -> json(map)
                                    .path("entityMap")
                                    .forEach(sources -> sources.forEach(source -> bySource.merge(
                                            registrations.getOrDefault(source.asString(), ""), 1, Integer::sum))));
                    return new CrossBorder(
                            json(response).size(), bySource, response.headers().allValues("NGSILD-Warning"));
                });
    }

    private static URI entityMap(City city, String map) {
        return map.startsWith("/") ? city.url(map) : city.url("/ngsi-ld/v1/entityMaps/" + map);
    }

    /** Addresses of the other sources, by the id of their registration. */
    private Map<String, String> addresses(City city) {
        Map<String, String> addresses = new HashMap<>();
        get(city.url("/api/peers")).ifPresent(response -> json(response)
                .forEach(peer -> addresses.put(
                        peer.path("id").asString(""), peer.path("url").asString(""))));
        return addresses;
    }

    /**
     * How a request went.
     *
     * @param detail what the node says about it, where it refuses
     */
    record Answer(int status, String type, int bytes, String detail) {}

    /** Asks anything, as anybody may. */
    Optional<Answer> answer(City city, String path) {
        return send(city.url(path), "*/*", Optional.empty())
                .map(response -> new Answer(
                        response.statusCode(),
                        response.headers()
                                .firstValue("Content-Type")
                                .orElse("?")
                                .replaceFirst(";.*", ""),
                        response.body().getBytes(StandardCharsets.UTF_8).length,
                        response.statusCode() == 200
                                ? ""
                                : json(response).path("detail").asString("")));
    }

    /** The organisation's DID. */
    Optional<String> did(City city) {
        return get(city.url("/api/organisation"))
                .map(response -> json(response).path("did").asString(""));
    }

    private Optional<HttpResponse<String>> get(URI uri) {
        return send(uri, "application/json", Optional.empty()).filter(response -> response.statusCode() == 200);
    }

    private Optional<HttpResponse<String>> send(URI uri, String accept, Optional<String> token) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(uri).timeout(PATIENCE).header("Accept", accept);
        token.ifPresent(value -> request.header("Authorization", "Bearer " + value));
        try {
            return Optional.of(client.send(request.build(), HttpResponse.BodyHandlers.ofString()));
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private static JsonNode json(HttpResponse<String> response) {
        try {
            return JsonMapper.shared().readTree(response.body());
        } catch (JacksonException e) {
            return JsonMapper.shared().createArrayNode();
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
