package eu.twintown.kernel.query;

import java.util.List;

/** The right side of a comparison (clause 4.9): a value, a range of values with both ends, or a list of values. */
public sealed interface Operand permits Literal, Operand.Range, Operand.Values {

    /** A range; both ends belong to it. */
    record Range(Literal least, Literal most) implements Operand {
        @Override
        public String print() {
            return least.print() + ".." + most.print();
        }
    }

    /** Two values or more, any of which is meant. */
    record Values(List<Literal> values) implements Operand {
        @Override
        public String print() {
            return String.join(",", values.stream().map(Literal::print).toList());
        }
    }

    /** The text as it stands in a query. */
    String print();
}
