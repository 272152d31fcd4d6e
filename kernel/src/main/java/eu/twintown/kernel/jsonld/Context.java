package eu.twintown.kernel.jsonld;

import tools.jackson.databind.JsonNode;

/**
 * An immutable, compiled JSON-LD context: terms to IRIs and back. The core context always has the last word (ETSI GS CIM
 * 009 V1.9.1, clause 4.4 and 5.5.5).
 */
public final class Context {

    /** The core context alone. */
    public static Context core() {
        throw new UnsupportedOperationException();
    }

    /**
     * Compiles what stands in {@code @context} (a URL, an object, or an array of those), followed by the core context.
     *
     * @param source the value of {@code @context}
     * @param loader gives remote documents
     */
    public static Context compile(JsonNode source, ContextLoader loader) {
        throw new UnsupportedOperationException();
    }

    /** The IRI of a term, prefixed name or IRI in vocabulary position (attribute names, types). */
    public String expand(String term) {
        throw new UnsupportedOperationException();
    }

    /** The shortest name of an IRI in vocabulary position. */
    public String compact(String iri) {
        throw new UnsupportedOperationException();
    }

    /** What is to be written as {@code @context} of an answer: the source as given, followed by the core context's URL. */
    public JsonNode source() {
        throw new UnsupportedOperationException();
    }
}
