package eu.twintown.node;

import eu.twintown.node.config.ConfigException;
import eu.twintown.node.config.ConfigFile;
import eu.twintown.node.config.NodeConfig;
import eu.twintown.node.config.NodeConfigReader;
import java.nio.file.Path;
import java.util.Map;

/** Everything that a configuration file says, read and found fit for use. */
public record Settings(NodeConfig config) {

    /**
     * Reads the file and the environment.
     *
     * @throws ConfigException with every fault found
     */
    public static Settings read(Path file, Map<String, String> environment) {
        ConfigFile read = ConfigFile.read(file, environment);
        Settings settings = new Settings(NodeConfigReader.read(read.root()));
        if (!read.faults().isEmpty()) {
            throw new ConfigException(read.faults());
        }
        return settings;
    }
}
