package eu.twintown.node.authority.api;

import eu.twintown.kernel.problem.ProblemException;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The members of a JSON object in a request, each held to its form.
 *
 * @param pointer where in the body the object stands (RFC 6901)
 */
public record Fields(ObjectNode object, String pointer) {
    private static final int USUAL = 255;

    /** A text of 1 to 255 characters. */
    public String text(String name) {
        return text(name, USUAL);
    }

    public String text(String name, int most) {
        return optional(name, most).orElseThrow(() -> fault(name, "is missing or empty"));
    }

    /** Empty where the member is missing, null or blank. */
    public Optional<String> optional(String name, int most) {
        JsonNode value = object.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isString()) {
            throw fault(name, "must be a text");
        }
        if (value.asString().length() > most) {
            throw fault(name, "is longer than " + most + " characters");
        }
        return value.asString().isBlank() ? Optional.empty() : Optional.of(value.asString());
    }

    public String uuid(String name) {
        String value = text(name);
        try {
            return UUID.fromString(value).toString();
        } catch (IllegalArgumentException e) {
            throw fault(name, "must be a UUID, and is '" + value + "'");
        }
    }

    public boolean flag(String name, boolean otherwise) {
        JsonNode value = object.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return otherwise;
        }
        if (!value.isBoolean()) {
            throw fault(name, "must be true or false");
        }
        return value.booleanValue();
    }

    public int number(String name, int otherwise, int least, int most) {
        JsonNode value = object.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return otherwise;
        }
        if (!value.isIntegralNumber()
                || !value.canConvertToInt()
                || value.intValue() < least
                || value.intValue() > most) {
            throw fault(name, "must be a whole number from " + least + " to " + most);
        }
        return value.intValue();
    }

    /** An object inside this one. */
    public Fields fields(String name) {
        if (object.path(name) instanceof ObjectNode inner) {
            return new Fields(inner, pointer + "/" + name);
        }
        throw fault(name, "must be an object");
    }

    public <E extends Enum<E>> E oneOf(String name, Class<E> type) {
        String value = text(name);
        for (E constant : type.getEnumConstants()) {
            if (constant.name().equals(value)) {
                return constant;
            }
        }
        throw fault(
                name,
                "is '" + value + "'; possible: "
                        + String.join(
                                ", ",
                                java.util.Arrays.stream(type.getEnumConstants())
                                        .map(Enum::name)
                                        .toList()));
    }

    public ProblemException fault(String name, String what) {
        return SimplProblem.badRequest(pointer + "/" + name + " " + what);
    }
}
