package eu.twintown.node.mediation.mapping;

import eu.twintown.node.config.ConfigNode;
import eu.twintown.node.mediation.Crs;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads where an attribute's value comes from. */
final class ValueReader {
    private static final List<String> FORMS =
            List.of("value", "constant", "text", "point", "pair", "geometry", "languages");
    private static final ValueRule NOTHING = new ValueRule.Constant(Values.missing());

    private ValueReader() {}

    static ValueRule read(ConfigNode section) {
        List<String> given = FORMS.stream().filter(section::has).toList();
        if (given.size() != 1) {
            section.fault("value", "give exactly one of " + String.join(", ", FORMS));
            return NOTHING;
        }
        String form = given.getFirst();
        return switch (form) {
            case "constant" -> new ValueRule.Constant(section.json().path("constant"));
            case "text" ->
                Reading.template(section, form)
                        .<ValueRule>map(ValueRule.Text::new)
                        .orElse(NOTHING);
            case "point" -> point(section.section("point"));
            case "languages" -> languages(section);
            default ->
                Reading.expression(section, form)
                        .map(expression -> of(form, expression, section))
                        .orElse(NOTHING);
        };
    }

    private static ValueRule of(String form, Expression expression, ConfigNode section) {
        return switch (form) {
            case "pair" -> new ValueRule.Pair(expression, positions(section));
            case "geometry" -> new ValueRule.Geometry(expression, positions(section));
            default -> new ValueRule.Of(expression);
        };
    }

    private static ValueRule point(ConfigNode section) {
        section.allowOnly("lon", "lat", "crs", "precision");
        Optional<Expression> lon = Reading.required(section, "lon", Expression::parse);
        Optional<Expression> lat = Reading.required(section, "lat", Expression::parse);
        Positions positions = new Positions(crs(section), false);
        return lon.isPresent() && lat.isPresent() ? new ValueRule.Point(lon.get(), lat.get(), positions) : NOTHING;
    }

    private static ValueRule languages(ConfigNode section) {
        if (!section.json().path("languages").isObject()) {
            return Reading.expression(section, "languages")
                    .<ValueRule>map(ValueRule.LanguageObject::new)
                    .orElse(NOTHING);
        }
        ConfigNode texts = section.section("languages");
        Map<String, Expression> expressions = new LinkedHashMap<>();
        for (String language : texts.keys()) {
            Reading.expression(texts, language).ifPresent(text -> expressions.put(language, text));
        }
        return new ValueRule.Languages(expressions);
    }

    private static Positions positions(ConfigNode section) {
        boolean northFirst =
                section.oneOf("order", "lonlat", "lonlat", "latlon").equals("latlon");
        return new Positions(crs(section), northFirst);
    }

    private static Crs crs(ConfigNode section) {
        String name = section.text("crs", "EPSG:4326");
        return Crs.of(name).orElseGet(() -> {
            section.fault("crs", "'" + name + "' is not a known coordinate reference system such as EPSG:25832");
            return Crs.WGS84;
        });
    }
}
