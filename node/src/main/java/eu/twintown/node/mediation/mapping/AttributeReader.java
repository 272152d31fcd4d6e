package eu.twintown.node.mediation.mapping;

import eu.twintown.kernel.entity.AttributeKind;
import eu.twintown.node.config.ConfigNode;
import eu.twintown.node.mediation.Unit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Reads the attributes of a mapping file. */
final class AttributeReader {
    private static final String[] KEYS = {
        "value",
        "constant",
        "text",
        "point",
        "pair",
        "geometry",
        "languages",
        "crs",
        "order",
        "precision",
        "kind",
        "when",
        "drop",
        "map",
        "otherwise",
        "from",
        "unit",
        "observedAt",
        "datasetId",
        "required",
        "invalid",
        "onChange",
        "ifAbsent",
        "attributes"
    };

    private AttributeReader() {}

    static List<AttributeRule> read(ConfigNode section) {
        List<AttributeRule> rules = new ArrayList<>();
        for (String name : section.keys()) {
            if (section.json().path(name).isObject()) {
                rules.add(attribute(name, section.section(name)));
            } else {
                Reading.required(section, name, Expression::parse).ifPresent(value -> rules.add(plain(name, value)));
            }
        }
        return List.copyOf(rules);
    }

    private static AttributeRule plain(String name, Expression value) {
        return constantOrValue(name, new ValueRule.Of(value), Optional.empty());
    }

    private static AttributeRule constantOrValue(String name, ValueRule value, Optional<Unit> unit) {
        return new AttributeRule(
                name,
                AttributeKind.PROPERTY,
                value,
                Optional.empty(),
                List.of(),
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                unit,
                Optional.empty(),
                Optional.empty(),
                false,
                false,
                false,
                false,
                List.of());
    }

    private static AttributeRule attribute(String name, ConfigNode section) {
        section.allowOnly(KEYS);
        ValueRule value = ValueReader.read(section);
        Optional<Unit> from = unit(section, "from");
        Optional<Unit> unit = unit(section, "unit");
        if (from.isPresent() && !(unit.isPresent() && from.get().convertsTo(unit.get()))) {
            section.fault("from", "needs a unit of the same quantity to convert to");
        }
        List<AttributeRule> inner = new ArrayList<>(read(section.section("attributes")));
        precision(section).ifPresent(inner::add);
        return new AttributeRule(
                name,
                kind(section, value),
                value,
                Reading.expression(section, "when"),
                drops(section),
                table(section.section("map")),
                Optional.ofNullable(section.json().get("otherwise")),
                from,
                unit,
                Reading.expression(section, "observedAt"),
                Reading.template(section, "datasetId"),
                section.flag("required", false),
                section.oneOf("invalid", "quarantine", "quarantine", "drop").equals("drop"),
                section.flag("onChange", false),
                section.flag("ifAbsent", false),
                List.copyOf(inner));
    }

    private static AttributeKind kind(ConfigNode section, ValueRule value) {
        AttributeKind given =
                switch (value) {
                    case ValueRule.Point p -> AttributeKind.GEO_PROPERTY;
                    case ValueRule.Pair p -> AttributeKind.GEO_PROPERTY;
                    case ValueRule.Geometry g -> AttributeKind.GEO_PROPERTY;
                    case ValueRule.Languages l -> AttributeKind.LANGUAGE_PROPERTY;
                    case ValueRule.LanguageObject l -> AttributeKind.LANGUAGE_PROPERTY;
                    default -> AttributeKind.PROPERTY;
                };
        String name = section.text("kind", given.typeName());
        Optional<AttributeKind> kind = Arrays.stream(AttributeKind.values())
                .filter(candidate -> candidate.typeName().equals(name))
                .findAny();
        if (kind.isEmpty()) {
            section.fault(
                    "kind",
                    "'" + name + "' is not one of "
                            + Stream.of(AttributeKind.values())
                                    .map(AttributeKind::typeName)
                                    .collect(Collectors.joining(", ")));
        }
        return kind.orElse(given);
    }

    private static Map<String, JsonNode> table(ConfigNode section) {
        Map<String, JsonNode> table = new LinkedHashMap<>();
        section.json().properties().forEach(entry -> table.put(entry.getKey(), entry.getValue()));
        return table;
    }

    private static List<AttributeRule.Drop> drops(ConfigNode section) {
        List<AttributeRule.Drop> drops = new ArrayList<>();
        for (ConfigNode drop : section.list("drop")) {
            drop.allowOnly("when", "reason");
            String reason = drop.text("reason");
            Reading.required(drop, "when", Expression::parse)
                    .ifPresent(when -> drops.add(new AttributeRule.Drop(when, reason)));
        }
        return List.copyOf(drops);
    }

    /** A position's precision in metres, as a sub-attribute. */
    private static Optional<AttributeRule> precision(ConfigNode section) {
        ConfigNode place = section.has("precision") ? section : section.section("point");
        if (!place.has("precision")) {
            return Optional.empty();
        }
        int metres = place.integer("precision", 0, 0, 1_000_000);
        ValueRule value = new ValueRule.Constant(Values.JSON.numberNode(metres));
        return Optional.of(constantOrValue("locationPrecision", value, Unit.of("MTR")));
    }

    private static Optional<Unit> unit(ConfigNode section, String key) {
        return Reading.parse(section, key, NumberFunctions::unit);
    }
}
