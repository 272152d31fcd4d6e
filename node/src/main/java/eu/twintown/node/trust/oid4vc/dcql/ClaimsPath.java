package eu.twintown.node.trust.oid4vc.dcql;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * A claims path pointer (OpenID4VP 1.0, section 7): a name steps into an object, a number into an array, null into every
 * element of an array.
 */
public record ClaimsPath(List<Step> steps) {

    /** One step of a path. */
    public sealed interface Step {}

    /** Into the member of this name. */
    public record Name(String name) implements Step {}

    /** Into the element at this place. */
    public record Index(int place) implements Step {}

    /** Into all elements. */
    public record All() implements Step {}

    public ClaimsPath {
        steps = List.copyOf(steps);
    }

    /** Reads the JSON array; empty where it is no path. */
    static Optional<ClaimsPath> read(JsonNode json) {
        if (!json.isArray() || json.isEmpty()) {
            return Optional.empty();
        }
        List<Step> steps = new ArrayList<>();
        for (JsonNode one : json) {
            if (one.isString()) {
                steps.add(new Name(one.asString()));
            } else if (one.isNull()) {
                steps.add(new All());
            } else if (one.isIntegralNumber() && one.canConvertToInt() && one.intValue() >= 0) {
                steps.add(new Index(one.intValue()));
            } else {
                return Optional.empty();
            }
        }
        return Optional.of(new ClaimsPath(steps));
    }

    /** The name of the top-level claim that the path leads into; empty where it begins with no name. */
    public Optional<String> root() {
        Optional<Step> first = Optional.of(steps.getFirst());
        return first.filter(Name.class::isInstance).map(Name.class::cast).map(Name::name);
    }

    /** What the path selects in a credential; empty where it leads nowhere (section 7.1.1). */
    public List<JsonNode> select(JsonNode credential) {
        List<JsonNode> selected = List.of(credential);
        for (Step step : steps) {
            List<JsonNode> next = new ArrayList<>();
            for (JsonNode one : selected) {
                boolean intoObject = step instanceof Name;
                if (intoObject != one.isObject() || !intoObject && !one.isArray()) {
                    return List.of();
                }
                switch (step) {
                    case Name named ->
                        Optional.ofNullable(one.get(named.name())).ifPresent(next::add);
                    case Index at -> Optional.ofNullable(one.get(at.place())).ifPresent(next::add);
                    case All all -> one.forEach(next::add);
                }
            }
            selected = next;
        }
        return selected;
    }
}
