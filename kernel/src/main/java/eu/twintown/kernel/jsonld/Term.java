package eu.twintown.kernel.jsonld;

import org.jspecify.annotations.Nullable;

/**
 * What a context says about one term (JSON-LD 1.1, section 9.15).
 *
 * @param name the term
 * @param iri the IRI or keyword it stands for; empty where the context maps it to null
 * @param type type coercion: a datatype IRI, {@code @id}, {@code @vocab}, {@code @json}; absent = none
 * @param container how its values are held
 * @param prefix whether it may be used as a prefix of compact IRIs
 * @param general whether it uses features that only the general processor knows
 */
record Term(String name, String iri, @Nullable String type, Container container, boolean prefix, boolean general) {

    /** The containers that the specialised processor knows. */
    enum Container {
        NONE,
        LIST,
        SET,
        LANGUAGE,
        INDEX;

        String keyword() {
            return this == NONE ? "" : "@" + name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    static Term plain(String name, String iri) {
        return new Term(name, iri, null, Container.NONE, false, false);
    }

    boolean isNull() {
        return iri.isEmpty();
    }

    boolean isKeyword() {
        return iri.startsWith("@");
    }

    /** Whether values stand under this term as they are. */
    boolean isPlain() {
        return type == null && container == Container.NONE;
    }
}
