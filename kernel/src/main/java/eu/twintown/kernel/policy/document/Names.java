package eu.twintown.kernel.policy.document;

import eu.twintown.kernel.policy.Odrl;
import eu.twintown.kernel.policy.city.CityProfile;
import eu.twintown.kernel.problem.ProblemException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * What the names of a document stand for. Terms of ODRL always mean ODRL, as in its own context and in that of the
 * Dataspace Protocol; the document's context adds prefixes and terms. Contexts behind a URL are not loaded: a name that
 * only they know stays as it is written, and a constraint on it is never satisfied.
 */
final class Names {
    private static final Map<String, String> PREFIXES = Map.of(
            "odrl", Odrl.NS,
            "xsd", Odrl.XSD,
            "rdf", Odrl.RDF,
            "cc", Odrl.CC,
            "city", CityProfile.NS);

    /** The words that rules are made of. */
    private static final Set<String> RESERVED = Set.of(
            "permission",
            "prohibition",
            "obligation",
            "duty",
            "remedy",
            "consequence",
            "constraint",
            "refinement",
            "action",
            "target",
            "assigner",
            "assignee",
            "leftOperand",
            "operator",
            "rightOperand",
            "rightOperandReference",
            "unit",
            "conflict",
            "inheritFrom",
            "and",
            "or",
            "xone",
            "andSequence");

    private final Map<String, String> terms = new HashMap<>(PREFIXES);

    Names(JsonNode context) {
        add(context);
    }

    private void add(JsonNode context) {
        if (context.isArray()) {
            context.forEach(this::add);
        }
        if (context.isObject()) {
            for (String term : context.propertyNames()) {
                JsonNode definition = context.get(term);
                String iri = definition.isObject() ? definition.path("@id").asString("") : definition.asString("");
                if (!term.startsWith("@") && !iri.isEmpty() && !iri.startsWith("@")) {
                    define(term, iri);
                }
            }
        }
    }

    /** As in the protected context of the Dataspace Protocol, no document may give a word of ODRL another meaning. */
    private void define(String term, String iri) {
        String meant = term.equals("odrl") ? Odrl.NS : RESERVED.contains(term) ? Odrl.NS + term : iri;
        if (!expand(iri).equals(meant) && !iri.equals(meant)) {
            throw ProblemException.badData(
                    "The context gives '" + term + "' another meaning than ODRL.", "/@context/" + term);
        }
        terms.put(term, meant);
    }

    /** The name of a member: "id", "type", the local name of an ODRL property, or empty for those of others. */
    Optional<String> member(String key) {
        return switch (key) {
            case "@id", "id", "uid", "odrl:uid", Odrl.NS + "uid" -> Optional.of("id");
            case "@type", "type" -> Optional.of("type");
            case "@context" -> Optional.empty();
            case "value", "rdf:value", Odrl.RDF + "value" -> Optional.of("value");
            default -> {
                if (key.indexOf(':') < 0 && !terms.containsKey(key)) {
                    yield Optional.of(key);
                }
                String iri = expand(key);
                yield iri.startsWith(Odrl.NS) ? Optional.of(iri.substring(Odrl.NS.length())) : Optional.empty();
            }
        };
    }

    /** The IRI of an action, operand, operator or type: a bare word is a term of the document or of ODRL. */
    String vocabulary(String name) {
        return name.indexOf(':') < 0 && !terms.containsKey(name) ? Odrl.NS + name : expand(name);
    }

    /** The IRI of a thing: only prefixes are resolved. */
    String expand(String name) {
        int colon = name.indexOf(':');
        if (colon < 0) {
            return terms.getOrDefault(name, name);
        }
        String namespace = terms.get(name.substring(0, colon));
        return namespace == null || name.startsWith("//", colon + 1) ? name : namespace + name.substring(colon + 1);
    }
}
