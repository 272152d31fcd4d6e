package eu.twintown.node.mediation.mapping;

import eu.twintown.node.config.ConfigNode;
import eu.twintown.node.mediation.TimeFormat;
import eu.twintown.node.mediation.WallClock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * How a record's time is read.
 *
 * @param text gives the time as the source wrote it; a missing value = the record has no time
 */
record TimeRule(Function<Scope, JsonNode> text, TimeFormat format, WallClock clock) {

    /** What one pass over an answer remembers: the latest doubtful wall clock time of each stream of records. */
    static final class Memory {
        private final Map<String, LocalDateTime> latest = new HashMap<>();

        /** Whether the stream has been at this time or a later one in the hour that occurs twice. */
        boolean isAgain(String stream, LocalDateTime time) {
            @Nullable LocalDateTime seen = latest.get(stream);
            if (seen != null && !time.isAfter(seen)) {
                return true;
            }
            latest.put(stream, time);
            return false;
        }
    }

    static Optional<TimeRule> read(ConfigNode mapping) {
        if (!mapping.has("time")) {
            return Optional.empty();
        }
        if (!mapping.json().path("time").isObject()) {
            return Reading.expression(mapping, "time")
                    .map(value -> new TimeRule(value::evaluate, TimeFormat.ISO_8601, WallClock.UTC));
        }
        ConfigNode section = mapping.section("time");
        section.allowOnly("value", "text", "format", "zone", "overlap", "gap");
        if (section.has("value") == section.has("text")) {
            section.fault("value", "give either value (an expression) or text (a template)");
        }
        Function<Scope, JsonNode> text = Reading.template(section, "text")
                .<Function<Scope, JsonNode>>map(template -> scope -> Values.text(template.evaluate(scope)))
                .or(() -> Reading.expression(section, "value").map(value -> value::evaluate))
                .orElse(scope -> Values.missing());
        TimeFormat format = Reading.parse(section, "format", TimeFormat::of).orElse(TimeFormat.ISO_8601);
        ZoneId zone = Reading.parse(section, "zone", TimeFunctions::zone).orElse(ZoneOffset.UTC);
        String overlap = section.oneOf("overlap", "earlier", "earlier", "later", "order", "reject");
        String gap = section.oneOf("gap", "forward", "forward", "reject");
        WallClock clock = new WallClock(
                zone,
                WallClock.Gap.valueOf(gap.toUpperCase(Locale.ROOT)),
                WallClock.Overlap.valueOf(overlap.toUpperCase(Locale.ROOT)));
        return Optional.of(new TimeRule(text, format, clock));
    }

    /**
     * The time of a record; empty where it has none.
     *
     * @param stream what is in order among itself, for hours that occur twice
     * @throws RecordFault where it cannot be read
     */
    Optional<Instant> evaluate(Scope scope, String stream, Memory memory) {
        JsonNode value = text.apply(scope);
        if (Values.isMissing(value)) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    switch (format.read(Values.text(value))) {
                        case TimeFormat.Reading.Moment moment -> moment.instant();
                        case TimeFormat.Reading.Clock local -> {
                            LocalDateTime time = local.time();
                            boolean again = clock.isTwice(time) && memory.isAgain(stream, time);
                            yield clock.at(time, again);
                        }
                    });
        } catch (IllegalArgumentException e) {
            throw new RecordFault(String.valueOf(e.getMessage()), "time");
        }
    }
}
