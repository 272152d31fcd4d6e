package eu.twintown.node.trust.oid4vc.holder;

import eu.twintown.node.http.outgoing.OutgoingClient;
import eu.twintown.node.http.outgoing.OutgoingClient.Request;
import eu.twintown.node.http.outgoing.OutgoingClient.Response;
import eu.twintown.node.http.outgoing.OutgoingException;
import eu.twintown.node.trust.jose.StrictJson;
import eu.twintown.node.trust.jose.TrustException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Speaks to issuers and verifiers: forms and JSON out, JSON in, refusals with their own words. */
final class RemoteJson {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private final OutgoingClient outgoing;

    RemoteJson(OutgoingClient outgoing) {
        this.outgoing = outgoing;
    }

    ObjectNode get(URI uri) {
        return json(send("GET", uri, Map.of("Accept", "application/json"), new byte[0]), uri);
    }

    /** A text that is no JSON, such as a signed request. */
    String text(URI uri, String accept) {
        Response response = send("GET", uri, Map.of("Accept", accept), new byte[0]);
        if (response.status() != 200) {
            throw refused(response, uri);
        }
        return new String(response.body(), StandardCharsets.UTF_8).strip();
    }

    ObjectNode form(URI uri, Map<String, String> fields) {
        String body = fields.entrySet().stream()
                .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
                .collect(Collectors.joining("&"));
        Map<String, String> headers =
                Map.of("Accept", "application/json", "Content-Type", "application/x-www-form-urlencoded");
        return json(send("POST", uri, headers, body.getBytes(StandardCharsets.UTF_8)), uri);
    }

    ObjectNode post(URI uri, Optional<String> token, JsonNode body) {
        Map<String, String> headers =
                new HashMap<>(Map.of("Accept", "application/json", "Content-Type", "application/json"));
        token.ifPresent(one -> headers.put("Authorization", "Bearer " + one));
        return json(send("POST", uri, headers, StrictJson.bytes(body)), uri);
    }

    private Response send(String method, URI uri, Map<String, String> headers, byte[] body) {
        try {
            return outgoing.send(new Request(method, uri, headers, body, TIMEOUT));
        } catch (OutgoingException e) {
            throw HolderException.remote(String.valueOf(e.getMessage()));
        }
    }

    private static ObjectNode json(Response response, URI uri) {
        if (response.status() / 100 != 2) {
            throw refused(response, uri);
        }
        try {
            return response.body().length == 0 ? StrictJson.object() : StrictJson.object(response.body());
        } catch (TrustException e) {
            throw HolderException.remote(uri + " did not answer with a JSON object");
        }
    }

    private static RuntimeException refused(Response response, URI uri) {
        String reason = "";
        try {
            ObjectNode error = StrictJson.object(response.body());
            reason = ": " + error.path("error").asString("") + " "
                    + error.path("error_description").asString("");
        } catch (TrustException e) {
            // its status says enough
        }
        return HolderException.remote(uri + " answered with status " + response.status() + reason.stripTrailing());
    }

    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** An address in a document of the other side. */
    static URI uri(JsonNode json, String name, String of) {
        try {
            URI uri = URI.create(json.path(name).asString(""));
            if (uri.isAbsolute()) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            // told below
        }
        throw HolderException.remote(of + " names no address as " + name);
    }
}
