package eu.twintown.node.join;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.InstantSource;
import java.util.Base64;
import tools.jackson.databind.JsonNode;

/** A node's management interface, asked as a machine (OAuth 2.0 client credentials at the node's own issuer). */
public final class NodeApi implements AutoCloseable {
    private final ApiClient client;

    /**
     * @param base where the node answers
     * @param clientId a client of {@code sign-in.local.clients} with the role operator
     */
    public NodeApi(URI base, String clientId, String secret) {
        String basic = Base64.getEncoder()
                .encodeToString((encoded(clientId) + ":" + encoded(secret)).getBytes(UTF_8)); // RFC 6749, 2.3.1
        this.client = new ApiClient(
                base,
                "/oidc/token",
                request -> request.header("Content-Type", "application/x-www-form-urlencoded")
                        .header("Authorization", "Basic " + basic)
                        .POST(BodyPublishers.ofString("grant_type=client_credentials")),
                InstantSource.system());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8);
    }

    public URI base() {
        return client.base();
    }

    /**
     * Reads something.
     *
     * @throws ApiException with the node's own words where it refuses, or where nothing answers
     */
    public JsonNode get(String path) {
        return client.get(path);
    }

    /**
     * Does something.
     *
     * @throws ApiException with the node's own words where it refuses, or where nothing answers
     */
    public JsonNode post(String path, JsonNode body) {
        return client.post(path, body);
    }

    /**
     * An access token that is valid for half a minute more at least.
     *
     * @throws ApiException with the node's own words where it refuses, or where nothing answers
     */
    public String token() {
        return client.token();
    }

    @Override
    public void close() {
        client.close();
    }
}
