package eu.twintown.node.mediation.mapping;

/** A record cannot be mapped: what is wrong, in a sentence, and where in the record. */
public final class RecordFault extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String place;

    /**
     * A fault.
     *
     * @param place the attribute or expression of the mapping that met it; empty where it is the record as a whole
     */
    public RecordFault(String sentence, String place) {
        super(sentence);
        this.place = place;
    }

    /** The attribute or key of the mapping that met the fault. */
    public String place() {
        return place;
    }
}
