package eu.twintown.node.access;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The one table of what each route asks of the caller: {@code rules.txt} beside this class. */
final class RuleTable {
    private static final String SOURCE = "rules.txt";
    private static final String ANY = "*";
    private static final int COLUMNS = 4;

    private final List<Rule> rules = new ArrayList<>();
    private final Map<String, Map<String, Rule>> byTemplate = new HashMap<>();

    private RuleTable(String text) {
        text.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .forEach(this::add);
    }

    /** The node's own table. */
    static RuleTable standard() {
        try (InputStream in = RuleTable.class.getResourceAsStream(SOURCE)) {
            byte[] bytes = Objects.requireNonNull(in, SOURCE).readAllBytes();
            return new RuleTable(new String(bytes, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Lines of methods, template, face and needs; {@code #} starts a comment. */
    static RuleTable parse(String text) {
        return new RuleTable(text);
    }

    private void add(String line) {
        String[] columns = line.split("\\s+");
        if (columns.length < COLUMNS) {
            throw new IllegalStateException(SOURCE + ": a line needs methods, template, face and needs: " + line);
        }
        Rule rule = new Rule(
                new LinkedHashSet<>(List.of(columns[0].split(","))),
                columns[1],
                columns[2].equals("-") ? Optional.empty() : Optional.of(columns[2]),
                Arrays.stream(columns, 3, columns.length).map(Need::of).toList());
        rules.add(rule);
        for (String method : rule.methods()) {
            if (byTemplate
                            .computeIfAbsent(rule.template(), t -> new HashMap<>())
                            .put(method, rule)
                    != null) {
                throw new IllegalStateException(SOURCE + ": " + method + " " + rule.template() + " stands twice");
            }
        }
    }

    /** The rule of a route. */
    Optional<Rule> find(String method, String template) {
        Map<String, Rule> methods = byTemplate.getOrDefault(template, Map.of());
        Rule rule = methods.get(method);
        return Optional.ofNullable(rule != null ? rule : methods.get(ANY));
    }

    /** All of them, in the order of the file. */
    List<Rule> all() {
        return List.copyOf(rules);
    }

    /** Names that {@code access.public} may hold. */
    Set<String> faces() {
        Set<String> faces = new TreeSet<>();
        rules.forEach(rule -> rule.face().ifPresent(faces::add));
        return faces;
    }
}
