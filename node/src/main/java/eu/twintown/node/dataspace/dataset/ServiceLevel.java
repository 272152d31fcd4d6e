package eu.twintown.node.dataspace.dataset;

import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.node.http.JsonMembers;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the maker of an offer promises beside the data; consumers watch it.
 *
 * @param maxAge how old the newest value is at most; empty = nothing promised
 * @param entities how many entities there are at least; empty = nothing promised
 */
public record ServiceLevel(Optional<Duration> maxAge, OptionalLong entities) {
    /** Nothing is promised. */
    public static final ServiceLevel NONE = new ServiceLevel(Optional.empty(), OptionalLong.empty());

    private static final String MEMBER = "serviceLevel";

    /** Reads and checks {@code serviceLevel: {maxAge, entities}} of an offer; nothing is promised where it is missing. */
    static ServiceLevel read(JsonMembers offer) {
        Optional<JsonMembers> given = offer.object(MEMBER);
        if (given.isEmpty()) {
            return NONE;
        }
        JsonMembers level = given.get();
        Optional<Duration> maxAge = level.duration("maxAge");
        if (maxAge.filter(age -> !age.isPositive()).isPresent()) {
            throw level.fault("maxAge", "must be longer than nothing, such as PT1H");
        }
        return new ServiceLevel(maxAge, count(level));
    }

    private static OptionalLong count(JsonMembers level) {
        JsonNode value = level.json().path("entities");
        if (value.isMissingNode() || value.isNull()) {
            return OptionalLong.empty();
        }
        if (!value.isIntegralNumber() || !value.canConvertToLong() || value.asLong() < 0) {
            throw ProblemException.badData(
                    "The member entities must be a whole number, zero or more", level.place("entities"));
        }
        return OptionalLong.of(value.asLong());
    }

    /** What {@link #read} reads. */
    static ServiceLevel of(JsonNode offer) {
        return offer.has(MEMBER) ? read(JsonMembers.of(offer)) : NONE;
    }

    boolean isNone() {
        return equals(NONE);
    }

    /** Adds {@code serviceLevel} where anything is promised. */
    public void writeTo(ObjectNode node) {
        if (!isNone()) {
            node.set(MEMBER, json());
        }
    }

    ObjectNode json() {
        ObjectNode node = JsonMapper.shared().createObjectNode();
        maxAge.ifPresent(age -> node.put("maxAge", age.toString()));
        entities.ifPresent(count -> node.put("entities", count));
        return node;
    }
}
