package eu.twintown.node;

import eu.twintown.node.access.AccessSettings;
import eu.twintown.node.acquisition.SourceConfig;
import eu.twintown.node.acquisition.SourceConfigReader;
import eu.twintown.node.config.ConfigException;
import eu.twintown.node.config.ConfigFile;
import eu.twintown.node.config.NodeConfig;
import eu.twintown.node.config.NodeConfigReader;
import eu.twintown.node.mediation.DataModels;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Everything that a configuration file says, read and found fit for use.
 *
 * @param access what is open to everybody, and conditions on attributes
 * @param models the data models that the node brings, and those of the file
 */
public record Settings(NodeConfig config, AccessSettings access, DataModels models, List<SourceConfig> sources) {

    /**
     * Reads the file and the environment.
     *
     * @throws ConfigException with every fault found
     */
    public static Settings read(Path file, Map<String, String> environment) {
        ConfigFile read = ConfigFile.read(file, environment);
        NodeConfig config = NodeConfigReader.read(read.root());
        DataModels models = DataModels.read(read.root());
        Settings settings = new Settings(
                config, AccessSettings.read(read.root()), models, new SourceConfigReader(models).read(read.root()));
        if (!read.faults().isEmpty()) {
            throw new ConfigException(read.faults());
        }
        return settings;
    }
}
