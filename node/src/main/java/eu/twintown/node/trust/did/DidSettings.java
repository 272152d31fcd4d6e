package eu.twintown.node.trust.did;

import java.time.Duration;
import java.util.Set;

/**
 * How DIDs of others are resolved.
 *
 * @param fresh how long a document is used without asking again
 * @param stale how long it is used where its host does not answer; after that the DID counts as unknown
 * @param httpHosts hosts, with port where they have one, whose documents may be fetched without TLS
 * @param tolerant whether the keys of a document that names no verification relationships at all count for all of them
 */
public record DidSettings(Duration fresh, Duration stale, Set<String> httpHosts, boolean tolerant) {

    /** Ten minutes, one hour, TLS everywhere. */
    public static final DidSettings DEFAULT = new DidSettings(Duration.ofMinutes(10), Duration.ofHours(1), Set.of());

    /** To the letter of the specification. */
    public DidSettings(Duration fresh, Duration stale, Set<String> httpHosts) {
        this(fresh, stale, httpHosts, false);
    }

    public DidSettings {
        httpHosts = Set.copyOf(httpHosts);
    }
}
