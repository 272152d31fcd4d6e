package eu.twintown.node.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Reads {@code twintown.yaml} and lays the environment over it. */
public final class ConfigFile {
    private static final String PREFIX = "TWINTOWN_";

    private final ConfigNode root;
    private final List<String> faults;

    private ConfigFile(ConfigNode root, List<String> faults) {
        this.root = root;
        this.faults = faults;
    }

    /**
     * Reads the file. Faults of single keys are collected in {@link #faults()}.
     *
     * @param environment variables that override keys: {@code TWINTOWN_SERVER_PORT} stands for {@code server.port}
     * @throws ConfigException where there is no file or it is no YAML
     */
    public static ConfigFile read(Path file, Map<String, String> environment) {
        JsonNode tree = parse(file);
        List<String> faults = new ArrayList<>();
        ObjectNode object;
        if (tree instanceof ObjectNode read) {
            object = read;
        } else {
            throw new ConfigException(List.of(file + ": must hold keys and values, such as 'node:'"));
        }
        environment.forEach((name, value) -> override(object, name, value));
        Path directory = file.toAbsolutePath().getParent();
        return new ConfigFile(new ConfigNode(object, directory == null ? Path.of(".") : directory, faults), faults);
    }

    public ConfigNode root() {
        return root;
    }

    /** What was found wrong so far; grows as rooms read their sections. */
    public List<String> faults() {
        return faults;
    }

    private static JsonNode parse(Path file) {
        try {
            return new YAMLMapper().readTree(Files.readString(file));
        } catch (NoSuchFileException e) {
            throw new ConfigException(List.of(file + ": there is no such file"));
        } catch (IOException e) {
            throw new ConfigException(List.of(file + ": cannot be read: " + e.getMessage()));
        } catch (JacksonException e) {
            TokenStreamLocation at = e.getLocation();
            String place = at == null ? "" : ", line " + at.getLineNr() + ", column " + at.getColumnNr();
            throw new ConfigException(List.of(file + place + ": is not YAML: " + e.getOriginalMessage()));
        }
    }

    /** Sets {@code section.key}; sections that the file lacks are made, so that a key can come from outside alone. */
    private static void override(ObjectNode root, String name, String value) {
        int split = name.indexOf('_', PREFIX.length());
        if (!name.startsWith(PREFIX) || split < 0) {
            return;
        }
        String section = name.substring(PREFIX.length(), split).toLowerCase(java.util.Locale.ROOT);
        String key =
                name.substring(split + 1).toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        if (!NodeConfigReader.SECTIONS.contains(section)) {
            return;
        }
        if (!(root.get(section) instanceof ObjectNode)) {
            root.set(section, JsonNodeFactory.instance.objectNode());
        }
        ((ObjectNode) root.get(section)).put(key, value);
    }
}
