package eu.twintown.kernel.query;

/** The comparing operators of a query term (clause 4.9). */
public enum Operator {
    EQUAL("=="),
    UNEQUAL("!="),
    GREATER_OR_EQUAL(">="),
    GREATER(">"),
    LESS_OR_EQUAL("<="),
    LESS("<");

    private final String text;

    Operator(String text) {
        this.text = text;
    }

    /** The text as it stands in a query. */
    public String text() {
        return text;
    }

    /** Whether it takes lists, ranges, booleans and URIs. */
    public boolean isEquality() {
        return this == EQUAL || this == UNEQUAL;
    }

    /** Whether a value that stands so to the term's value matches. */
    boolean holds(Order order) {
        return switch (this) {
            case EQUAL -> order == Order.SAME;
            case UNEQUAL -> order != Order.SAME;
            case GREATER_OR_EQUAL -> order == Order.SAME || order == Order.AFTER;
            case GREATER -> order == Order.AFTER;
            case LESS_OR_EQUAL -> order == Order.SAME || order == Order.BEFORE;
            case LESS -> order == Order.BEFORE;
        };
    }
}
