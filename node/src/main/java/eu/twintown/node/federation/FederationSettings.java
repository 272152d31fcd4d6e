package eu.twintown.node.federation;

import java.time.Duration;

/**
 * How a node takes part in distributed reading.
 *
 * @param alias the node's pseudonym in Via headers; unique in the federation, letters, digits and hyphens
 * @param sourceTimeout limit for one request to one source, where its registration sets none
 * @param totalTimeout limit for all requests to sources that one request needs
 * @param entityMapLifetime how long an entity map stays
 */
public record FederationSettings(
        String alias, Duration sourceTimeout, Duration totalTimeout, Duration entityMapLifetime) {

    /** 5 seconds per source, 10 in all, entity maps for 10 minutes. */
    public static FederationSettings of(String alias) {
        return new FederationSettings(alias, Duration.ofSeconds(5), Duration.ofSeconds(10), Duration.ofMinutes(10));
    }

    /** The pseudonym of one tenant of this node: each counts as a source of its own (clause 4.3.6.4). */
    String alias(String tenant) {
        return tenant.isEmpty() ? alias : alias + "." + tenant;
    }
}
