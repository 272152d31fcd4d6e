package eu.twintown.node.access.enforce;

import eu.twintown.kernel.view.Level;
import eu.twintown.node.access.view.Places;
import eu.twintown.node.config.ConfigNode;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/**
 * The section {@code enforcement} of the configuration.
 *
 * @param areas entity types, as written, whose locations are the areas that values are put together by
 * @param groupSize how many things a value of an area must stand for at least, whatever a policy says
 * @param keep how long decisions can be read
 * @param most how many of them at most
 */
public record EnforcementSettings(Map<Level, String> areas, int groupSize, Duration keep, int most) {
    /** Where the configuration does not say. */
    public static final EnforcementSettings USUAL =
            new EnforcementSettings(Map.of(), Places.USUAL_LEAST, Duration.ofDays(90), 100_000);

    private static final int LARGEST_GROUP = 1_000_000;
    private static final int FEWEST = 100;
    private static final int MANY = 10_000_000;

    public EnforcementSettings {
        areas = Map.copyOf(areas);
    }

    /** Reads the section and reports its faults. */
    public static EnforcementSettings read(ConfigNode root) {
        ConfigNode section = root.section("enforcement");
        section.allowOnly("areas", "group-size", "decisions");
        ConfigNode types = section.section("areas");
        types.allowOnly("street", "district", "city");
        Map<Level, String> areas = new EnumMap<>(Level.class);
        for (Level level : Level.values()) {
            types.optionalText(level.name().toLowerCase(Locale.ROOT)).ifPresent(type -> areas.put(level, type));
        }
        ConfigNode decisions = section.section("decisions");
        decisions.allowOnly("keep", "most");
        return new EnforcementSettings(
                areas,
                section.integer("group-size", USUAL.groupSize, 1, LARGEST_GROUP),
                decisions.duration("keep", USUAL.keep),
                decisions.integer("most", USUAL.most, FEWEST, MANY));
    }
}
