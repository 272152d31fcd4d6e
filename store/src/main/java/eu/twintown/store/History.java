package eu.twintown.store;

import eu.twintown.kernel.entity.Entity;
import eu.twintown.kernel.time.TemporalQuery;
import java.util.List;
import java.util.Optional;

/** What attributes were over time: a tail written with each change, packed into chunks in the background. */
public final class History {

    /**
     * The temporal evolution of one entity; empty where nothing is known of it. Instances stand newest first where lastN
     * is given, else in the order of time.
     *
     * @param attributes expanded names to give; empty = all
     */
    public Optional<Entity> read(String tenant, String id, List<String> attributes, TemporalQuery query) {
        throw new UnsupportedOperationException();
    }

    /** Packs what is in the tail into chunks now; runs in the background otherwise. */
    public void pack() {
        throw new UnsupportedOperationException();
    }
}
