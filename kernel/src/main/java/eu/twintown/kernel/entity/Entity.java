package eu.twintown.kernel.entity;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One NGSI-LD entity in expanded form: what the whole node works with between expansion and representation (ETSI GS CIM
 * 009 V1.9.1, clause 4.5.1). Also used for entity fragments (id may then be empty, types may be missing) and for
 * temporal evolutions (an attribute's list then holds its instances in time).
 *
 * @param id the URI
 * @param types expanded type names, at least one in a whole entity
 * @param scopes scopes (clause 4.18), possibly none
 * @param createdAt when it was first stored; absent before that
 * @param modifiedAt when it last changed in the store
 * @param expiresAt when a transient entity ends
 * @param attributes by expanded name, in the order in which they came; the list holds the default instance and those
 *     with a datasetId
 */
public record Entity(
        String id,
        List<String> types,
        List<String> scopes,
        @Nullable Instant createdAt,
        @Nullable Instant modifiedAt,
        @Nullable Instant expiresAt,
        Map<String, List<Attribute>> attributes) {

    public Entity(String id, List<String> types, Map<String, List<Attribute>> attributes) {
        this(id, types, List.of(), null, null, null, attributes);
    }
}
