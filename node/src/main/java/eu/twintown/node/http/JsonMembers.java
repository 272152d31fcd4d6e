package eu.twintown.node.http;

import eu.twintown.kernel.problem.ProblemException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** The members of one JSON object of a request, read by name and data type; every fault names its place. */
public final class JsonMembers {
    private final JsonNode node;
    private final String pointer;

    private JsonMembers(JsonNode node, String pointer) {
        this.node = node;
        this.pointer = pointer;
    }

    /** The whole body. */
    public static JsonMembers of(JsonNode body) {
        return of(body, "");
    }

    private static JsonMembers of(JsonNode node, String pointer) {
        if (!node.isObject()) {
            throw ProblemException.badData("A JSON object was expected here", pointer);
        }
        return new JsonMembers(node, pointer);
    }

    public JsonNode json() {
        return node;
    }

    public boolean has(String name) {
        return node.has(name);
    }

    /** The fault of a member, to be thrown: its name, then what is wrong and what would be right. */
    public ProblemException fault(String name, String detail) {
        return ProblemException.badData("'" + name + "' " + detail, place(name));
    }

    /** JSON pointer of a member. */
    public String place(String name) {
        return pointer + "/" + name.replace("~", "~0").replace("/", "~1");
    }

    /** A text that is not empty. */
    public Optional<String> text(String name) {
        if (!has(name)) {
            return Optional.empty();
        }
        JsonNode value = node.get(name);
        if (!value.isString() || value.asString().isBlank()) {
            throw fault(name, "must be a text that is not empty");
        }
        return Optional.of(value.asString());
    }

    public String requiredText(String name) {
        return text(name).orElseThrow(() -> fault(name, "is missing"));
    }

    /** Requires the member {@code type} to have this value. */
    public void requireType(String type) {
        if (!requiredText("type").equals(type)) {
            throw fault("type", "must be \"" + type + "\"");
        }
    }

    /** One of these texts. */
    public Optional<String> oneOf(String name, List<String> allowed) {
        Optional<String> value = text(name);
        if (value.isPresent() && !allowed.contains(value.get())) {
            throw fault(name, "is '" + value.get() + "' but must be one of " + String.join(", ", allowed));
        }
        return value;
    }

    /** An absolute URI. */
    public Optional<URI> uri(String name) {
        return text(name).map(text -> {
            try {
                URI uri = URI.create(text);
                if (uri.isAbsolute()) {
                    return uri;
                }
            } catch (IllegalArgumentException e) {
                // told below
            }
            throw fault(name, "is '" + text + "', which is no absolute URI");
        });
    }

    public Optional<Boolean> flag(String name) {
        if (!has(name)) {
            return Optional.empty();
        }
        if (!node.get(name).isBoolean()) {
            throw fault(name, "must be true or false");
        }
        return Optional.of(node.get(name).asBoolean());
    }

    /** A number greater than 0. */
    public Optional<Double> positive(String name) {
        if (!has(name)) {
            return Optional.empty();
        }
        JsonNode value = node.get(name);
        if (!value.isNumber() || !(value.asDouble() > 0) || Double.isInfinite(value.asDouble())) {
            throw fault(name, "must be a number greater than 0");
        }
        return Optional.of(value.asDouble());
    }

    /** An ISO 8601 date and time in UTC (clause 4.6.3). */
    public Optional<Instant> dateTime(String name) {
        return text(name).map(text -> {
            try {
                if (text.endsWith("Z")) {
                    return Instant.parse(text.replace(',', '.'));
                }
            } catch (DateTimeParseException e) {
                // told below
            }
            throw fault(name, "is '" + text + "' but must be a DateTime in UTC such as 2026-11-22T08:15:00Z");
        });
    }

    /** An ISO 8601 duration of days and time, such as {@code PT5M}. */
    public Optional<Duration> duration(String name) {
        return text(name).map(text -> {
            try {
                return Duration.parse(text);
            } catch (DateTimeParseException e) {
                throw fault(name, "is '" + text + "' but must be an ISO 8601 duration such as PT5M");
            }
        });
    }

    public Optional<Pattern> pattern(String name) {
        return text(name).map(text -> {
            try {
                return Pattern.compile(text);
            } catch (PatternSyntaxException e) {
                throw fault(name, "is no regular expression: " + e.getDescription() + " at " + e.getIndex());
            }
        });
    }

    public Optional<JsonMembers> object(String name) {
        return has(name) ? Optional.of(of(node.get(name), place(name))) : Optional.empty();
    }

    /** The objects of an array that is not empty; none where the member is missing. */
    public List<JsonMembers> objects(String name) {
        List<JsonMembers> objects = new ArrayList<>();
        JsonNode array = array(name);
        for (int i = 0; i < array.size(); i++) {
            objects.add(of(array.get(i), place(name) + "/" + i));
        }
        return objects;
    }

    /** The texts of an array that is not empty; none where the member is missing. */
    public List<String> texts(String name) {
        List<String> texts = new ArrayList<>();
        JsonNode array = array(name);
        for (int i = 0; i < array.size(); i++) {
            if (!array.get(i).isString() || array.get(i).asString().isBlank()) {
                throw ProblemException.badData(
                        "The elements of '" + name + "' must be texts that are not empty", place(name) + "/" + i);
            }
            texts.add(array.get(i).asString());
        }
        return texts;
    }

    /** As {@link #texts}, but a single text may stand without its array. */
    public List<String> textOrTexts(String name) {
        return has(name) && node.get(name).isString() ? List.of(requiredText(name)) : texts(name);
    }

    private JsonNode array(String name) {
        if (!has(name)) {
            return JsonNodeFactory.instance.arrayNode();
        }
        JsonNode value = node.get(name);
        if (!value.isArray() || value.isEmpty()) {
            throw fault(name, "must be an array with at least one element");
        }
        return value;
    }
}
