package eu.twintown.node.dataspace.dataset;

import eu.twintown.kernel.jsonld.Iris;
import java.util.function.UnaryOperator;

/**
 * How types and attributes are named to people and in the store.
 *
 * @param expand gives the IRI of a name; an IRI stays as it is
 * @param compact gives the short name of an IRI, where it has one
 */
public record TermNames(UnaryOperator<String> expand, UnaryOperator<String> compact) {

    /** The IRI of a name or of an IRI. */
    public String iri(String name) {
        return Iris.isAbsolute(name) ? name : expand.apply(name);
    }
}
