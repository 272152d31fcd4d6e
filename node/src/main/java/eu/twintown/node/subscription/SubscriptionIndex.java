package eu.twintown.node.subscription;

import eu.twintown.kernel.entity.Entity;
import eu.twintown.store.Outbox.Change;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** All subscriptions, found by the types of the entities they are about: a change looks at candidates alone. */
final class SubscriptionIndex {
    private final Map<Subscription.Key, Subscription> byKey = new HashMap<>();
    private final Map<TypeOfTenant, List<Subscription>> byType = new HashMap<>();
    private final Map<String, List<Subscription>> ofAnyType = new HashMap<>();

    private record TypeOfTenant(String tenant, String type) {}

    SubscriptionIndex(Collection<Subscription> subscriptions) {
        subscriptions.forEach(this::add);
    }

    private void add(Subscription subscription) {
        String tenant = subscription.key().tenant();
        byKey.put(subscription.key(), subscription);
        Set<String> types = new LinkedHashSet<>();
        boolean any = subscription.selectors().isEmpty();
        for (Subscription.Selector selector : subscription.selectors()) {
            Optional<Set<String>> candidates = selector.types().candidates();
            any |= candidates.isEmpty();
            candidates.ifPresent(types::addAll);
        }
        if (any) {
            ofAnyType.computeIfAbsent(tenant, t -> new ArrayList<>()).add(subscription);
        } else {
            types.forEach(type -> byType.computeIfAbsent(new TypeOfTenant(tenant, type), t -> new ArrayList<>())
                    .add(subscription));
        }
    }

    Optional<Subscription> get(Subscription.Key key) {
        return Optional.ofNullable(byKey.get(key));
    }

    Collection<Subscription> all() {
        return byKey.values();
    }

    /** Those that a change may be of interest to. */
    Collection<Subscription> candidates(Change change) {
        List<Subscription> any = ofAnyType.getOrDefault(change.tenant(), List.of());
        if (byType.isEmpty()) {
            return any;
        }
        Set<Subscription> candidates = new LinkedHashSet<>(any);
        for (String type : change.after().or(change::before).map(Entity::types).orElse(List.of())) {
            candidates.addAll(byType.getOrDefault(new TypeOfTenant(change.tenant(), type), List.of()));
        }
        return candidates;
    }
}
