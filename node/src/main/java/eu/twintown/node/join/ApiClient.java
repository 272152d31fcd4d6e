package eu.twintown.node.join;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.UnaryOperator;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Sends JSON to one base address, with a token that it gets itself and keeps until shortly before its end. */
final class ApiClient implements AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    /** Long enough for a step that makes the node ask its authority, which may be slow itself. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final Duration BEFORE_END = Duration.ofSeconds(30);
    private static final Duration USUAL_LIFE = Duration.ofMinutes(1);

    private final URI base;
    private final String tokenPath;
    private final UnaryOperator<HttpRequest.Builder> grant;
    private final InstantSource clock;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(CONNECT).build();
    private Optional<Token> token = Optional.empty();

    private record Token(String value, Instant until) {}

    /**
     * @param tokenPath where tokens are asked for
     * @param grant makes the request for one: body and headers
     */
    ApiClient(URI base, String tokenPath, UnaryOperator<HttpRequest.Builder> grant, InstantSource clock) {
        String text = base.toString();
        this.base = text.endsWith("/") ? URI.create(text.substring(0, text.length() - 1)) : base;
        this.tokenPath = tokenPath;
        this.grant = grant;
        this.clock = clock;
    }

    URI base() {
        return base;
    }

    JsonNode get(String path) {
        return asked(path, HttpRequest.Builder::GET);
    }

    JsonNode post(String path, JsonNode body) {
        return asked(path, request -> request.header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body.toString())));
    }

    private JsonNode asked(String path, UnaryOperator<HttpRequest.Builder> filled) {
        HttpResponse<String> response = send(path, authorised(filled));
        if (response.statusCode() == 401) {
            forget(); // the other side may have lost its keys, say
            response = send(path, authorised(filled));
        }
        return accepted(path, response);
    }

    private UnaryOperator<HttpRequest.Builder> authorised(UnaryOperator<HttpRequest.Builder> filled) {
        String bearer = token();
        return request -> filled.apply(request).header("Authorization", "Bearer " + bearer);
    }

    private synchronized void forget() {
        token = Optional.empty();
    }

    /** One that is valid for some time yet. */
    synchronized String token() {
        Instant now = clock.instant();
        Token kept = token.filter(one -> now.isBefore(one.until())).orElseGet(() -> fresh(now));
        token = Optional.of(kept);
        return kept.value();
    }

    private Token fresh(Instant now) {
        JsonNode answer = accepted(tokenPath, send(tokenPath, grant));
        String value = answer.path("access_token").asString("");
        if (value.isEmpty()) {
            throw new ApiException(200, Messages.get("no.token", base + tokenPath));
        }
        long seconds = answer.path("expires_in").asLong(USUAL_LIFE.toSeconds());
        return new Token(value, now.plusSeconds(seconds).minus(BEFORE_END));
    }

    private HttpResponse<String> send(String path, UnaryOperator<HttpRequest.Builder> filled) {
        HttpRequest request = filled.apply(HttpRequest.newBuilder(URI.create(base + path))
                        .timeout(PATIENCE)
                        .header("Accept", "application/json"))
                .build();
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new ApiException(Messages.get("unreachable", base, reason(e)), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ApiException(Messages.get("interrupted", base), e);
        }
    }

    private static String reason(IOException e) {
        String message = e.getMessage();
        return message == null || message.isBlank() ? "no connection" : message;
    }

    private static JsonNode accepted(String path, HttpResponse<String> response) {
        if (response.statusCode() / 100 != 2) {
            throw new ApiException(
                    response.statusCode(),
                    Messages.get("refused", path, response.statusCode(), detail(response.body())));
        }
        if (response.body().isBlank()) {
            return JsonMapper.shared().createObjectNode();
        }
        return json(response.body())
                .orElseThrow(() -> new ApiException(response.statusCode(), Messages.get("no.json", path)));
    }

    /** What a problem document (RFC 9457) or an OAuth error (RFC 6749) says. */
    private static String detail(String body) {
        JsonNode problem = json(body).orElseGet(JsonMapper.shared()::createObjectNode);
        for (String member : new String[] {"detail", "error_description", "title", "error", "message"}) {
            String text = problem.path(member).asString("");
            if (!text.isBlank()) {
                return text;
            }
        }
        return "no reason given";
    }

    private static Optional<JsonNode> json(String body) {
        try {
            return Optional.of(JsonMapper.shared().readTree(body)).filter(node -> !node.isMissingNode());
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
