package eu.twintown.node.trust.dcp;

import eu.twintown.node.http.outgoing.OutgoingClient;
import eu.twintown.node.http.outgoing.OutgoingException;
import eu.twintown.node.trust.did.Did;
import eu.twintown.node.trust.did.DidResolver;
import eu.twintown.node.trust.did.DidService;
import eu.twintown.node.trust.jose.StrictJson;
import eu.twintown.node.trust.jose.TrustException;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** Sends messages to the services that others' DID documents name, each with a fresh self-issued token. */
public final class DcpClient {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    /** Some dozens of credentials; more is no presentation. */
    private static final int LARGEST = 1024 * 1024;

    private final OutgoingClient outgoing;
    private final DidResolver resolver;
    private final IdTokens tokens;

    /** An answer that came; {@code location} is empty where there was no such header. */
    public record Answer(int status, byte[] body, String location) {

        public boolean isGood() {
            return status >= 200 && status < 300;
        }

        /**
         * The body as JSON.
         *
         * @throws TrustException where it is no JSON object
         */
        public ObjectNode json() {
            return StrictJson.object(body);
        }

        /** The begin of the body on one line, for a log. */
        public String excerpt() {
            String text = new String(body, 0, Math.min(body.length, 300), java.nio.charset.StandardCharsets.UTF_8);
            return text.replaceAll("[\\p{Cntrl}\\s]+", " ");
        }
    }

    public DcpClient(OutgoingClient outgoing, DidResolver resolver, IdTokens tokens) {
        this.outgoing = outgoing;
        this.resolver = resolver;
        this.tokens = tokens;
    }

    /**
     * Where a DID's service is, without a slash at the end.
     *
     * @throws TrustException where the DID cannot be resolved or has no such service
     */
    public URI service(Did did, String type) {
        String endpoint = resolver.resolve(did)
                .service(type)
                .map(DidService::endpoint)
                .map(URI::toString)
                .orElseThrow(() -> new TrustException(
                        "did", "The DID document names no " + type, "The document of " + did + " names no " + type));
        return URI.create(endpoint.endsWith("/") ? endpoint.substring(0, endpoint.length() - 1) : endpoint);
    }

    /**
     * Posts a message.
     *
     * @param accessToken what the receiver gave for this, to go into the self-issued token
     * @throws TrustException where no answer came
     */
    public Answer post(Did receiver, URI uri, ObjectNode message, Optional<String> accessToken) {
        return send("POST", receiver, uri, StrictJson.bytes(message), accessToken);
    }

    /**
     * Gets a document.
     *
     * @throws TrustException where no answer came
     */
    public Answer get(Did receiver, URI uri) {
        return send("GET", receiver, uri, new byte[0], Optional.empty());
    }

    private Answer send(String method, Did receiver, URI uri, byte[] body, Optional<String> accessToken) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Accept", "application/json");
        headers.put("Authorization", "Bearer " + tokens.mint(receiver, accessToken));
        if (body.length > 0) {
            headers.put("Content-Type", "application/json");
        }
        try {
            OutgoingClient.Response response =
                    outgoing.send(new OutgoingClient.Request(method, uri, headers, body, PATIENCE));
            if (response.body().length > LARGEST) {
                throw new TrustException(
                        "size",
                        "The answer of a service is too large",
                        uri + " answered with more than " + LARGEST + " bytes");
            }
            return new Answer(
                    response.status(), response.body(), response.headers().getOrDefault("location", ""));
        } catch (OutgoingException e) {
            throw new TrustException(
                    "unreachable",
                    "The service of " + receiver + " cannot be reached at this moment",
                    uri + " cannot be reached: " + e.getMessage());
        }
    }
}
