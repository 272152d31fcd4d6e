package eu.twintown.node.authority.attributes;

import java.time.Instant;

/**
 * Something that participants can be or do in this data space.
 *
 * @param assignableToRoles whether a participant may hand it on to its people's roles
 * @param right whether it stands for a right of a person and not for a kind of participant
 */
public record IdentityAttribute(
        String id,
        String code,
        String name,
        String description,
        boolean assignableToRoles,
        boolean enabled,
        boolean builtIn,
        boolean right,
        Instant createdAt,
        Instant updatedAt) {}
