package eu.twintown.node.acquisition;

import eu.twintown.store.document.Documents;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Keeps what is worth keeping of the sources' status over restarts. */
final class SourceStates {
    private static final String KIND = "source-state";
    private static final JsonMapper MAPPER = JsonMapper.shared();

    private final Documents documents;

    SourceStates(Documents documents) {
        this.documents = documents;
    }

    /** The status as it was kept; a source that is not known is new. */
    SourceStatus load(String source) {
        return documents
                .get(KIND, "", source)
                .map(document -> read(MAPPER.readTree(document.json())))
                .orElse(SourceStatus.NEW);
    }

    void save(String source, SourceStatus status) {
        ObjectNode json = MAPPER.createObjectNode();
        status.lastSuccess().ifPresent(time -> json.put("lastSuccess", time.toString()));
        status.tally().lastObserved().ifPresent(time -> json.put("lastObserved", time.toString()));
        json.put("accepted", status.tally().accepted());
        json.put("unchanged", status.tally().unchanged());
        json.put("faulty", status.tally().faulty());
        json.put("beyond", status.beyond());
        json.put("backfilled", status.backfilled());
        ObjectNode dropped = json.putObject("dropped");
        status.tally().dropped().forEach(dropped::put);
        documents.put(KIND, "", source, json.toString());
    }

    private static SourceStatus read(JsonNode json) {
        Map<String, Long> dropped = new TreeMap<>();
        json.path("dropped")
                .properties()
                .forEach(
                        reason -> dropped.put(reason.getKey(), reason.getValue().asLong(0)));
        Tally tally = new Tally(
                json.path("accepted").asLong(0),
                json.path("unchanged").asLong(0),
                json.path("faulty").asLong(0),
                dropped,
                time(json, "lastObserved"));
        return new SourceStatus(
                SourceStatus.State.STARTING,
                time(json, "lastSuccess"),
                Optional.empty(),
                tally,
                json.path("beyond").asLong(0),
                json.path("backfilled").asBoolean(false),
                Optional.empty());
    }

    private static Optional<Instant> time(JsonNode json, String member) {
        return json.has(member) ? Optional.of(Instant.parse(json.path(member).asString(""))) : Optional.empty();
    }
}
