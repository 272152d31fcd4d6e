package eu.twintown.kernel.entity;

import eu.twintown.kernel.jsonld.CoreContext;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * The signature of an attribute (clause 4.5.2.2). Its value is kept letter by letter, because a changed name would be a
 * broken signature; its two sealed members are plain strings and no attributes.
 */
final class Proof {

    static final String IRI = CoreContext.NAMESPACE + "ngsildproof";

    private static final String ID_SEALED = CoreContext.NAMESPACE + "entityIdSealed";
    private static final String TYPE_SEALED = CoreContext.NAMESPACE + "entityTypeSealed";

    private Proof() {}

    static Attribute sealed(String text) {
        return Attribute.of(AttributeKind.PROPERTY, JsonNodeFactory.instance.stringNode(text));
    }

    static boolean isSealed(String iri) {
        return iri.equals(ID_SEALED) || iri.equals(TYPE_SEALED);
    }

    static boolean isSealedType(String iri) {
        return iri.equals(TYPE_SEALED);
    }
}
