package eu.twintown.node.dataspace.binding;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the provider's catalogue says of a dataset, as far as its use here depends on it.
 *
 * @param title for people; empty where it has none
 * @param types expanded names of entity types; empty = it consists of no entities
 * @param attributes expanded names; empty = all
 * @param area WKT polygon within which the entities lie
 * @param maxAge how old its newest value is at most, by the provider's promise
 * @param entities how many entities it has at least, by the provider's promise
 * @param attribution what to name as the source
 */
public record Description(
        String title,
        List<String> types,
        List<String> attributes,
        Optional<String> area,
        Optional<Duration> maxAge,
        OptionalLong entities,
        Optional<String> attribution) {

    public Description {
        types = List.copyOf(types);
        attributes = List.copyOf(attributes);
    }

    /**
     * Reads a dataset of a catalogue in JSON-LD. Names count by their last part, whatever prefix or IRI they stand under:
     * {@code title, entityTypes, attributes, area, serviceLevel {maxAge, entities}, attribution}. What does not fit is as
     * if it were not there.
     */
    public static Description read(JsonNode dataset) {
        JsonNode level = member(dataset, "serviceLevel");
        return new Description(
                text(member(dataset, "title")).orElse(""),
                texts(member(dataset, "entityTypes")),
                texts(member(dataset, "attributes")),
                text(member(dataset, "area")),
                text(member(level, "maxAge")).flatMap(Description::duration),
                text(member(level, "entities"))
                        .flatMap(Description::count)
                        .map(OptionalLong::of)
                        .orElse(OptionalLong.empty()),
                text(member(dataset, "attribution")));
    }

    /** In the form that {@link #read} reads. */
    public ObjectNode json() {
        ObjectNode node = JsonMapper.shared().createObjectNode().put("title", title);
        types.forEach(node.putArray("entityTypes")::add);
        attributes.forEach(node.putArray("attributes")::add);
        area.ifPresent(wkt -> node.put("area", wkt));
        ObjectNode level = node.putObject("serviceLevel");
        maxAge.ifPresent(age -> level.put("maxAge", age.toString()));
        entities.ifPresent(count -> level.put("entities", count));
        attribution.ifPresent(name -> node.put("attribution", name));
        return node;
    }

    /** With what the consumer expects beside, where the provider promises nothing. */
    Description expecting(Optional<Duration> age, OptionalLong count) {
        return new Description(
                title,
                types,
                attributes,
                area,
                maxAge.or(() -> age),
                entities.isPresent() ? entities : count,
                attribution);
    }

    private static JsonNode member(JsonNode node, String name) {
        for (String key : node.isObject() ? node.propertyNames() : List.<String>of()) {
            if (key.substring(Math.max(Math.max(key.lastIndexOf(':'), key.lastIndexOf('/')), key.lastIndexOf('#')) + 1)
                    .equals(name)) {
                return node.path(key);
            }
        }
        return node.path(name);
    }

    private static List<String> texts(JsonNode node) {
        List<String> found = new ArrayList<>();
        if (node.isArray()) {
            node.forEach(one -> text(one).ifPresent(found::add));
        } else {
            text(node).ifPresent(found::add);
        }
        return found;
    }

    /** A text, in any of the forms of JSON-LD; the first of several. */
    private static Optional<String> text(JsonNode node) {
        if (node.isArray()) {
            return node.isEmpty() ? Optional.empty() : text(node.get(0));
        }
        if (node.isObject()) {
            return node.has("@id") ? text(node.get("@id")) : text(node.path("@value"));
        }
        return node.isValueNode() && !node.isNull() && !node.asString().isBlank()
                ? Optional.of(node.asString())
                : Optional.empty();
    }

    private static Optional<Duration> duration(String text) {
        try {
            return Optional.of(Duration.parse(text)).filter(Duration::isPositive);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Optional<Long> count(String text) {
        try {
            return Optional.of(new BigDecimal(text).longValueExact()).filter(count -> count >= 0);
        } catch (ArithmeticException | NumberFormatException e) {
            return Optional.empty();
        }
    }
}
