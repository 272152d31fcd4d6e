package eu.twintown.node.dataspace.usage;

import eu.twintown.node.dataspace.agreement.Side;

/**
 * One use of data under an agreement.
 *
 * @param side whether this node gave the data or received them
 * @param who id of the principal for whom they were asked; at the provider's side the consumer's
 * @param kind PERSON, MACHINE, PARTICIPANT or ANONYMOUS
 * @param purpose IRI that was claimed; empty = none
 * @param what types of the entities, separated by blanks; empty = nothing was given
 * @param entities how many were given
 * @param failed whether nothing came because of a failure or a refusal
 */
public record Use(
        String agreement,
        Side side,
        String who,
        String kind,
        String purpose,
        String what,
        int entities,
        boolean failed) {}
