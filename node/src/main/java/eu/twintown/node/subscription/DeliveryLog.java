package eu.twintown.node.subscription;

import eu.twintown.store.document.Documents;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/** How deliveries have fared, kept in memory and written to the store now and then rather than with each delivery. */
final class DeliveryLog {
    private static final String KIND = "subscription-delivery";

    private final Documents documents;
    private final Map<Subscription.Key, DeliveryState> states = new ConcurrentHashMap<>();
    private final Set<Subscription.Key> unsaved = ConcurrentHashMap.newKeySet();

    DeliveryLog(Documents documents) {
        this.documents = documents;
    }

    DeliveryState get(Subscription.Key key) {
        return states.computeIfAbsent(key, k -> documents
                .get(KIND, k.tenant(), k.id())
                .map(document -> DeliveryState.parse(document.json()))
                .orElse(DeliveryState.NONE));
    }

    /** Changes a state; written with the next {@link #save}. */
    void update(Subscription.Key key, UnaryOperator<DeliveryState> change) {
        get(key);
        states.computeIfPresent(key, (k, state) -> change.apply(state));
        unsaved.add(key);
    }

    /** Changes a state and returns when it is durable. */
    void updateNow(Subscription.Key key, UnaryOperator<DeliveryState> change) {
        update(key, change);
        save(key);
    }

    void save() {
        unsaved.forEach(this::save);
    }

    private void save(Subscription.Key key) {
        unsaved.remove(key);
        DeliveryState state = states.get(key);
        if (state != null) {
            documents.put(KIND, key.tenant(), key.id(), state.encode());
        }
    }

    void forget(Subscription.Key key) {
        states.remove(key);
        unsaved.remove(key);
        documents.delete(KIND, key.tenant(), key.id());
    }
}
