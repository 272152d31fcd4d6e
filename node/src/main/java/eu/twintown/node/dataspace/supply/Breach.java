package eu.twintown.node.dataspace.supply;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A promise that was not kept.
 *
 * @param id the same on both sides
 * @param text one sentence with what was promised and what was seen
 * @param until when it was seen kept again; empty = not yet
 */
record Breach(String id, Kind kind, String text, Instant since, Optional<Instant> until) {

    /** What was not as promised. */
    enum Kind {
        FRESHNESS,
        COMPLETENESS,
        SCHEMA;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    Breach over(Instant at) {
        return new Breach(id, kind, text, since, Optional.of(at));
    }

    ObjectNode json() {
        ObjectNode node = JsonMapper.shared()
                .createObjectNode()
                .put("id", id)
                .put("kind", kind.word())
                .put("text", text)
                .put("since", since.toString());
        until.ifPresent(at -> node.put("until", at.toString()));
        return node;
    }

    static Breach read(JsonNode node) {
        return new Breach(
                node.path("id").asString(),
                Kind.valueOf(node.path("kind").asString().toUpperCase(Locale.ROOT)),
                node.path("text").asString(),
                Instant.parse(node.path("since").asString()),
                node.has("until") ? Optional.of(Instant.parse(node.path("until").asString())) : Optional.empty());
    }
}
