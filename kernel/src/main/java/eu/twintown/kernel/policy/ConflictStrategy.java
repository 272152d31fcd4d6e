package eu.twintown.kernel.policy;

/** What holds where a permission and a prohibition meet (Information Model 2.2, clause 2.10); without one: INVALID. */
public enum ConflictStrategy {
    /** Permissions win. */
    PERM("perm"),
    /** Prohibitions win. */
    PROHIBIT("prohibit"),
    /** The whole policy is void. */
    INVALID("invalid");

    private final String term;

    ConflictStrategy(String term) {
        this.term = term;
    }

    /** The term of the ODRL vocabulary. */
    public String term() {
        return term;
    }
}
