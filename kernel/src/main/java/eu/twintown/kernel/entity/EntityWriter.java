package eu.twintown.kernel.entity;

import eu.twintown.kernel.jsonld.Context;
import tools.jackson.core.JsonGenerator;

/** Writes entities as a stream of JSON tokens in any representation, compacted on the way. */
public final class EntityWriter {

    private EntityWriter() {}

    /**
     * Writes one entity as a JSON object (a Feature in GeoJSON), without {@code @context}.
     *
     * @param withContext whether {@code @context} is written as the last member (application/ld+json)
     */
    public static void write(
            JsonGenerator generator,
            Entity entity,
            Context context,
            Representation representation,
            boolean withContext) {
        throw new UnsupportedOperationException();
    }
}
