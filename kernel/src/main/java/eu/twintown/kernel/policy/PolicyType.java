package eu.twintown.kernel.policy;

/** The kinds of policy that the information model defines (clause 2.1); a document that says none is a Set. */
public enum PolicyType {
    SET("Set"),
    OFFER("Offer"),
    AGREEMENT("Agreement");

    private final String term;

    PolicyType(String term) {
        this.term = term;
    }

    /** The term of the ODRL vocabulary. */
    public String term() {
        return term;
    }
}
