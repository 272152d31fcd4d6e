package eu.twintown.node.dataspace.binding;

import eu.twintown.node.dataspace.timer.Lease;
import eu.twintown.store.document.Documents;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Which wishes this process follows, of several on one database, and what each process tells the others of its own. */
final class WishLeases implements AutoCloseable {
    private static final String KIND = "wish";

    private final Documents documents;
    private final Map<Wish, Lease> leases = new LinkedHashMap<>();
    private final Set<Wish> mine = ConcurrentHashMap.newKeySet();

    /**
     * What the process that follows a wish tells of it.
     *
     * @param dataset id of the dataset in the provider's catalogue; empty where it was not found yet
     */
    record Told(Optional<String> dataset, Seeker.Status status) {}

    WishLeases(List<Wish> wishes, Lease.Ground ground) {
        this.documents = ground.documents();
        wishes.forEach(wish -> leases.put(wish, new Lease(wish.name(), ground)));
    }

    /** Whether there may be other processes. */
    boolean areNeeded() {
        return documents.isShared() && !leases.isEmpty();
    }

    /** Whether this process follows a wish, as it found when it last asked. */
    boolean isMine(Wish wish) {
        return mine.contains(wish);
    }

    /** Whether this process follows a wish now: begins to where nobody does. */
    boolean holds(Wish wish) {
        boolean holds = Objects.requireNonNull(leases.get(wish)).holds();
        if (holds) {
            mine.add(wish);
        } else {
            mine.remove(wish);
        }
        return holds;
    }

    /** Lets the others know how far this process has come. */
    void tell(Wish wish, Optional<String> dataset, Seeker.Status status) {
        if (!areNeeded() || !holds(wish)) {
            return;
        }
        ObjectNode json = JsonMapper.shared()
                .createObjectNode()
                .put("state", status.state().name())
                .put("reason", status.reason());
        dataset.ifPresent(id -> json.put("dataset", id));
        status.agreement().ifPresent(id -> json.put("agreement", id));
        status.next().ifPresent(moment -> json.put("next", moment.toString()));
        documents.put(KIND, "", wish.name(), json.toString());
    }

    /** What the process that follows it has told last. */
    Told told(Wish wish) {
        return documents
                .get(KIND, "", wish.name())
                .map(document -> read(JsonMapper.shared().readTree(document.json())))
                .orElseGet(() -> new Told(
                        Optional.empty(),
                        new Seeker.Status(
                                Seeker.State.SEARCHING,
                                "Another process of this node follows it",
                                Optional.empty(),
                                Optional.empty())));
    }

    private static Told read(JsonNode json) {
        return new Told(
                text(json, "dataset"),
                new Seeker.Status(
                        Seeker.State.valueOf(json.path("state").asString()),
                        json.path("reason").asString(),
                        text(json, "agreement"),
                        text(json, "next").map(Instant::parse)));
    }

    private static Optional<String> text(JsonNode json, String member) {
        return json.path(member).isString() ? Optional.of(json.path(member).asString()) : Optional.empty();
    }

    /** Leaves them to the others. */
    @Override
    public void close() {
        leases.values().forEach(Lease::release);
    }
}
