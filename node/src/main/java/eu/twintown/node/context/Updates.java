package eu.twintown.node.context;

import eu.twintown.kernel.entity.EntityChange;
import eu.twintown.node.http.Exchange;
import eu.twintown.node.http.JsonBodies;
import eu.twintown.node.http.MediaType;
import java.io.ByteArrayOutputStream;
import tools.jackson.core.JsonGenerator;

/** Answers an update: 204 where all of it was done, else an UpdateResult (ETSI GS CIM 009 V1.9.1, clause 5.2.18). */
final class Updates {

    private Updates() {}

    static void answer(EntityChange change, Exchange exchange) {
        if (change.notUpdated().isEmpty()) {
            exchange.send(204);
            return;
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream(512);
        try (JsonGenerator generator = JsonBodies.WRITER.createGenerator(out)) {
            write(generator, change);
        }
        exchange.send(207, MediaType.JSON, out.toByteArray());
    }

    /** Names are fully qualified: there is no context in this answer (clause 6.3.6). */
    private static void write(JsonGenerator generator, EntityChange change) {
        generator.writeStartObject();
        generator.writeArrayPropertyStart("updated");
        change.changed().forEach(generator::writeString);
        generator.writeEndArray();
        generator.writeArrayPropertyStart("notUpdated");
        for (EntityChange.NotUpdated item : change.notUpdated()) {
            generator.writeStartObject();
            generator.writeStringProperty("attributeName", item.attribute());
            generator.writeStringProperty("reason", item.reason());
            generator.writeEndObject();
        }
        generator.writeEndArray();
        generator.writeEndObject();
    }
}
