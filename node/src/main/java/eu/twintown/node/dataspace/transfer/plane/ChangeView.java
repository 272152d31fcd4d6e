package eu.twintown.node.dataspace.transfer.plane;

import eu.twintown.kernel.entity.Entity;
import java.util.Optional;

/** What an agreement lets its consumer see of an entity of its dataset. */
@FunctionalInterface
public interface ChangeView {

    /** The entity with what may be seen of it; empty = it may not be seen, or nothing of it. */
    Optional<Entity> visible(String agreement, Entity entity);
}
