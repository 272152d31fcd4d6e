package eu.twintown.kernel.entity;

import eu.twintown.kernel.jsonld.Context;
import eu.twintown.kernel.jsonld.CoreContext;
import eu.twintown.kernel.jsonld.GeneralFeature;
import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.kernel.problem.ProblemType;
import java.util.List;
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.JacksonIOException;
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

    private EntityParser() {}

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
                return new EntityReading(reading).read();
            }
            if (parser.currentName().equals("@context")) {
                parser.nextToken();
                Context given = inlineContext.apply(reading.verbatim());
                parser.nextToken();
                return readAny(reading.withContext(given));
            }
            String pointer = parentPointer(reading);
            ObjectNode object = buffered(reading);
            JsonNode given = object.remove("@context");
            return readBuffered(
                    reading.withContext(given == null ? context : inlineContext.apply(given)), object, pointer);
        });
    }

    /** As the other, for application/json: an {@code @context} in the document is refused (clause 6.3.5). */
    public static Entity parse(JsonParser parser, Context context, Mode mode) {
        return guarded(() -> {
            Reading reading = new Reading(parser, context, mode);
            requireObject(reading);
            parser.nextToken();
            return readAny(reading);
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
            Reading reading = new Reading(parser, context, mode);
            if (context.hasGeneralTerms()) {
                // As the one attribute of an entity it is a document that the general processor understands, too.
                ObjectNode fragment = JsonNodeFactory.instance.objectNode();
                fragment.set(CoreContext.VOCAB + "attribute", reading.verbatim());
                return single(readBuffered(reading, fragment, "")
                        .attributes()
                        .values()
                        .iterator()
                        .next());
            }
            return single(new AttributeParser(reading).instances());
        });
    }

    private static Attribute single(List<Attribute> instances) {
        if (instances.size() != 1) {
            throw ProblemException.badData("Here one attribute instance is wanted, not an array", "");
        }
        return instances.getFirst();
    }

    /** A parser over a body, standing before its first token. */
    public static JsonParser tokens(byte[] json) {
        return JSON.createParser(ObjectReadContext.empty(), json);
    }

    /** Reads as the tokens come, unless some terms of the context may need the general processor. */
    private static Entity readAny(Reading reading) {
        if (!reading.context.hasGeneralTerms() || reading.parser.currentToken() != JsonToken.PROPERTY_NAME) {
            return new EntityReading(reading).read();
        }
        String pointer = parentPointer(reading);
        return readBuffered(reading, buffered(reading), pointer);
    }

    private static Entity readBuffered(Reading reading, ObjectNode object, String pointer) {
        try {
            return new EntityReading(members(reading, object, pointer)).read();
        } catch (GeneralFeature e) {
            ObjectNode plain = reading.context.general().underCoreContext(object);
            return new EntityReading(members(reading.withContext(Context.core()), plain, pointer)).read();
        }
    }

    private static Reading members(Reading reading, ObjectNode object, String pointer) {
        Reading whole = reading.within(object, pointer);
        whole.parser.nextToken();
        return whole;
    }

    private interface Body<T> {
        T read();
    }

    /** Turns faults of the JSON syntax into InvalidRequest (clause 5.5.4), with their position. */
    private static <T> T guarded(Body<T> body) {
        try {
            return body.read();
        } catch (GeneralFeature e) {
            throw new ProblemException(ProblemType.BAD_REQUEST_DATA, e.getMessage() + ", which does not work here");
        } catch (JacksonIOException e) {
            throw e;
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
}
