package eu.twintown.node.dataspace.transfer.plane;

import eu.twintown.kernel.entity.Entity;
import eu.twintown.kernel.query.EntityFilter;
import eu.twintown.kernel.query.TypeSelection;
import eu.twintown.node.dataspace.dataset.Content;
import eu.twintown.node.dataspace.transfer.plane.Notifications.Notice;
import eu.twintown.store.Entities;
import eu.twintown.store.Outbox.Change;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What of the entities and their changes is told under one agreement. */
record FeedContent(String agreement, Content.Entities content, ChangeView view) {

    /** Ids of the entities that there are now; whether each is told is asked when its turn comes. */
    List<String> ids(Entities entities) {
        List<String> ids = new ArrayList<>();
        EntityFilter ofTypes = new EntityFilter(
                List.of(),
                Optional.empty(),
                Optional.of(TypeSelection.anyOf(content.types())),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        entities.scan(content.tenant(), ofTypes, entity -> ids.add(entity.id()));
        return ids;
    }

    /** An entity as it is now; empty = nothing of it is told. */
    Optional<Notice> now(Entities entities, String id) {
        return entities.get(content.tenant(), id)
                .filter(this::belongs)
                .flatMap(entity -> view.visible(agreement, entity))
                .map(seen -> new Notice(seen, false, java.time.Instant.EPOCH));
    }

    /** Of several changes of an entity the last state is told, where something of it that may be seen has changed. */
    List<Notice> of(List<Change> changes) {
        Map<String, Change> last = new LinkedHashMap<>();
        Map<String, Set<String>> changed = new LinkedHashMap<>();
        Map<String, Change> first = new LinkedHashMap<>();
        for (Change change : changes) {
            if (change.tenant().equals(content.tenant())) {
                last.remove(change.entityId());
                last.put(change.entityId(), change);
                first.putIfAbsent(change.entityId(), change);
                changed.computeIfAbsent(change.entityId(), id -> new HashSet<>())
                        .addAll(change.changed());
            }
        }
        List<Notice> notices = new ArrayList<>();
        last.forEach((id, change) -> {
            Change start = first.getOrDefault(id, change);
            notice(start, change, changed.getOrDefault(id, Set.of())).ifPresent(notices::add);
        });
        return notices;
    }

    private Optional<Notice> notice(Change first, Change last, Set<String> changed) {
        boolean before = first.before().filter(this::belongs).isPresent();
        Optional<Entity> after = last.after().filter(this::belongs);
        if (after.isEmpty()) {
            return before ? first.before().map(entity -> new Notice(entity, true, last.at())) : Optional.empty();
        }
        return view.visible(agreement, after.get())
                .filter(seen -> !before || concerns(after.get(), seen, changed))
                .map(seen -> new Notice(seen, false, last.at()));
    }

    /** Whether something has changed that is seen, or is gone; a change of what is there and hidden is not told. */
    private static boolean concerns(Entity now, Entity seen, Set<String> changed) {
        return changed.isEmpty()
                || changed.stream()
                        .anyMatch(name -> seen.attributes().containsKey(name)
                                || !now.attributes().containsKey(name));
    }

    private boolean belongs(Entity entity) {
        return entity.types().stream().anyMatch(content.types()::contains);
    }
}
