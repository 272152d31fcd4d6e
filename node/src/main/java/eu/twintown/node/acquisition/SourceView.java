package eu.twintown.node.acquisition;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A source as operators see it.
 *
 * @param entityTypes IRIs of the entity types that it gives
 * @param quarantined records that wait in quarantine
 */
public record SourceView(SourceConfig config, List<String> entityTypes, SourceStatus status, long quarantined) {
    private static final JsonMapper MAPPER = JsonMapper.shared();

    /** As {@code GET /api/sources} gives it. */
    ObjectNode json() {
        ObjectNode json = MAPPER.createObjectNode();
        json.put("id", config.id());
        json.put("title", config.title());
        json.put("kind", config.kind().name().toLowerCase(Locale.ROOT));
        json.put("url", config.origin().toString());
        ArrayNode types = json.putArray("entityTypes");
        entityTypes.forEach(types::add);
        ObjectNode licence = json.putObject("licence");
        licence.put("title", config.licence().title());
        licence.put("url", config.licence().url().map(URI::toString).orElse(null));
        licence.put("confirmed", config.licence().confirmed());
        json.put("attribution", config.attribution());
        json.put("provider", config.provider());
        ArrayNode personal = json.putArray("personalData");
        config.personalData().forEach(personal::add);
        json.put("state", status.state().name().toLowerCase(Locale.ROOT));
        json.put("lastSuccess", status.lastSuccess().map(Instant::toString).orElse(null));
        json.put(
                "lastObserved",
                status.tally().lastObserved().map(Instant::toString).orElse(null));
        json.put("nextRun", status.nextRun().map(Instant::toString).orElse(null));
        json.put("accepted", status.tally().accepted());
        json.put("unchanged", status.tally().unchanged());
        json.put("quarantined", quarantined);
        json.put("notKept", status.beyond());
        ObjectNode dropped = json.putObject("dropped");
        status.tally().dropped().forEach(dropped::put);
        if (status.error().isPresent()) {
            ObjectNode error = json.putObject("error");
            error.put("at", status.error().get().at().toString());
            error.put("message", status.error().get().message());
        } else {
            json.putNull("error");
        }
        return json;
    }
}
