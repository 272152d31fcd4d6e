package eu.twintown.kernel.query;

import eu.twintown.kernel.entity.Entity;
import java.util.function.Predicate;

/** A scope query (clause 4.19). */
public interface ScopeQuery extends Predicate<Entity> {

    /** Parses the text; faults name the position. */
    static ScopeQuery parse(String text) {
        throw new UnsupportedOperationException();
    }
}
