package eu.twintown.kernel.query;

import eu.twintown.kernel.entity.Entity;
import java.util.function.Predicate;

/** A query expression (clause 4.9) over expanded attribute names. */
public interface QExpression extends Predicate<Entity> {

    /** Parses the text; faults name the position. */
    static QExpression parse(String text, java.util.function.UnaryOperator<String> expand) {
        throw new UnsupportedOperationException();
    }
}
