package eu.twintown.kernel.jsonld;

/** Signals that a document uses a term whose definition only the general JSON-LD processor understands. */
public final class GeneralFeature extends RuntimeException {
    private static final long serialVersionUID = 1L;

    GeneralFeature(String term) {
        super("The term \"" + term + "\" needs the general JSON-LD processor", null, false, false);
    }
}
