package eu.twintown.node.subscription;

import eu.twintown.kernel.entity.Entity;
import java.time.Instant;
import java.util.List;

/**
 * What a subscriber is to be told of one change.
 *
 * @param position of the change in the outbox
 * @param entity as it is after the change; as it was, where it was deleted
 * @param entityDeleted whether the entity is gone
 * @param deletedAttributes expanded names of watched attributes that are gone
 * @param at when it was changed
 */
record Notice(long position, Entity entity, boolean entityDeleted, List<String> deletedAttributes, Instant at) {}
