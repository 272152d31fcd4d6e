package eu.twintown.node.http;

import eu.twintown.kernel.jsonld.ContextLoader;
import eu.twintown.kernel.jsonld.WellKnownContexts;
import eu.twintown.kernel.problem.Problem;
import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.kernel.problem.ProblemType;
import eu.twintown.node.http.outgoing.OutgoingClient;
import eu.twintown.node.http.outgoing.OutgoingException;
import eu.twintown.store.document.Documents;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * JSON-LD context documents by URL: those that ship with the node, then those fetched before and pinned in the store,
 * then the network. What was fetched once stays as it was, so that stored data keep their meaning and the node starts
 * and serves with no network.
 */
public final class ContextDocuments implements ContextLoader {

    /** Kind of the pinned documents in the store. */
    public static final String KIND = "context-document";

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final JsonMapper MAPPER = JsonMapper.shared();

    private final Documents documents;
    private final OutgoingClient client;

    /** Pins in {@code documents} what {@code client} fetched. */
    public ContextDocuments(Documents documents, OutgoingClient client) {
        this.documents = documents;
        this.client = client;
    }

    @Override
    public JsonNode load(String url) {
        Optional<JsonNode> shipped = WellKnownContexts.find(url);
        if (shipped.isPresent()) {
            return shipped.get();
        }
        Optional<Documents.Document> pinned = documents.get(KIND, "", url);
        if (pinned.isPresent()) {
            return MAPPER.readTree(pinned.get().json());
        }
        String text = fetch(uri(url));
        JsonNode document = parse(url, text);
        documents.put(KIND, "", url, document.toString());
        return document;
    }

    private static URI uri(String url) {
        try {
            URI uri = URI.create(url);
            if ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme())) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            // told below
        }
        throw new ProblemException(new Problem(
                ProblemType.BAD_REQUEST_DATA,
                "'" + url + "' is not the URL of a JSON-LD context; it must start with http:// or https://",
                Map.of("context", url)));
    }

    private String fetch(URI uri) {
        OutgoingClient.Response response;
        try {
            response = client.send(new OutgoingClient.Request(
                    "GET",
                    uri,
                    Map.of("accept", "application/ld+json, application/json;q=0.9"),
                    new byte[0],
                    PATIENCE));
        } catch (OutgoingException e) {
            throw notAvailable(
                    uri, Objects.requireNonNullElse(e.getMessage(), e.reason().name()));
        }
        if (response.status() != 200) {
            throw notAvailable(uri, "it answered with status " + response.status());
        }
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    private static ProblemException notAvailable(URI uri, String reason) {
        return new ProblemException(new Problem(
                ProblemType.LD_CONTEXT_NOT_AVAILABLE,
                "The JSON-LD context " + uri + " could not be fetched: " + reason,
                Map.of("context", uri.toString())));
    }

    /** A document that came but is no context is the caller's mistake (clause 5.5.6). */
    private static JsonNode parse(String url, String text) {
        try {
            JsonNode document = MAPPER.readTree(text);
            if (document.isObject() && document.has("@context")) {
                return document;
            }
        } catch (JacksonException e) {
            // told below
        }
        throw new ProblemException(new Problem(
                ProblemType.BAD_REQUEST_DATA,
                "What is at " + url + " is not a JSON-LD context: a JSON object with @context was expected",
                Map.of("context", url)));
    }
}
