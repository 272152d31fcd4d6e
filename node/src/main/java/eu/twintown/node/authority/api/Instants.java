package eu.twintown.node.authority.api;

import eu.twintown.node.http.Parameters;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** Points in time as callers write them (RFC 3339). */
public final class Instants {
    private Instants() {}

    public static Optional<Instant> read(Parameters parameters, String name) {
        return parameters.text(name).map(text -> parse(text, name));
    }

    /** Whether {@code at} lies between what two parameters say, where they say something; both ends belong to it. */
    public static boolean within(Parameters parameters, String from, String to, Instant at) {
        return read(parameters, from).map(start -> !at.isBefore(start)).orElse(true)
                && read(parameters, to).map(end -> !at.isAfter(end)).orElse(true);
    }

    public static Instant parse(String text, String name) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException e) {
            throw SimplProblem.badRequest(
                    "'" + name + "' is '" + text + "' and must be a date and time such as 2026-11-22T18:00:00Z");
        }
    }
}
