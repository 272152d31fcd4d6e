package eu.twintown.node.catalogue.simpl.check;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Refuses what JSON-LD would drop, fetch or give another meaning: foreign contexts, terms without a known prefix. */
final class SubjectTerms {
    private static final Set<String> KEYWORDS = Set.of("@id", "@type", "@value", "@language");

    private SubjectTerms() {}

    static void check(ObjectNode subject, int deepest) {
        Set<String> prefixes = new HashSet<>();
        JsonNode context = subject.path("@context");
        if (!context.isObject()) {
            throw new DescriptionFault("credentialSubject/@context must be an object of prefixes");
        }
        for (Map.Entry<String, JsonNode> entry : context.properties()) {
            String prefix = entry.getKey();
            if (prefix.startsWith("@")
                    || !entry.getValue().asString("").contains(":")
                    || prefix.equals("id")
                    || prefix.equals("type")) {
                throw new DescriptionFault("credentialSubject/@context/" + prefix
                        + " is no prefix with an absolute IRI; nothing else is read");
            }
            prefixes.add(prefix);
        }
        object(subject, prefixes, "credentialSubject", deepest);
    }

    private static void object(JsonNode object, Set<String> prefixes, String path, int depth) {
        if (depth == 0) {
            throw new DescriptionFault(path + " is nested too deeply");
        }
        for (Map.Entry<String, JsonNode> entry : object.properties()) {
            String name = entry.getKey();
            String at = path + "/" + name;
            if (name.equals("@context")) {
                if (!path.equals("credentialSubject")) {
                    throw new DescriptionFault(at + ": a context inside the offering is not read");
                }
            } else if (name.startsWith("@") ? !KEYWORDS.contains(name) : !prefixed(name, prefixes)) {
                throw new DescriptionFault(at + " is no property with one of the prefixes of the context");
            } else {
                value(entry.getValue(), prefixes, at, depth - 1);
            }
        }
    }

    private static void value(JsonNode value, Set<String> prefixes, String path, int depth) {
        if (value.isArray()) {
            value.forEach(item -> value(item, prefixes, path, depth));
        } else if (value.isObject()) {
            object(value, prefixes, path, depth);
        }
    }

    private static boolean prefixed(String name, Set<String> prefixes) {
        int colon = name.indexOf(':');
        return colon > 0 && (prefixes.contains(name.substring(0, colon)) || name.startsWith("http"));
    }
}
