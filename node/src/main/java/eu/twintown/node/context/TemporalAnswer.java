package eu.twintown.node.context;

import eu.twintown.kernel.entity.Attribute;
import eu.twintown.kernel.entity.Entity;
import eu.twintown.kernel.entity.TemporalWriter;
import eu.twintown.kernel.query.TemporalQuery;
import eu.twintown.kernel.time.DateTimes;
import eu.twintown.node.http.Exchange;
import eu.twintown.node.http.JsonAnswer;
import eu.twintown.node.http.JsonBodies;
import eu.twintown.node.http.LdContexts;
import eu.twintown.node.http.MediaType;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** Writes temporal evolutions as the answer to a request, with the context where the media type wants it. */
final class TemporalAnswer {

    private static final int USUAL_BYTES = 16_384;

    private final MediaType type;
    private final LdContexts.Linked linked;
    private final TemporalParameters parameters;

    TemporalAnswer(MediaType type, LdContexts.Linked linked, TemporalParameters parameters) {
        this.type = type;
        this.linked = linked;
        this.parameters = parameters;
    }

    void sendOne(Entity evolution, Exchange exchange) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(USUAL_BYTES);
        try (JsonGenerator generator = JsonBodies.WRITER.createGenerator(out)) {
            write(generator, evolution);
        }
        JsonAnswer.send(exchange, type, linked, out.toByteArray());
    }

    void sendList(List<Entity> evolutions, Exchange exchange) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(USUAL_BYTES);
        try (JsonGenerator generator = JsonBodies.WRITER.createGenerator(out)) {
            generator.writeStartArray();
            evolutions.forEach(evolution -> write(generator, evolution));
            generator.writeEndArray();
        }
        JsonAnswer.send(exchange, type, linked, out.toByteArray());
    }

    private void write(JsonGenerator generator, Entity evolution) {
        boolean withContext = type == MediaType.JSON_LD;
        if (parameters.simplified()) {
            TemporalWriter.writeValues(
                    generator,
                    evolution,
                    linked.context(),
                    parameters.representation(),
                    time(parameters.query().timeProperty()),
                    withContext);
        } else {
            TemporalWriter.write(generator, evolution, linked.context(), parameters.representation(), withContext);
        }
    }

    /** The time that stands beside a value: observedAt as the source wrote it, the others as the store has them. */
    private static Function<Attribute, @Nullable String> time(TemporalQuery.TimeProperty property) {
        return instance -> property == TemporalQuery.TimeProperty.OBSERVED_AT
                ? instance.observedAt()
                : TemporalQuery.timeOf(instance, property)
                        .map(DateTimes::format)
                        .orElse(null);
    }
}
