package eu.twintown.node.dataspace.transfer.plane;

import eu.twintown.kernel.entity.Entity;
import eu.twintown.kernel.entity.EntityWriter;
import eu.twintown.kernel.entity.Representation;
import eu.twintown.kernel.jsonld.Context;
import eu.twintown.kernel.time.DateTimes;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/**
 * Changes as NGSI-LD notifications (ETSI GS CIM 009 V1.9.1, clause 5.3.1). Names are written in full under the core
 * context, so that the receiver needs no other one.
 */
final class Notifications {
    static final String TYPE = "application/ld+json";
    private static final JsonMapper JSON = JsonMapper.shared();

    private Notifications() {}

    /**
     * What is told of one entity.
     *
     * @param deleted whether it is gone; then only id, types and time are told
     */
    record Notice(Entity entity, boolean deleted, Instant at) {}

    /** @param transfer the consumer's id of it, which takes the place of a subscription's */
    static byte[] write(String transfer, List<Notice> notices, Instant now) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(1024);
        Context context = Context.core();
        try (JsonGenerator generator = JSON.createGenerator(out)) {
            generator.writeStartObject();
            generator.writeStringProperty("id", "urn:ngsi-ld:Notification:" + UUID.randomUUID());
            generator.writeStringProperty("type", "Notification");
            generator.writeStringProperty("subscriptionId", "urn:ngsi-ld:Subscription:transfer:" + transfer);
            generator.writeStringProperty("notifiedAt", DateTimes.format(now));
            generator.writeName("data");
            generator.writeStartArray();
            for (Notice notice : notices) {
                write(generator, notice, context);
            }
            generator.writeEndArray();
            generator.writeName("@context");
            generator.writeTree(context.source());
            generator.writeEndObject();
        }
        return out.toByteArray();
    }

    private static void write(JsonGenerator generator, Notice notice, Context context) {
        if (!notice.deleted()) {
            EntityWriter.write(generator, notice.entity(), context, Representation.NORMALIZED, false);
            return;
        }
        generator.writeStartObject();
        generator.writeStringProperty("id", notice.entity().id());
        generator.writeName("type");
        generator.writeStartArray();
        notice.entity().types().forEach(type -> generator.writeString(context.compact(type)));
        generator.writeEndArray();
        generator.writeStringProperty("deletedAt", DateTimes.format(notice.at()));
        generator.writeEndObject();
    }
}
