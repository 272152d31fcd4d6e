package eu.twintown.kernel.jsonld;

import eu.twintown.kernel.jsonld.Term.Container;
import eu.twintown.kernel.problem.ProblemException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads a JSON value and expands the names in it, as JSON-LD says: member names and types become IRIs; what a term
 * coerces is written out ({@code @id}, {@code @type} with {@code @value}, {@code @list}); members that are null vanish
 * (clause 4.5.0). Other than in JSON-LD's expanded form, plain values stay plain, and arrays stay arrays: one-element
 * arrays and nested arrays are kept as they came.
 *
 * <p>Not safe for use by several threads at once; meant for one document.
 */
public final class ValueExpander {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final JsonParser parser;
    private final Context context;
    private final int maxDepth;

    /** @param maxDepth how deep values may be nested */
    public ValueExpander(JsonParser parser, Context context, int maxDepth) {
        this.parser = parser;
        this.context = context;
        this.maxDepth = maxDepth;
    }

    /** Reads the value on whose first token the parser stands, expanded; a missing node where it comes to nothing. */
    public JsonNode expanded() {
        return read(null, 1);
    }

    /** Reads the value on whose first token the parser stands, exactly as it is. */
    public JsonNode verbatim() {
        return raw(1);
    }

    private JsonNode read(@Nullable Term term, int depth) {
        if (term != null && !term.isPlain()) {
            return coerced(term, depth);
        }
        return switch (token()) {
            case START_OBJECT -> object(depth);
            case START_ARRAY -> array(null, depth);
            case VALUE_NULL -> MissingNode.getInstance();
            default -> scalar();
        };
    }

    private JsonNode coerced(Term term, int depth) {
        JsonToken token = token();
        if ("@json".equals(term.type())) {
            return NODES.objectNode().put("@type", "@json").set("@value", raw(depth));
        }
        if (token == JsonToken.VALUE_NULL) {
            return MissingNode.getInstance();
        }
        return switch (term.container()) {
            case LIST -> list(term, depth);
            case LANGUAGE -> token == JsonToken.START_OBJECT ? languages(depth) : typed(term, depth);
            case INDEX -> token == JsonToken.START_OBJECT ? indexed(term, depth) : typed(term, depth);
            default -> typed(term, depth);
        };
    }

    private JsonNode typed(Term term, int depth) {
        JsonToken token = token();
        if (token == JsonToken.START_ARRAY) {
            return array(term, depth);
        }
        if (token == JsonToken.START_OBJECT) {
            return object(depth);
        }
        String type = term.type();
        if (type == null) {
            return scalar();
        }
        boolean string = token == JsonToken.VALUE_STRING;
        return switch (type) {
            case "@id" -> string ? reference(context.expandId(parser.getString())) : scalar();
            case "@vocab" -> string ? reference(context.expand(parser.getString())) : scalar();
            default -> NODES.objectNode().put("@type", type).set("@value", scalar());
        };
    }

    private static JsonNode reference(String iri) {
        return NODES.objectNode().put("@id", iri);
    }

