package eu.twintown.kernel.jsonld;

import static org.assertj.core.api.Assertions.assertThat;

import eu.twintown.kernel.entity.Entity;
import eu.twintown.kernel.entity.EntityCodec;
import eu.twintown.kernel.entity.EntityParser;
import eu.twintown.kernel.entity.EntityParser.Mode;
import eu.twintown.kernel.entity.EntityWriter;
import eu.twintown.kernel.entity.Representation;
import eu.twintown.kernel.entity.Representation.Format;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What must hold for all entities under all contexts of the specialised subset. */
class JsonLdProperties {

    @Property(tries = 400)
    void ourExpansionIsThatOfAGeneralProcessor(@ForAll Random random) {
        Case one = new Case(random);
        JsonNode general = Expanded.canonical(one.context.general().expanded(one.document));
        assertThat(Expanded.of(one.entity))
                .as("%s under %s", one.document, one.source)
                .isEqualTo(general);
    }

    @Property(tries = 200)
    void aGeneralProcessorReadsWhatWeWriteAsWhatWasGiven(@ForAll Random random) {
        Case one = new Case(random);
        String text = write(one.entity, one.context, Format.NORMALIZED);
        ObjectNode written = (ObjectNode) JsonMapper.shared().readTree(text);
        assertThat(Expanded.canonical(one.context.general().expanded(written)))
                .as("%s under %s", text, one.source)
                .isEqualTo(Expanded.canonical(one.context.general().expanded(one.document)));
    }

    @Property(tries = 1000)
    void whatIsWrittenNormalizedReadsAsTheSame(@ForAll Random random) {
        roundTrip(new Case(random), Format.NORMALIZED);
    }

    @Property(tries = 1000)
    void whatIsWrittenConciseReadsAsTheSame(@ForAll Random random) {
        roundTrip(new Case(random), Format.CONCISE);
    }

    @Property(tries = 300)
    void underTheCoreContextAloneTheSameIsSaid(@ForAll Random random) {
        Case one = new Case(random);
        String text = write(one.entity, Context.core(), Format.NORMALIZED);
        assertThat(parse(text, Context.core())).as(text).isEqualTo(one.entity);
    }

    @Property(tries = 1000)
    void theStoredFormIsLossless(@ForAll Random random) {
        Entity entity = new Case(random).entity;
        assertThat(EntityCodec.decode(EntityCodec.encode(entity))).isEqualTo(entity);
    }

    private static void roundTrip(Case one, Format format) {
        String text = write(one.entity, one.context, format);
        assertThat(parse(text, one.context)).as("%s under %s", text, one.source).isEqualTo(one.entity);
    }

    private static Entity parse(String text, Context context) {
        return EntityParser.parse(text.getBytes(StandardCharsets.UTF_8), context, Mode.ENTITY);
    }

    private static String write(Entity entity, Context context, Format format) {
        StringWriter text = new StringWriter();
        try (JsonGenerator generator = new JsonFactory().createGenerator(ObjectWriteContext.empty(), text)) {
            EntityWriter.write(generator, entity, context, Representation.of(format), false);
        }
        return text.toString();
    }

    /** One random entity under one random context. */
    private static final class Case {
        final JsonNode source;
        final Context context;
        final ObjectNode document;
        final Entity entity;

        Case(Random random) {
            RandomDocuments documents = new RandomDocuments(random);
            source = documents.context();
            context = Context.compile(source, url -> {
                throw new AssertionError(url);
            });
            document = documents.entity();
            entity = parse(document.toString(), context);
        }
    }
}
