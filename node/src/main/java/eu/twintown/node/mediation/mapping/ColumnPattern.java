package eu.twintown.node.mediation.mapping;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A pattern of names: {@code *} stands for any text, {@code {name}} too and gives it a name, {@code {name:digits}} for
 * digits only.
 */
final class ColumnPattern {
    private static final Pattern HOLE = Pattern.compile("\\*|\\{([A-Za-z]\\w*)(:digits)?}");

    private final Pattern regex;
    private final List<String> names;

    private ColumnPattern(Pattern regex, List<String> names) {
        this.regex = regex;
        this.names = names;
    }

    static ColumnPattern parse(String text) {
        StringBuilder regex = new StringBuilder();
        List<String> names = new ArrayList<>();
        Matcher holes = HOLE.matcher(text);
        int end = 0;
        while (holes.find()) {
            regex.append(Pattern.quote(text.substring(end, holes.start())));
            end = holes.end();
            if (holes.group(1) == null) {
                regex.append(".*?");
            } else {
                names.add(holes.group(1));
                regex.append(holes.group(2) == null ? "(.+?)" : "(\\d+)");
            }
        }
        regex.append(Pattern.quote(text.substring(end)));
        return new ColumnPattern(Pattern.compile(regex.toString(), Pattern.DOTALL), List.copyOf(names));
    }

    /** A test for names where only {@code *} is special. */
    static Predicate<String> glob(String text) {
        String regex = Pattern.quote(text).replace("*", "\\E.*\\Q");
        return Pattern.compile(regex, Pattern.DOTALL).asMatchPredicate();
    }

    /** The named parts of a name that matches; empty where it does not. */
    Optional<Map<String, String>> match(String name) {
        Matcher matcher = regex.matcher(name);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        Map<String, String> parts = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
            parts.put(names.get(i), matcher.group(i + 1));
        }
        return Optional.of(parts);
    }
}
