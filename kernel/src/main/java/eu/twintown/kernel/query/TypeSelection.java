package eu.twintown.kernel.query;

import eu.twintown.kernel.entity.Entity;
import java.util.function.Predicate;

/** A type selection expression (clause 4.17) over expanded type names. */
public interface TypeSelection extends Predicate<Entity> {

    /** Parses the text; faults name the position. */
    static TypeSelection parse(String text, java.util.function.UnaryOperator<String> expand) {
        throw new UnsupportedOperationException();
    }
}
