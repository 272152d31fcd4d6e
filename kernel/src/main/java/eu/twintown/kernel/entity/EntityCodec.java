package eu.twintown.kernel.entity;

import java.io.StringWriter;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * The stored form of an entity: compact JSON text with expanded names. Lossless in both directions. Times of attributes
 * that equal the entity's are left out.
 */
public final class EntityCodec {

    private static final JsonFactory JSON = new JsonFactory();

    private EntityCodec() {}

    public static String encode(Entity entity) {
        StringWriter text = new StringWriter(1024);
        try (JsonGenerator generator = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
            new CodecWriter(generator, entity.createdAt(), entity.modifiedAt()).entity(entity);
        }
        return text.toString();
    }

    /** @throws IllegalArgumentException where the text is not one that {@link #encode} made */
    public static Entity decode(String text) {
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), text)) {
            require(parser.nextToken());
            return new CodecReader(parser).entity();
        }
    }

    /** One attribute instance as text, for the history. */
    public static String encodeAttribute(Attribute attribute) {
        StringWriter text = new StringWriter(128);
        try (JsonGenerator generator = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
            new CodecWriter(generator, null, null).attribute(attribute);
        }
        return text.toString();
    }

    /** @throws IllegalArgumentException where the text is not one that {@link #encodeAttribute} made */
    public static Attribute decodeAttribute(String text) {
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), text)) {
            require(parser.nextToken());
            return new CodecReader(parser).attribute();
        }
    }

    private static void require(JsonToken token) {
        if (token != JsonToken.START_OBJECT) {
            throw new IllegalArgumentException("A stored entity or attribute is a JSON object");
        }
    }
}
