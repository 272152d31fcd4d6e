package eu.twintown.store;

import java.util.Optional;
import java.util.Set;

/**
 * Which entities commits have changed lately. Whoever takes a position and then reads entities has seen the whole of every
 * commit that is not named after it; one that is may have been seen or not.
 */
interface ChangeTrail {

    /**
     * What was changed after a position.
     *
     * @param position where to go on from: all until there is among what is named, or was before
     * @param ids of the entities of one tenant; some may be named though nothing has changed
     */
    record Changes(long position, Set<String> ids) {}

    /** Where the trail ends now. */
    long position();

    /** What was changed after a position, which must be younger than {@link KeptMatches#LONGEST}; empty where that is more than {@code most}, or forgotten. */
    Optional<Changes> since(String tenant, long position, int most);
}
