package eu.twintown.node.subscription;

import eu.twintown.kernel.entity.Attribute;
import eu.twintown.kernel.entity.Entity;
import eu.twintown.store.Outbox.Change;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Decides whether a change is one that a subscription is about (ETSI GS CIM 009 V1.9.1, clauses 5.2.12 and 5.8.6). */
final class ChangeMatcher {

    private ChangeMatcher() {}

    static Optional<Notice> match(Subscription subscription, Change change) {
        Optional<Entity> subject = change.after().or(change::before);
        if (subject.isEmpty() || change.at().isBefore(subscription.since()) || !subscription.admits(subject.get())) {
            return Optional.empty();
        }
        Entity entity = subject.get();
        if (change.after().isEmpty()) {
            return subscription.triggers().contains(Trigger.ENTITY_DELETED) && hasWatched(subscription, entity)
                    ? Optional.of(new Notice(change.position(), entity, true, List.of(), change.at()))
                    : Optional.empty();
        }
        boolean created = change.before().isEmpty()
                && subscription.triggers().contains(Trigger.ENTITY_CREATED)
                && hasWatched(subscription, entity);
        Map<String, Trigger> events = events(change, entity);
        events.keySet().removeIf(name -> !isWatched(subscription, name));
        boolean triggered = created || events.values().stream().anyMatch(subscription.triggers()::contains);
        if (!triggered) {
            return Optional.empty();
        }
        List<String> deleted = events.entrySet().stream()
                .filter(event -> event.getValue() == Trigger.ATTRIBUTE_DELETED)
                .filter(event -> subscription.triggers().contains(Trigger.ATTRIBUTE_DELETED))
                .map(Map.Entry::getKey)
                .toList();
        return Optional.of(new Notice(change.position(), entity, false, deleted, change.at()));
    }

    /** What happened to each attribute; one that was written again with the same content did not change. */
    private static Map<String, Trigger> events(Change change, Entity after) {
        Map<String, List<Attribute>> old =
                change.before().map(Entity::attributes).orElse(Map.of());
        Set<String> names = change.before().isEmpty() ? after.attributes().keySet() : change.changed();
        Map<String, Trigger> events = new LinkedHashMap<>();
        for (String name : names) {
            List<Attribute> now = after.attributes().get(name);
            List<Attribute> then = old.get(name);
            if (then == null && now != null) {
                events.put(name, Trigger.ATTRIBUTE_CREATED);
            } else if (then != null && now == null) {
                events.put(name, Trigger.ATTRIBUTE_DELETED);
            } else if (then != null && now != null && !sameContent(then, now)) {
                events.put(name, Trigger.ATTRIBUTE_UPDATED);
            }
        }
        return events;
    }

    private static boolean hasWatched(Subscription subscription, Entity entity) {
        return subscription.watched().isEmpty()
                || subscription.watched().stream().anyMatch(entity.attributes()::containsKey);
    }

    private static boolean isWatched(Subscription subscription, String name) {
        return subscription.watched().isEmpty() || subscription.watched().contains(name);
    }

    private static boolean sameContent(List<Attribute> one, List<Attribute> other) {
        return timeless(one).equals(timeless(other));
    }

    /** Without the times at which the store was written. */
    private static List<Attribute> timeless(List<Attribute> instances) {
        return instances.stream()
                .map(a -> {
                    Map<String, List<Attribute>> inner = new LinkedHashMap<>();
                    a.attributes().forEach((name, list) -> inner.put(name, timeless(list)));
                    return new Attribute(
                            a.kind(),
                            a.value(),
                            a.datasetId(),
                            a.observedAt(),
                            a.unitCode(),
                            a.objectTypes(),
                            a.valueType(),
                            a.expiresAt(),
                            null,
                            null,
                            null,
                            inner);
                })
                .toList();
    }
}
