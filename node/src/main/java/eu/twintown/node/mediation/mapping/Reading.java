package eu.twintown.node.mediation.mapping;

import eu.twintown.node.config.ConfigNode;
import java.util.Optional;
import java.util.function.Function;

/** Reads parts of a mapping file that are written in the mapping language; faults go to the section. */
final class Reading {

    private Reading() {}

    static Optional<Expression> expression(ConfigNode section, String key) {
        return parse(section, key, Expression::parse);
    }

    static Optional<Template> template(ConfigNode section, String key) {
        return parse(section, key, Template::parse);
    }

    static <T> Optional<T> parse(ConfigNode section, String key, Function<String, T> parser) {
        return section.optionalText(key).flatMap(text -> {
            try {
                return Optional.of(parser.apply(text));
            } catch (IllegalArgumentException e) {
                section.fault(key, String.valueOf(e.getMessage()));
                return Optional.empty();
            }
        });
    }

    static <T> Optional<T> required(ConfigNode section, String key, Function<String, T> parser) {
        if (!section.has(key)) {
            section.fault(key, "is missing");
        }
        return parse(section, key, parser);
    }
}
