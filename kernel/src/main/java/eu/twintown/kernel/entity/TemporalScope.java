package eu.twintown.kernel.entity;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;

/** Reads the scope of a temporal evolution, where it is a Property with instances over time (clause 4.5.6). */
final class TemporalScope {

    private final Reading reading;

    TemporalScope(Reading reading) {
        this.reading = reading;
    }

    /** The scopes of the last instance; also plain scopes. */
    List<String> read() {
        boolean reified = reading.token() == JsonToken.START_OBJECT;
        JsonNode given = reading.verbatim();
        JsonNode last = given.isArray() && !given.isEmpty() ? given.get(given.size() - 1) : given;
        JsonNode value = reified || last.isObject() ? last.path("value") : given;
        List<String> scopes = new ArrayList<>();
        for (JsonNode scope : value.isArray() ? value.valueStream().toList() : List.of(value)) {
            if (!scope.isString() || !Scopes.isScope(scope.asString())) {
                throw reading.wrong("A scope is a string such as /Madrid/Gardens (clause 4.18)");
            }
            scopes.add(scope.asString());
        }
        return List.copyOf(scopes);
    }
}
