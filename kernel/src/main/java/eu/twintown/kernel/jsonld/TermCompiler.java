package eu.twintown.kernel.jsonld;

import eu.twintown.kernel.jsonld.Term.Container;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Defines the terms of one context object on top of what is known already (JSON-LD 1.1 API, 4.2 and 5.2). Numbers in
 * comments are steps of "Create Term Definition".
 */
final class TermCompiler {

    private final Map<String, Term> terms;
    private final String vocab;
    private final ObjectNode local;
    /** false = being defined, true = done. */
    private final Map<String, Boolean> defined = new HashMap<>();

    TermCompiler(Map<String, Term> terms, String vocab, ObjectNode local) {
        this.terms = terms;
        this.vocab = vocab;
        this.local = local;
    }

    Map<String, Term> terms() {
        return terms;
    }

    void defineAll() {
        for (String name : local.propertyNames()) {
            if (!Iris.isKeyword(name)) {
                define(name);
            }
        }
    }

    private void define(String name) {
        Boolean state = defined.get(name); // 1
        if (state != null) {
            if (!state) {
                throw ContextCompiler.wrong("The term \"" + name + "\" is defined by itself");
            }
            return;
        }
        if (name.isEmpty()) { // 2
            throw ContextCompiler.wrong("A term must not be empty");
        }
        if (Iris.looksLikeKeyword(name)) { // 5
            return;
        }
        defined.put(name, false);
        Term previous = terms.remove(name); // 9
        Term term = term(name, local.path(name));
        if (term != null) {
            terms.put(name, term);
        } else if (previous != null) {
            terms.put(name, previous);
        }
        defined.put(name, true);
    }

    private @Nullable Term term(String name, JsonNode value) {
        if (value.isNull()) { // 6
            return Term.plain(name, "");
        }
        if (value.isString()) { // 7
            return simple(name, value.asString());
        }
        if (!value.isObject()) { // 8
            throw ContextCompiler.wrong(
                    "The term \"" + name + "\" must be defined by an IRI or an object; it is defined by " + value);
        }
        return full(name, (ObjectNode) value);
    }

    private @Nullable Term simple(String name, String id) {
        if (!id.equals(name) && Iris.looksLikeKeyword(id) && !Iris.isKeyword(id)) { // 14.2.2
            return null;
        }
        String iri = id.equals(name) ? ownIri(name) : meaning(name, id);
        boolean prefix = name.indexOf(':') < 0 && name.indexOf('/') < 0 && Iris.endsWithGenDelim(iri); // 14.2.5
        return new Term(name, iri, null, Container.NONE, prefix, false);
    }

    private @Nullable Term full(String name, ObjectNode value) {
        boolean general = value.has("@context") || value.has("@nest") || value.has("@index") || value.has("@reverse");
        if (value.has("@reverse")) { // 13
            return new Term(name, ownIri(name), null, Container.NONE, false, true);
        }
        JsonNode id = value.get("@id");
        String iri;
        if (id == null || id.isString() && id.asString().equals(name)) {
            iri = ownIri(name); // 15 to 18
        } else if (id.isNull()) { // 14.1
            return Term.plain(name, "");
        } else if (id.isString()) {
            if (Iris.looksLikeKeyword(id.asString()) && !Iris.isKeyword(id.asString())) {
                return null;
            }
            iri = meaning(name, id.asString());
        } else {
            throw ContextCompiler.wrong("@id of the term \"" + name + "\" must be an IRI; it is " + id);
        }
        String type = type(name, value.get("@type"));
        Container container = container(value.get("@container"));
        boolean prefix = value.path("@prefix").asBoolean(false);
        if (container == null) {
            return new Term(name, iri, type, Container.NONE, prefix, true);
        }
        return new Term(name, iri, "@none".equals(type) ? null : type, container, prefix, general);
    }

    private String meaning(String name, String id) {
        String iri = expand(id, true);
        if (!Iris.isKeyword(iri) && iri.indexOf(':') < 0) { // 14.2.3
            throw ContextCompiler.wrong("The term \"" + name + "\" stands for \"" + id + "\", which is not an IRI");
        }
        return iri;
    }

    /** The IRI of a term that is defined without one. */
    private String ownIri(String name) {
        int colon = name.indexOf(':', 1);
        if (colon > 0) { // 15
            String prefix = name.substring(0, colon);
            if (local.has(prefix) && !Iris.isKeyword(prefix)) {
                define(prefix);
            }
            Term term = terms.get(prefix);
            return term != null ? term.iri() + name.substring(colon + 1) : name;
        }
        return vocab + name; // 18
    }

    private @Nullable String type(String name, @Nullable JsonNode type) {
        if (type == null) {
            return null;
        }
        if (!type.isString()) { // 12.1
            throw ContextCompiler.wrong("@type of the term \"" + name + "\" must be an IRI; it is " + type);
        }
        return expand(type.asString(), true);
    }

    /** The container, or null where only the general processor knows it. */
    private static @Nullable Container container(@Nullable JsonNode container) {
        if (container == null || container.isNull()) {
            return Container.NONE;
        }
        JsonNode one = container.isArray() && container.size() == 1 ? container.get(0) : container;
        return switch (one.asString("")) {
            case "@list" -> Container.LIST;
            case "@set" -> Container.SET;
            case "@language" -> Container.LANGUAGE;
            case "@index" -> Container.INDEX;
            default -> null;
        };
    }

    /** IRI expansion (JSON-LD 1.1 API, 5.2) while terms are being defined. */
    String expand(String value, boolean vocabulary) {
        if (Iris.isKeyword(value) || value.isEmpty()) {
            return value;
        }
        if (local.has(value) && !Boolean.TRUE.equals(defined.get(value)) && !Iris.isKeyword(value)) {
            define(value);
        }
        Term term = terms.get(value);
        if (vocabulary && term != null) {
            return term.iri();
        }
        int colon = value.indexOf(':', 1);
        if (colon > 0) {
            String prefix = value.substring(0, colon);
            if (prefix.equals("_") || value.startsWith("//", colon + 1)) {
                return value;
            }
            if (local.has(prefix) && !Iris.isKeyword(prefix) && !Boolean.TRUE.equals(defined.get(prefix))) {
                define(prefix);
            }
            Term known = terms.get(prefix);
            return known != null && known.prefix() ? known.iri() + value.substring(colon + 1) : value;
        }
        return vocabulary ? vocab + value : value;
    }
}
