package eu.twintown.node.dataspace.letter;

import java.net.URI;
import java.time.Instant;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A statement on its way.
 *
 * @param id unique; says what it is about, for whoever waits for its fate
 * @param to participant id of the receiver
 * @param statement compact JWS
 * @param attempts how often it was sent
 * @param trouble why it was not taken last time; empty = nothing known
 */
public record Letter(
        String id,
        String to,
        URI address,
        String statement,
        Instant writtenAt,
        State state,
        int attempts,
        String trouble) {

    /** What became of it. */
    public enum State {
        PENDING,
        ACCEPTED,
        /** The receiver said that it will never take it, or it was sent in vain for a month. */
        REFUSED
    }

    Letter then(State next, String why) {
        return new Letter(id, to, address, statement, writtenAt, next, attempts + 1, why);
    }

    String json() {
        return JsonMapper.shared()
                .createObjectNode()
                .put("id", id)
                .put("to", to)
                .put("address", address.toString())
                .put("statement", statement)
                .put("writtenAt", writtenAt.toString())
                .put("state", state.name())
                .put("attempts", attempts)
                .put("trouble", trouble)
                .toString();
    }

    static Letter read(String json) {
        JsonNode node = JsonMapper.shared().readTree(json);
        return new Letter(
                node.path("id").asString(),
                node.path("to").asString(),
                URI.create(node.path("address").asString()),
                node.path("statement").asString(),
                Instant.parse(node.path("writtenAt").asString()),
                State.valueOf(node.path("state").asString()),
                node.path("attempts").asInt(),
                node.path("trouble").asString());
    }
}
