package eu.twintown.node.dataspace.duty;

/** What an obligation is about, by what this node can do for it. */
public enum DutyKind {
    /** The data are deleted some time after receipt; carried out here, with a receipt for the provider. */
    DELETE(true),
    /** The source is named; carried out here. */
    ATTRIBUTE(true),
    /** Uses are counted; carried out here. */
    COUNT(false),
    /** The data are not handed on; carried out here: others get no answer. */
    NO_ONWARD_SHARING(false),
    /** No model is trained with the data; people must keep it, uses and purposes are on record. */
    NO_AI_TRAINING(false),
    /** Something else: only people can do it, and say that it is done. */
    OTHER(true);

    private final boolean ofRule;

    DutyKind(boolean ofRule) {
        this.ofRule = ofRule;
    }

    /** Whether it is a duty in terms of ODRL, of which the evaluator wants to know how it stands. */
    boolean isDutyOfOdrl() {
        return ofRule;
    }
}
