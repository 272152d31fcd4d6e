package eu.twintown.kernel.entity;

import eu.twintown.kernel.jsonld.Context;
import eu.twintown.kernel.jsonld.CoreContext;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The core terms that structure entities and attributes: they may come under other names, and name no attributes. */
final class EntityMembers {

    /** Terms of which no attribute can be made (clause 4.5.1), with the core context's IRI where it differs. */
    private static final Map<String, String> BY_IRI = new HashMap<>();

    private static final Set<String> NAMES = Set.of(
            "createdAt",
            "modifiedAt",
            "deletedAt",
            "observedAt",
            "expiresAt",
            "unitCode",
            "datasetId",
            "instanceId",
            "scope",
            "lang",
            "entity",
            "entityList");

    static {
        for (String name : NAMES) {
            BY_IRI.put(CoreContext.NAMESPACE + name, name);
        }
        for (AttributeKind kind : AttributeKind.values()) {
            String iri = Context.core().expand(kind.valueMember());
            BY_IRI.put(iri, kind.valueMember());
        }
        for (String name : new String[] {
            "objectType",
            "valueType",
            "previousValue",
            "previousObject",
            "previousLanguageMap",
            "previousVocab",
            "previousJson",
            "previousValueList",
            "previousObjectList"
        }) {
            BY_IRI.put(Context.core().expand(name), name);
        }
        BY_IRI.put("@id", "id");
        BY_IRI.put("@type", "type");
    }

    private EntityMembers() {}

    /** The core name of a structural IRI; null where it is not structural. */
    static @Nullable String coreName(String iri) {
        return BY_IRI.get(iri);
    }
}
