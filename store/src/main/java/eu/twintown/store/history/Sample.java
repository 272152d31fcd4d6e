package eu.twintown.store.history;

import eu.twintown.kernel.entity.Attribute;
import eu.twintown.kernel.entity.EntityCodec;
import eu.twintown.kernel.time.DateTimes;
import eu.twintown.store.database.Micros;
import java.time.Instant;

/**
 * One instance of an attribute in the history.
 *
 * @param seq number of the change that brought it, unique in the store
 * @param place its place among the samples of that change
 * @param at when it came, in microseconds
 * @param text the instance without its times, see {@link SampleWriter}
 */
public record Sample(long seq, int place, long at, String text) {
    private static final String INSTANCE = "urn:ngsi-ld:instance:";

    /**
     * The instance as the temporal representation shows it. A deletion marker (value {@code urn:ngsi-ld:null}) has the
     * time of deletion as its modifiedAt, and no createdAt.
     */
    public Attribute instance() {
        Attribute stored = EntityCodec.decodeAttribute(text);
        Instant time = Micros.instant(at);
        return new Attribute(
                stored.kind(),
                stored.value(),
                stored.datasetId(),
                stored.observedAt(),
                stored.unitCode(),
                stored.objectTypes(),
                stored.valueType(),
                stored.expiresAt(),
                isDeletion(stored) ? null : time,
                time,
                INSTANCE + seq + "-" + place,
                stored.attributes());
    }

    /** When it was observed, or else when it came, in microseconds. */
    public static long seen(Attribute instance, long at) {
        String observed = instance.observedAt();
        return observed == null ? at : DateTimes.parse(observed).map(Micros::of).orElse(at);
    }

    static boolean isDeletion(Attribute instance) {
        return instance.value().isString() && instance.value().asString().equals(SampleWriter.NULL);
    }
}
