package eu.twintown.node.context;

import eu.twintown.kernel.entity.Entity;
import eu.twintown.kernel.entity.EntityWriter;
import eu.twintown.kernel.entity.Representation;
import eu.twintown.node.http.Exchange;
import eu.twintown.node.http.JsonBodies;
import eu.twintown.node.http.LdContexts;
import eu.twintown.node.http.MediaType;
import java.io.ByteArrayOutputStream;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/** Writes entities as the answer to a request, with the context where the media type wants it (clause 6.3.6). */
final class EntityAnswer {

    private static final int USUAL_BYTES = 1_024;

    private final MediaType type;
    private final LdContexts.Linked linked;
    private final Representation representation;
    private final boolean contextInBody;

    EntityAnswer(Exchange exchange, MediaType type, LdContexts.Linked linked, Representation representation) {
        this.type = type;
        this.linked = linked;
        this.representation = representation;
        this.contextInBody = type == MediaType.JSON_LD || type == MediaType.GEO_JSON && !exchange.prefersPlainJson();
    }

    void sendOne(Entity entity, ReadAnswer answer, Exchange exchange) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(USUAL_BYTES);
        try (JsonGenerator generator = JsonBodies.WRITER.createGenerator(out)) {
            EntityWriter.write(generator, entity, linked.context(), representation, contextInBody);
        }
        send(out, answer, exchange);
    }

    void sendList(ReadAnswer answer, Exchange exchange) {
        List<Entity> entities = answer.entities();
        ByteArrayOutputStream out = new ByteArrayOutputStream(USUAL_BYTES * (1 + entities.size()));
        try (JsonGenerator generator = JsonBodies.WRITER.createGenerator(out)) {
            if (type == MediaType.GEO_JSON) {
                featureCollection(generator, entities);
            } else {
                array(generator, entities, contextInBody);
            }
        }
        send(out, answer, exchange);
    }

    private void array(JsonGenerator generator, List<Entity> entities, boolean withContext) {
        generator.writeStartArray();
        for (Entity entity : entities) {
            EntityWriter.write(generator, entity, linked.context(), representation, withContext);
        }
        generator.writeEndArray();
    }

    /** GeoJSON FeatureCollection (clause 5.2.30): the context stands once, at the top. */
    private void featureCollection(JsonGenerator generator, List<Entity> entities) {
        generator.writeStartObject();
        generator.writeStringProperty("type", "FeatureCollection");
        generator.writeName("features");
        array(generator, entities, false);
        if (contextInBody) {
            generator.writeName("@context");
            generator.writeTree(linked.context().source());
        }
        generator.writeEndObject();
    }

    private void send(ByteArrayOutputStream out, ReadAnswer answer, Exchange exchange) {
        if (!contextInBody) {
            exchange.linkContext(linked);
        }
        describe(answer, exchange);
        exchange.send(200, type, out.toByteArray());
    }

    /** Which sources failed (clause 6.3.17), which are to be named, and where it stands which source gave what. */
    static void describe(ReadAnswer answer, Exchange exchange) {
        for (String warning : answer.warnings()) {
            exchange.addAnswerHeader(Exchange.WARNING, warning);
        }
        answer.credits().forEach(link -> exchange.addAnswerHeader("Link", link));
        answer.entityMap().ifPresent(id -> exchange.answerHeader(Exchange.ENTITY_MAP, id));
    }
}
