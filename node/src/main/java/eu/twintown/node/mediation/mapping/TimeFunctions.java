package eu.twintown.node.mediation.mapping;

import eu.twintown.node.mediation.TimeFormat;
import eu.twintown.node.mediation.WallClock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Functions on times. Inside the mapping language a time is a text, ISO 8601 in UTC. */
final class TimeFunctions {

    private TimeFunctions() {}

    static void addTo(Map<String, Functions.Entry> entries) {
        entries.put("time", new Functions.Entry(0, 2, TimeFunctions::time));
        entries.put("plus", new Functions.Entry(1, 1, TimeFunctions::plus));
    }

    static ZoneId zone(String name) {
        try {
            return ZoneId.of(name);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("'" + name + "' is not a time zone such as Europe/Berlin", e);
        }
    }

    private static Functions.Function time(List<JsonNode> arguments) {
        TimeFormat format = TimeFormat.of(Functions.text(arguments, 0, "iso"));
        ZoneId zone = zone(Functions.text(arguments, 1, "UTC"));
        WallClock clock = new WallClock(zone, WallClock.Gap.FORWARD, WallClock.Overlap.EARLIER);
        return (value, none) -> {
            Instant instant =
                    switch (format.read(Values.text(value))) {
                        case TimeFormat.Reading.Moment moment -> moment.instant();
                        case TimeFormat.Reading.Clock local -> clock.at(local.time(), false);
                    };
            return Values.text(instant.toString());
        };
    }

    private static Functions.Function plus(List<JsonNode> arguments) {
        String text = Values.text(arguments.getFirst());
        Duration duration;
        try {
            duration = Duration.parse(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("'" + text + "' is not a duration such as PT15M", e);
        }
        return (value, none) -> {
            try {
                return Values.text(
                        Instant.parse(Values.text(value)).plus(duration).toString());
            } catch (DateTimeException | ArithmeticException e) {
                throw new IllegalArgumentException(Values.shown(value) + " is not a time; use time first", e);
            }
        };
    }
}
