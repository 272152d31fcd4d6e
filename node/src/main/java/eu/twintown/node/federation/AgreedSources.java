package eu.twintown.node.federation;

import java.util.Optional;

/** Finds what an agreement opens; asked with every request, so it must be cheap. */
@FunctionalInterface
public interface AgreedSources {

    /** Opens nothing. */
    AgreedSources NONE = agreement -> Optional.empty();

    /**
     * What is behind an agreement now.
     *
     * @param agreement its id
     * @return empty where it is not in force, or nothing is transferred under it
     */
    Optional<AgreedSource> find(String agreement);
}