    private JsonNode list(Term term, int depth) {
        if (token() == JsonToken.START_OBJECT) {
            JsonNode given = object(depth);
            return given.has("@list")
                    ? given
                    : NODES.objectNode().set("@list", NODES.arrayNode().add(given));
        }
        ArrayNode items = NODES.arrayNode();
        if (token() == JsonToken.START_ARRAY) {
            check(depth);
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                // An array in a list is a list again (JSON-LD 1.1, lists of lists).
                add(items, token() == JsonToken.START_ARRAY ? list(term, depth + 1) : typed(term, depth + 1));
            }
        } else {
            add(items, typed(term, depth));
        }
        return NODES.objectNode().set("@list", items);
    }

    private JsonNode languages(int depth) {
        ArrayNode result = NODES.arrayNode();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String language = parser.currentName();
            parser.nextToken();
            JsonNode value = raw(depth + 1);
            for (JsonNode one :
                    value.isArray() ? (ArrayNode) value : NODES.arrayNode().add(value)) {
                if (one.isString()) {
                    boolean plain = language.equals("@none");
                    result.add(
                            plain
                                    ? one
                                    : NODES.objectNode()
                                            .put("@language", language)
                                            .set("@value", one));
                } else if (!one.isNull()) {
                    throw wrong("A language map must hold strings");
                }
            }
        }
        return result;
    }

    private JsonNode indexed(Term term, int depth) {
        ArrayNode result = NODES.arrayNode();
        Term item = new Term(term.name(), term.iri(), term.type(), Container.NONE, false, false);
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String index = parser.currentName();
            parser.nextToken();
            JsonNode value = read(item, depth + 1);
            for (JsonNode one :
                    value.isArray() ? (ArrayNode) value : NODES.arrayNode().add(value)) {
                if (!one.isMissingNode()) {
                    ObjectNode entry = one.isObject()
                            ? (ObjectNode) one
                            : NODES.objectNode().set("@value", one);
                    result.add(index.equals("@none") ? entry : entry.put("@index", index));
                }
            }
        }
        return result;
    }

    private JsonNode array(@Nullable Term term, int depth) {
        check(depth);
        ArrayNode array = NODES.arrayNode();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            add(array, term == null ? read(null, depth + 1) : typed(term, depth + 1));
        }
        return array;
    }

    private static void add(ArrayNode array, JsonNode value) {
        if (!value.isMissingNode()) {
            array.add(value);
        }
    }

    private JsonNode object(int depth) {
        check(depth);
        ObjectNode object = NODES.objectNode();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            Term term = context.term(name);
            String iri = term != null && !term.general() ? term.iri() : expandName(name);
            parser.nextToken();
            if (iri.isEmpty() || Iris.looksLikeKeyword(iri) && !Iris.isKeyword(iri)) {
                parser.skipChildren();
                continue;
            }
            JsonNode value = Iris.isKeyword(iri) ? keyword(iri, depth) : read(term, depth + 1);
            if (!value.isMissingNode() && object.putIfAbsent(iri, value) != null) {
                throw wrong("\"" + name + "\" is given twice");
            }
        }
        return simplified(object);
    }

    private String expandName(String name) {
        try {
            return Iris.isKeyword(name) || Iris.looksLikeKeyword(name) ? name : context.expandInside(name);
        } catch (ProblemException e) {
            throw wrong(e.problem().detail());
        }
    }

    private static JsonNode simplified(ObjectNode object) {
        if (object.size() == 1) {
            JsonNode set = object.get("@set");
            if (set != null) {
                return set;
            }
            JsonNode value = object.get("@value");
            if (value != null) {
                return value;
            }
        }
        return object;
    }

    private JsonNode keyword(String keyword, int depth) {
        JsonNode value;
        switch (keyword) {
            case "@type" -> value = types();
            case "@id" -> value = NODES.stringNode(context.expandId(string("id")));
            case "@value" -> value = raw(depth + 1);
            case "@list", "@set" -> {
                JsonNode content = read(null, depth + 1);
                value = content.isArray() ? content : NODES.arrayNode().add(content);
            }
            case "@language", "@index", "@direction" -> value = NODES.stringNode(string(keyword));
            case "@context" -> throw wrong("A context must stand at the top of the document, not inside an attribute");
            default -> throw new GeneralFeature(keyword);
        }
        return value;
    }

    private JsonNode types() {
        if (token() != JsonToken.START_ARRAY) {
            return NODES.stringNode(type());
        }
        ArrayNode types = NODES.arrayNode();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            types.add(type());
        }
        return types;
    }

    private String type() {
        String name = string("type");
        return Iris.isKeyword(name) ? name : context.expandMember(name);
    }

    private String string(String member) {
        if (token() != JsonToken.VALUE_STRING) {
            throw wrong(
                    "\"" + member + "\" must be a string, because JSON-LD gives it a meaning; for content that is not"
                            + " JSON-LD use a JsonProperty");
        }
        return parser.getString();
    }

    private JsonNode raw(int depth) {
        return new VerbatimReader(parser, maxDepth).read(depth);
    }

    private JsonNode scalar() {
        return VerbatimReader.scalar(parser);
    }

    private JsonToken token() {
        JsonToken token = parser.currentToken();
        if (token == null) {
            throw new IllegalStateException("The parser stands on no token");
        }
        return token;
    }

    private void check(int depth) {
        VerbatimReader.check(parser, depth, maxDepth);
    }

    private ProblemException wrong(String detail) {
        return ProblemException.badData(
                detail, parser.streamReadContext().pathAsPointer().toString());
    }
}
