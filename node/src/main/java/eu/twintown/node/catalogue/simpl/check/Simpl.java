package eu.twintown.node.catalogue.simpl.check;

import org.apache.jena.rdf.model.Property;
import org.apache.jena.rdf.model.ResourceFactory;

/**
 * Names of Simpl's self-descriptions.
 *
 * <p>Source: the Simpl ontology and shapes as deployed by the data spaces that run Simpl-Open 3.0 (EUPL 1.2).
 */
public final class Simpl {
    public static final String NAMESPACE = "http://w3id.org/gaia-x/simpl#";
    public static final String DATA_OFFERING = NAMESPACE + "DataOffering";

    /** What an offering is called, in its general service properties. */
    public static final Property NAME = property("name");

    public static final Property DESCRIPTION = property("description");
    public static final Property KEYWORDS = property("keywords");
    public static final Property ACCESS_POLICY = property("access-policy");
    public static final Property PROVIDED_BY = property("providedBy");

    private Simpl() {}

    /** A property of Simpl's ontology. */
    public static Property property(String name) {
        return ResourceFactory.createProperty(NAMESPACE + name);
    }

    /** The part of an IRI after its last slash, hash or colon. */
    public static String localName(String iri) {
        return iri.substring(Math.max(iri.lastIndexOf('/'), Math.max(iri.lastIndexOf('#'), iri.lastIndexOf(':'))) + 1);
    }
}
