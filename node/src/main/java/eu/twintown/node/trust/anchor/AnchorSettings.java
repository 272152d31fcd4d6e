package eu.twintown.node.trust.anchor;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Whom the configuration trusts.
 *
 * @param configured issuers that it names itself
 * @param registries lists of others
 * @param fresh how long what a list said is used without asking again
 * @param stale how long it is used where the list cannot be had; after that nobody is trusted on its word
 */
public record AnchorSettings(List<TrustAnchor> configured, List<Registry> registries, Duration fresh, Duration stale) {

    /** Nobody. */
    public static final AnchorSettings NONE =
            new AnchorSettings(List.of(), List.of(), Duration.ofMinutes(10), Duration.ofHours(24));

    public AnchorSettings {
        configured = List.copyOf(configured);
        registries = List.copyOf(registries);
    }

    /** The shapes of lists. */
    public enum Kind {
        /** The signed list of a Twintown node. */
        SIGNED,
        /** A Trusted Issuers Registry of EBSI, version 4 or 5; the address ends before {@code /issuers}. */
        EBSI,
        /** The compliance issuers of a Gaia-X registry; the address ends before {@code /api}. */
        GAIA_X
    }

    /**
     * A list of others.
     *
     * @param signer DID of who signs it; only for {@link Kind#SIGNED}
     * @param types what it may speak about; {@code *} = everything
     */
    public record Registry(URI url, Kind kind, Optional<String> signer, List<String> types) {

        public Registry {
            types = List.copyOf(types);
        }
    }
}
