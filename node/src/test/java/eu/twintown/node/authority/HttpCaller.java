package eu.twintown.node.authority;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import javax.net.ssl.SSLContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Calls the authority over HTTP, as a person with a token or as an agent with a certificate. */
public final class HttpCaller {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final HttpClient http;
    private final String base;
    private final String token;

    /** @param token empty = anonymous */
    public HttpCaller(String base, String token) {
        this(HttpClient.newHttpClient(), base, token);
    }

    private HttpCaller(HttpClient http, String base, String token) {
        this.http = http;
        this.base = base;
        this.token = token;
    }

    /** With a client certificate. */
    public static HttpCaller agent(String base, SSLContext tls) {
        return new HttpCaller(HttpClient.newBuilder().sslContext(tls).build(), base, "");
    }

    /** An answer. */
    public record Reply(int status, String contentType, byte[] body) {
        public String text() {
            return new String(body, java.nio.charset.StandardCharsets.UTF_8);
        }

        public JsonNode json() {
            return JSON.readTree(body);
        }

        /** The answer, which must have this status. */
        public Reply expect(int wanted) {
            assertThat(status).as(text()).isEqualTo(wanted);
            return this;
        }
    }

    public HttpCaller signIn(String username, String password) {
        String form = "grant_type=password&client_id=frontend-cli&username=" + username + "&password=" + password;
        Reply reply = send(
                "POST",
                "/auth/realms/authority/protocol/openid-connect/token",
                "application/x-www-form-urlencoded",
                form.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        return new HttpCaller(
                http, base, reply.expect(200).json().path("access_token").asString());
    }

    public Reply get(String path) {
        return send("GET", path, "", new byte[0]);
    }

    public Reply delete(String path) {
        return send("DELETE", path, "", new byte[0]);
    }

    public Reply post(String path) {
        return send("POST", path, "", new byte[0]);
    }

    public Reply post(String path, String json) {
        return json("POST", path, json);
    }

    public Reply put(String path, String json) {
        return json("PUT", path, json);
    }

    public Reply patch(String path, String json) {
        return json("PATCH", path, json);
    }

    private Reply json(String method, String path, String json) {
        return send(method, path, "application/json", json.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    public Reply send(String method, String path, String contentType, byte[] body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path))
                .method(method, body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
        if (!contentType.isEmpty()) {
            request.header("Content-Type", contentType);
        }
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            HttpResponse<byte[]> response = http.send(request.build(), BodyHandlers.ofByteArray());
            return new Reply(
                    response.statusCode(),
                    response.headers().firstValue("Content-Type").orElse(""),
                    response.body());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
