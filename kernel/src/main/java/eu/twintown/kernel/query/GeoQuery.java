package eu.twintown.kernel.query;

import eu.twintown.kernel.entity.Entity;
import java.util.function.Predicate;

/** A geo query (clause 4.10). */
public interface GeoQuery extends Predicate<Entity> {

    /** Parses the text; faults name the position. */
    static GeoQuery parse(String georel, String geometry, String coordinates, String geoproperty) {
        throw new UnsupportedOperationException();
    }
}
