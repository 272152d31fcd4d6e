package eu.twintown.node.dataspace.transfer;

import eu.twintown.node.config.ConfigNode;
import java.time.Duration;

/**
 * What the section {@code dataspace.transfers} of the configuration says.
 *
 * @param tokenLife how long an access token is valid; at most five minutes
 * @param automatic whether what is requested under an agreement in force is started by the node itself; else by a person
 */
public record TransferSettings(Duration tokenLife, boolean automatic) {
    public static final TransferSettings DEFAULT = new TransferSettings(Duration.ofMinutes(5), true);

    private static final Duration SHORTEST = Duration.ofSeconds(10);

    /** Reads it; faults go to the list of the file. */
    public static TransferSettings read(ConfigNode root) {
        ConfigNode node = root.section("dataspace").section("transfers");
        node.allowOnly("token-life", "start");
        Duration life = node.duration("token-life", DEFAULT.tokenLife());
        if (life.compareTo(SHORTEST) < 0 || life.compareTo(DEFAULT.tokenLife()) > 0) {
            node.fault("token-life", "must be from 10s to 5m");
            life = DEFAULT.tokenLife();
        }
        return new TransferSettings(
                life, node.oneOf("start", "automatic", "automatic", "manual").equals("automatic"));
    }
}
