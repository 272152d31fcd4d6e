package eu.twintown.node.trust.oid4vc.verifier;

import eu.twintown.node.trust.jose.StrictJson;
import java.time.Instant;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A request for presentations and what came of it.
 *
 * @param query the {@code dcql_query}
 * @param state by which the answer is told from others
 * @param by who asked for it
 * @param until when it ends unanswered
 * @param phase what happened so far
 * @param result {@code {holder, credentials:[{query, type, issuer, claims}]}} once verified; else empty
 * @param reason why it was refused; else empty
 */
public record PresentationRequest(
        String id,
        JsonNode query,
        String nonce,
        String state,
        String by,
        Instant until,
        Phase phase,
        ObjectNode result,
        String reason) {

    /** How far a request is. */
    public enum Phase {
        WAITING,
        VERIFIED,
        REFUSED
    }

    PresentationRequest verified(ObjectNode found) {
        return new PresentationRequest(id, query, nonce, state, by, until, Phase.VERIFIED, found, "");
    }

    PresentationRequest refused(String why) {
        return new PresentationRequest(id, query, nonce, state, by, until, Phase.REFUSED, StrictJson.object(), why);
    }

    String text() {
        ObjectNode json = StrictJson.object().put("id", id);
        json.set("query", query);
        json.put("nonce", nonce)
                .put("state", state)
                .put("by", by)
                .put("until", until.toString())
                .put("phase", phase.name())
                .put("reason", reason)
                .set("result", result);
        return json.toString();
    }

    static PresentationRequest read(String text) {
        ObjectNode json = StrictJson.object(text);
        return new PresentationRequest(
                json.path("id").asString(),
                json.path("query"),
                json.path("nonce").asString(),
                json.path("state").asString(),
                json.path("by").asString(),
                Instant.parse(json.path("until").asString()),
                Phase.valueOf(json.path("phase").asString()),
                json.path("result") instanceof ObjectNode result ? result : StrictJson.object(),
                json.path("reason").asString());
    }
}
