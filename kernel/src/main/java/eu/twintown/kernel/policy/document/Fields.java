package eu.twintown.kernel.policy.document;

import eu.twintown.kernel.policy.Odrl;
import eu.twintown.kernel.problem.ProblemException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** The members of one object of a policy document by their ODRL names, and where it stands. */
final class Fields {
    private final Names names;
    private final String pointer;
    private final Map<String, JsonNode> members = new HashMap<>();

    private Fields(Names names, String pointer) {
        this.names = names;
        this.pointer = pointer;
    }

    /**
     * The members of an object.
     *
     * @throws ProblemException for an ODRL member that is not known here, because a rule read without it would say
     *     something else
     */
    static Fields of(Names names, JsonNode node, String pointer, Set<String> known) {
        if (!node.isObject()) {
            throw ProblemException.badData("Expected an object here.", pointer);
        }
        Fields fields = new Fields(names, pointer);
        for (String key : node.propertyNames()) {
            Optional<String> member = names.member(key);
            if (member.isEmpty()) {
                continue;
            }
            if (!known.contains(member.get())) {
                throw ProblemException.badData(
                        "ODRL has no '" + key + "' here; known are "
                                + String.join(", ", known.stream().sorted().toList()) + ".",
                        pointer + "/" + key);
            }
            if (fields.members.put(member.get(), node.get(key)) != null) {
                throw ProblemException.badData("'" + member.get() + "' is given twice.", pointer + "/" + key);
            }
        }
        return fields;
    }

    String pointer() {
        return pointer;
    }

    String at(String member) {
        return pointer + "/" + member;
    }

    boolean has(String member) {
        return members.containsKey(member);
    }

    JsonNode get(String member) {
        return members.getOrDefault(member, JsonNodeFactory.instance.missingNode());
    }

    /** The values of a member: one, or those of an array, list or set. */
    List<JsonNode> list(String member) {
        List<JsonNode> values = new ArrayList<>();
        collect(get(member), values);
        return values;
    }

    private static void collect(JsonNode node, List<JsonNode> values) {
        if (node.isMissingNode() || node.isNull()) {
            return;
        }
        if (node.isArray()) {
            node.forEach(part -> collect(part, values));
        } else if (node.has("@list") || node.has("@set")) {
            collect(node.has("@list") ? node.get("@list") : node.get("@set"), values);
        } else {
            values.add(node);
        }
    }

    /** The thing that a member names. */
    Optional<String> iri(String member) {
        List<JsonNode> values = list(member);
        if (values.size() > 1) {
            throw ProblemException.badData("Only one value may stand here.", at(member));
        }
        return values.stream().findFirst().map(value -> names.expand(reference(value, at(member))));
    }

    /** The term of a vocabulary that a member names. */
    Optional<String> term(String member) {
        List<JsonNode> values = list(member);
        if (values.size() > 1) {
            throw ProblemException.badData("Only one value may stand here.", at(member));
        }
        return values.stream().findFirst().map(value -> names.vocabulary(reference(value, at(member))));
    }

    /** The ODRL term that a member names, without its namespace; empty where it is no term of ODRL. */
    Optional<String> odrl(String member) {
        return term(member).map(iri -> iri.startsWith(Odrl.NS) ? iri.substring(Odrl.NS.length()) : "");
    }

    /** A string, or the @id or @value of an object. */
    static String reference(JsonNode value, String pointer) {
        JsonNode named = value;
        if (value.isObject()) {
            named = value.has("@id") ? value.get("@id") : value.has("uid") ? value.get("uid") : value.path("@value");
        }
        if (!named.isString() || named.asString().isBlank()) {
            throw ProblemException.badData("Expected an IRI, or an object with @id.", pointer);
        }
        return named.asString();
    }
}
