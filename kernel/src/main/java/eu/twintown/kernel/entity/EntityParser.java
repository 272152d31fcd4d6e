package eu.twintown.kernel.entity;

import eu.twintown.kernel.jsonld.Context;
import eu.twintown.kernel.jsonld.CoreContext;
import eu.twintown.kernel.jsonld.Iris;
import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.kernel.problem.ProblemType;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads an entity or a fragment, normalised or concise, from JSON tokens and expands it on the way (ETSI GS CIM 009
 * V1.9.1, clauses 4.5, 5.5.4, 5.5.7).
 */
public final class EntityParser {

    private static final JsonFactory JSON = new JsonFactory();

    /** What a document must hold. */
    public enum Mode {
        /** A whole entity: id and type must be there, NGSI-LD Null must not. */
        ENTITY,
        /** A fragment for update or merge: id and type may be missing, NGSI-LD Null deletes (clause 4.5.0). */
        FRAGMENT,
        /** A temporal evolution: an attribute may be an array of instances with the same datasetId. */
        TEMPORAL
    }

    private final Reading reading;
    private String id = "";
    private List<String> types = List.of();
    private List<String> scopes = List.of();
    private @Nullable Instant createdAt;
    private @Nullable Instant modifiedAt;
    private @Nullable Instant expiresAt;
    private final Map<String, List<Attribute>> attributes = new LinkedHashMap<>();

    private EntityParser(Reading reading) {
        this.reading = reading;
    }

    /**
     * Reads one JSON object; the parser stands on its start, and is left on its end.
     *
     * @param context the context to use where the document brings none
     * @param inlineContext compiles an {@code @context} member found in the document (application/ld+json); it must come
     *     before any other member or the object is buffered
     * @throws ProblemException BadRequestData with the pointer to the fault
     */
    public static Entity parse(
            JsonParser parser, Context context, Function<JsonNode, Context> inlineContext, Mode mode) {
        return guarded(() -> {
            Reading reading = new Reading(parser, context, mode);
            requireObject(reading);
            if (parser.nextToken() != JsonToken.PROPERTY_NAME) {
                return new EntityParser(reading).read();
            }
            if (parser.currentName().equals("@context")) {
                parser.nextToken();
                Context given = inlineContext.apply(reading.verbatim());
                parser.nextToken();
                return new EntityParser(reading.withContext(given)).read();
            }
            String pointer = parentPointer(reading);
            ObjectNode object = buffered(reading);
            JsonNode given = object.remove("@context");
            Reading whole = reading.withContext(given == null ? context : inlineContext.apply(given))
                    .within(object, pointer);
            whole.parser.nextToken();
            return new EntityParser(whole).read();
        });
    }

    /** As the other, for application/json: an {@code @context} in the document is refused (clause 6.3.5). */
    public static Entity parse(JsonParser parser, Context context, Mode mode) {
        return guarded(() -> {
            Reading reading = new Reading(parser, context, mode);
            requireObject(reading);
            parser.nextToken();
            return new EntityParser(reading).read();
        });
    }

