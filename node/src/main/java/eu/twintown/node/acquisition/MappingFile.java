package eu.twintown.node.acquisition;

import eu.twintown.node.config.ConfigNode;
import eu.twintown.node.mediation.DataModels;
import eu.twintown.node.mediation.mapping.Mapping;
import eu.twintown.node.mediation.mapping.SourceFault;
import eu.twintown.node.mediation.mapping.SourceKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * A mapping file on disk. It is read anew when it or one of its side tables has changed, so that an operator can mend a
 * mapping and replay the quarantine without a restart.
 */
public final class MappingFile {
    private static final YAMLMapper YAML = new YAMLMapper();

    private final Path file;
    private final SourceKind kind;
    private final DataModels models;
    private @Nullable Loaded loaded;

    private record Loaded(Mapping mapping, Map<Path, FileTime> stamps) {}

    MappingFile(Path file, SourceKind kind, DataModels models) {
        this.file = file;
        this.kind = kind;
        this.models = models;
    }

    /** Reads the file; what is wrong with it goes to {@code faults}. */
    void load(List<String> faults) {
        if (!Files.isRegularFile(file)) {
            faults.add("there is no such file: " + file.toAbsolutePath());
            return;
        }
        JsonNode content;
        try {
            content = YAML.readTree(Files.readString(file));
        } catch (JacksonException e) {
            faults.add("is not YAML: " + e.getOriginalMessage());
            return;
        } catch (IOException e) {
            faults.add("cannot be read: " + e.getMessage());
            return;
        }
        if (!content.isObject()) {
            faults.add("must hold keys and values");
            return;
        }
        Path folder = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(file);
        ConfigNode section = new ConfigNode(content, folder, faults);
        Mapping mapping = Mapping.read(section, kind);
        mapping.model()
                .filter(id -> models.find(id).isEmpty())
                .ifPresent(id -> section.fault(
                        "model", "there is no data model '" + id + "'; known: " + String.join(", ", models.ids())));
        if (faults.isEmpty()) {
            synchronized (this) {
                loaded = new Loaded(mapping, stamps(mapping));
            }
        }
    }

    /** The mapping as it was read last. */
    public synchronized Mapping mapping() {
        if (loaded == null) {
            throw new IllegalStateException("The mapping " + file + " was not read");
        }
        return loaded.mapping();
    }

    /**
     * Reads the file again if it has changed.
     *
     * @return whether it had
     * @throws SourceFault where it has faults now; the mapping read before stays
     */
    synchronized boolean refresh() {
        if (loaded != null && loaded.stamps().equals(stamps(loaded.mapping()))) {
            return false;
        }
        List<String> faults = new ArrayList<>();
        load(faults);
        if (!faults.isEmpty()) {
            throw new SourceFault(
                    "The mapping file " + file.getFileName() + " has faults: " + String.join("; ", faults));
        }
        return true;
    }

    private Map<Path, FileTime> stamps(Mapping mapping) {
        Map<Path, FileTime> stamps = new HashMap<>();
        List<Path> files = new ArrayList<>(mapping.tableFiles());
        files.add(file);
        for (Path path : files) {
            try {
                stamps.put(path, Files.getLastModifiedTime(path));
            } catch (IOException e) {
                // a file that is away counts as changed once it is back
                stamps.put(path, FileTime.fromMillis(0));
            }
        }
        return stamps;
    }
}
