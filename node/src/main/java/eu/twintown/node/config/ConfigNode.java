package eu.twintown.node.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * A section of a configuration file. Reads values by key and collects what is wrong, with the path of each fault, so
 * that all faults are told at once.
 */
public final class ConfigNode {
    private final JsonNode node;
    private final String path;
    private final List<String> faults;
    private final Path baseDirectory;

    /**
     * The root of a file.
     *
     * @param baseDirectory what relative file paths are resolved against
     * @param faults receives one sentence for each fault
     */
    public ConfigNode(JsonNode root, Path baseDirectory, List<String> faults) {
        this(root, "", baseDirectory, faults);
    }

    private ConfigNode(JsonNode node, String path, Path baseDirectory, List<String> faults) {
        this.node = node;
        this.path = path;
        this.baseDirectory = baseDirectory;
        this.faults = faults;
    }

    /** Where this section stands in the file, such as {@code sources[0].fetch}. */
    public String path() {
        return path;
    }

    /** The raw value, for parts that are free in form. */
    public JsonNode json() {
        return node;
    }

    /** Reports a fault of a key of this section. */
    public void fault(String key, String sentence) {
        faults.add(child(key) + ": " + sentence);
    }

    /** Every fault of the whole file that was told so far. */
    public List<String> faults() {
        return List.copyOf(faults);
    }

    /** Reports every key that is not one of these. */
    public void allowOnly(String... keys) {
        List<String> known = Arrays.asList(keys);
        for (String key : node.propertyNames()) {
            if (!known.contains(key)) {
                fault(key, "unknown key; known here: " + String.join(", ", known));
            }
        }
    }

    public boolean has(String key) {
        JsonNode value = node.get(key);
        return value != null && !value.isNull();
    }

    public List<String> keys() {
        return List.copyOf(node.propertyNames());
    }

    /** A required text; an empty one is given where it is missing, beside the fault. */
    public String text(String key) {
        return optionalText(key).orElseGet(() -> {
            fault(key, "is missing");
            return "";
        });
    }

    public Optional<String> optionalText(String key) {
        if (!has(key)) {
            return Optional.empty();
        }
        JsonNode value = node.get(key);
        if (value.isContainer()) {
            fault(key, "must be a text");
            return Optional.empty();
        }
        return Optional.of(value.asString());
    }

    public String text(String key, String otherwise) {
        return optionalText(key).orElse(otherwise);
    }

    /** One of the given texts. */
    public String oneOf(String key, String otherwise, String... allowed) {
        String value = text(key, otherwise);
        if (!Arrays.asList(allowed).contains(value)) {
            fault(key, "'" + value + "' is not one of " + String.join(", ", allowed));
            return otherwise;
        }
        return value;
    }

    public int integer(String key, int otherwise, int least, int most) {
        if (!has(key)) {
            return otherwise;
        }
        JsonNode value = node.get(key);
        String text = value.asString("");
        try {
            int number = Integer.parseInt(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // told below, together with a number out of range
        }
        fault(key, "must be a whole number from " + least + " to " + most);
        return otherwise;
    }

    public boolean flag(String key, boolean otherwise) {
        if (!has(key)) {
            return otherwise;
        }
        String text = node.get(key).asString("");
        if (!text.equals("true") && !text.equals("false")) {
            fault(key, "must be true or false");
            return otherwise;
        }
        return Boolean.parseBoolean(text);
    }

    /** A duration such as {@code 30s}, {@code 5m}, {@code 1h}, {@code 500ms} or ISO 8601 ({@code PT5M}). */
    public Duration duration(String key, Duration otherwise) {
        if (!has(key)) {
            return otherwise;
        }
        String text = node.get(key).asString("").trim();
        try {
            if (text.endsWith("ms")) {
                return Duration.ofMillis(Long.parseLong(text.substring(0, text.length() - 2)));
            }
            return Duration.parse(text.startsWith("P") ? text : "PT" + text.toUpperCase(java.util.Locale.ROOT));
        } catch (DateTimeParseException | NumberFormatException e) {
            fault(key, "'" + text + "' is not a duration such as 30s, 5m or PT1H");
            return otherwise;
        }
    }

    public Optional<URI> uri(String key) {
        return optionalText(key).flatMap(text -> {
            try {
                URI uri = URI.create(text);
                if (uri.isAbsolute()) {
                    return Optional.of(uri);
                }
            } catch (IllegalArgumentException e) {
                // told below
            }
            fault(key, "'" + text + "' is not an absolute URI");
            return Optional.empty();
        });
    }

    /** A file, relative to the configuration file's folder. */
    public Optional<Path> file(String key) {
        return optionalText(key).map(baseDirectory::resolve);
    }

    /** A path relative to the configuration file's folder. */
    public Path path(String relative) {
        return baseDirectory.resolve(relative);
    }

    /** A path that is not a value of its own, such as that of a {@code file:} address, in the same way. */
    public Path resolve(String path) {
        return baseDirectory.resolve(path);
    }

    /** A section; an empty one where it is missing. */
    public ConfigNode section(String key) {
        JsonNode value = node.path(key);
        if (has(key) && !value.isObject()) {
            fault(key, "must be a section with keys");
        }
        return new ConfigNode(value, child(key), baseDirectory, faults);
    }

    /** The sections of a list; none where it is missing. */
    public List<ConfigNode> list(String key) {
        if (!has(key)) {
            return List.of();
        }
        JsonNode value = node.get(key);
        if (!value.isArray()) {
            fault(key, "must be a list");
            return List.of();
        }
        List<ConfigNode> items = new ArrayList<>();
        for (int i = 0; i < value.size(); i++) {
            items.add(new ConfigNode(value.get(i), child(key) + "[" + i + "]", baseDirectory, faults));
        }
        return items;
    }

    public List<String> texts(String key) {
        if (!has(key)) {
            return List.of();
        }
        JsonNode value = node.get(key);
        if (!value.isArray()) {
            return List.of(value.asString(""));
        }
        List<String> items = new ArrayList<>();
        value.forEach(item -> items.add(item.asString("")));
        return items;
    }

    /** A section of free keys and text values, in the order of the file. */
    public Map<String, String> textMap(String key) {
        Map<String, String> map = new LinkedHashMap<>();
        JsonNode value = node.path(key);
        for (String name : value.propertyNames()) {
            map.put(name, value.get(name).asString(""));
        }
        return map;
    }

    private String child(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }
}