    /** Reads a body of application/json that holds one entity or fragment. */
    public static Entity parse(byte[] json, Context context, Mode mode) {
        return guarded(() -> {
            try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), json)) {
                parser.nextToken();
                Entity entity = parse(parser, context, mode);
                requireEnd(parser);
                return entity;
            }
        });
    }

    /** Reads a body of application/ld+json that holds one entity or fragment. */
    public static Entity parse(byte[] json, Context context, Function<JsonNode, Context> inlineContext, Mode mode) {
        return guarded(() -> {
            try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), json)) {
                parser.nextToken();
                Entity entity = parse(parser, context, inlineContext, mode);
                requireEnd(parser);
                return entity;
            }
        });
    }

    /** Reads one attribute instance (the body of a partial update or a replacement) from a JSON object. */
    public static Attribute parseAttribute(JsonParser parser, Context context, Mode mode) {
        return guarded(() -> {
            List<Attribute> instances = new AttributeParser(new Reading(parser, context, mode)).instances();
            if (instances.size() != 1) {
                throw ProblemException.badData("Here one attribute instance is wanted, not an array", "");
            }
            return instances.getFirst();
        });
    }

    /** A parser over a body, standing before its first token. */
    public static JsonParser tokens(byte[] json) {
        return JSON.createParser(ObjectReadContext.empty(), json);
    }

    private interface Body<T> {
        T read();
    }

    /** Turns faults of the JSON syntax into InvalidRequest (clause 5.5.4), with their position. */
    private static <T> T guarded(Body<T> body) {
        try {
            return body.read();
        } catch (JacksonException e) {
            TokenStreamLocation at = e.getLocation();
            String where = at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr();
            throw new ProblemException(
                    ProblemType.INVALID_REQUEST, "The body is not JSON" + where + ": " + e.getOriginalMessage());
        }
    }

    private static void requireObject(Reading reading) {
        if (reading.token() != JsonToken.START_OBJECT) {
            throw reading.wrong("An entity must be a JSON object");
        }
    }

    private static void requireEnd(JsonParser parser) {
        if (parser.nextToken() != null) {
            throw new ProblemException(ProblemType.INVALID_REQUEST, "Something stands behind the end of the JSON");
        }
    }

    private static String parentPointer(Reading reading) {
        String pointer = reading.pointer();
        return pointer.substring(0, Math.max(0, pointer.lastIndexOf('/')));
    }

    private static ObjectNode buffered(Reading reading) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        do {
            String name = reading.parser.currentName();
            reading.parser.nextToken();
            if (object.putIfAbsent(name, reading.verbatim()) != null) {
                throw reading.wrong("\"" + name + "\" is given twice");
            }
        } while (reading.parser.nextToken() == JsonToken.PROPERTY_NAME);
        return object;
    }

    private Entity read() {
        while (reading.parser.currentToken() == JsonToken.PROPERTY_NAME) {
            String name = reading.parser.currentName();
            reading.parser.nextToken();
            if (!member(name)) {
                attribute(name);
            }
            reading.parser.nextToken();
        }
        if (reading.mode != Mode.FRAGMENT) {
            require(!id.isEmpty(), "An entity needs an \"id\": a URI, such as urn:ngsi-ld:Vehicle:1");
            require(!types.isEmpty(), "An entity needs a \"type\": a name or an array of names");
        }
        return new Entity(id, types, scopes, createdAt, modifiedAt, expiresAt, Collections.unmodifiableMap(attributes));
    }

    private void require(boolean condition, String detail) {
        if (!condition) {
            throw reading.wrong(detail);
        }
    }

    private boolean member(String name) {
        switch (name) {
            case "id", "@id" -> id = reading.uri("id");
            case "type", "@type" -> types = reading.strings("type", reading::type);
            case "scope" -> scopes = scopes();
            case "createdAt" -> createdAt = reading.instant(name);
            case "modifiedAt" -> modifiedAt = reading.instant(name);
            case "deletedAt" -> reading.instant(name);
            case "expiresAt" -> expiresAt = reading.instant(name);
            case "@context" ->
                throw reading.wrong("In application/json the context comes in a Link header; for a context in the body"
                        + " send application/ld+json (clause 6.3.5)");
            default -> {
                return false;
            }
        }
        return true;
    }

    private List<String> scopes() {
        if (reading.token() == JsonToken.START_OBJECT || reading.mode == Mode.TEMPORAL) {
            return new TemporalScope(reading).read();
        }
        return reading.strings("scope", this::scope);
    }

    private String scope(String member) {
        String text = reading.string(member);
        boolean deletes = text.equals(NgsiLdNull.URI) && !reading.allowsNull();
        if (deletes || !Scopes.isScope(text)) {
            throw reading.wrong("\"" + text + "\" is not a scope such as /Madrid/Gardens (clause 4.18)");
        }
        return text;
    }

    private void attribute(String name) {
        String iri = reading.expandName(name);
        if (iri.startsWith(CoreContext.NAMESPACE) || Iris.looksLikeKeyword(iri)) {
            String core = EntityMembers.coreName(iri);
            if (core != null && !core.equals(name) && member(core)) {
                return;
            }
            require(core == null, "\"" + name + "\" has a meaning in NGSI-LD and cannot be an attribute's name");
        }
        List<Attribute> instances = new AttributeParser(reading).instances();
        if (attributes.put(iri, instances) != null) {
            throw reading.wrong("\"" + name + "\" is given twice, perhaps once by another name");
        }
    }
}
