package eu.twintown.kernel.policy;

/** How the parts of a logical constraint are joined (Information Model 2.2, clause 2.5.2). */
public enum Connective {
    AND("and"),
    OR("or"),
    XONE("xone"),
    AND_SEQUENCE("andSequence");

    private final String term;

    Connective(String term) {
        this.term = term;
    }

    /** The term of the ODRL vocabulary. */
    public String term() {
        return term;
    }
}
