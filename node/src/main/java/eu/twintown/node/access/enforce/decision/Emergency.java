package eu.twintown.node.access.enforce.decision;

import eu.twintown.store.document.Documents;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Whether an emergency is declared at this node, by whom and why; policies may open data while it is. Durable. */
public final class Emergency {
    private static final String KIND = "emergency";
    private static final String ID = "state";
    private static final JsonMapper MAPPER = JsonMapper.shared();

    /**
     * How things stand.
     *
     * @param by who declared or ended it; empty = nobody ever did
     */
    public record State(boolean declared, String by, String reason, Optional<Instant> since) {
        static final State NONE = new State(false, "", "", Optional.empty());
    }

    private record Known(long version, State state) {}

    private final Documents documents;
    private final InstantSource clock;
    private volatile Known known = new Known(Long.MIN_VALUE, State.NONE);

    public Emergency(Documents documents, InstantSource clock) {
        this.documents = documents;
        this.clock = clock;
    }

    /** Cheap; what another process declares shows after a second at most. */
    public State state() {
        long version = documents.version(KIND);
        Known now = known;
        if (now.version() != version) {
            now = new Known(
                    version,
                    documents
                            .get(KIND, "", ID)
                            .map(document -> read(document.json()))
                            .orElse(State.NONE));
            known = now;
        }
        return now.state();
    }

    /** Declares or ends it. */
    void set(boolean declared, String by, String reason) {
        documents.put(
                KIND,
                "",
                ID,
                MAPPER.createObjectNode()
                        .put("declared", declared)
                        .put("by", by)
                        .put("reason", reason)
                        .put("since", clock.instant().toString())
                        .toString());
    }

    private static State read(String json) {
        JsonNode node = MAPPER.readTree(json);
        return new State(
                node.path("declared").asBoolean(false),
                node.path("by").asString(""),
                node.path("reason").asString(""),
                Optional.of(Instant.parse(node.path("since").asString())));
    }
}
