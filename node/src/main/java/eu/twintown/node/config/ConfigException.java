package eu.twintown.node.config;

import java.util.List;

/** The configuration cannot be used; holds every fault found. */
public final class ConfigException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<String> faults;

    public ConfigException(List<String> faults) {
        super(String.join("; ", faults));
        this.faults = List.copyOf(faults);
    }

    /** One sentence for each fault, starting with the path of the key. */
    public List<String> faults() {
        return faults;
    }
}
