package eu.twintown.node.mediation.mapping;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/**
 * An entity, or a part of one, that a record gave.
 *
 * @param time the record's time, where it has one
 * @param normalised NGSI-LD in normalised form, with the names of the mapping's context and without {@code @context}
 * @param onChange names of the attributes that are written only when their value differs
 * @param ifAbsent names of the attributes that are written only where the entity does not have them
 */
public record MappedEntity(
        String id, Optional<Instant> time, ObjectNode normalised, Set<String> onChange, Set<String> ifAbsent) {}
