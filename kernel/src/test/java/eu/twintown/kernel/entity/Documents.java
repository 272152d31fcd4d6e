package eu.twintown.kernel.entity;

import eu.twintown.kernel.entity.EntityParser.Mode;
import eu.twintown.kernel.entity.Representation.Format;
import eu.twintown.kernel.jsonld.Context;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Short ways to read and write entities in tests; single quotes stand for double ones. */
final class Documents {

    static final JsonMapper MAPPER = JsonMapper.shared();
    static final String DEFAULT = "https://uri.etsi.org/ngsi-ld/default-context/";

    private Documents() {}

    static JsonNode json(String text) {
        return MAPPER.readTree(text.replace('\'', '"'));
    }

    static Context context(String text) {
        return Context.compile(json(text), url -> {
            throw new AssertionError("No network in tests: " + url);
        });
    }

    static Entity entity(String text) {
        return parse(text, Context.core(), Mode.ENTITY);
    }

    static Entity fragment(String text) {
        return parse(text, Context.core(), Mode.FRAGMENT);
    }

    static Entity parse(String text, Context context, Mode mode) {
        return EntityParser.parse(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8), context, mode);
    }

    /** The one instance of the attribute of this name in the default namespace. */
    static Attribute only(Entity entity, String name) {
        return entity.attributes().getOrDefault(DEFAULT + name, List.of()).getFirst();
    }

    static JsonNode written(Entity entity, Context context, Representation representation) {
        StringWriter text = new StringWriter();
        try (JsonGenerator generator = new JsonFactory().createGenerator(ObjectWriteContext.empty(), text)) {
            EntityWriter.write(generator, entity, context, representation, false);
        }
        return MAPPER.readTree(text.toString());
    }

    static JsonNode written(Entity entity, Format format) {
        return written(entity, Context.core(), Representation.of(format));
    }
}
