package eu.twintown.node.demo;

import eu.twintown.node.join.NodeApi;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.JsonNode;

/** What Ghent's node has come to with Münster's by itself: agreements, and what was refused. */
final class Agreed {
    private static final Set<String> OVER = Set.of("refused", "ended");
    private static final Duration STEP = Duration.ofMillis(300);

    /**
     * One dataset that the configuration wishes for.
     *
     * @param state agreed, refused or ended; another one while it is under way
     * @param reason one sentence; empty where there is nothing to say
     * @param agreement its id, where there is one
     * @param open whether the data can be asked for under it
     */
    record Wish(String dataset, String state, String reason, Optional<String> agreement, boolean open) {
        boolean isSettled() {
            return open || OVER.contains(state);
        }
    }

    private Agreed() {}

    /**
     * Waits until something has come of each wish.
     *
     * @throws DemoException where that takes longer, with what is missing
     */
    static List<Wish> await(NodeApi node, Duration patience) {
        Instant end = Instant.now().plus(patience);
        while (true) {
            List<Wish> wishes = wishes(node);
            if (!wishes.isEmpty() && wishes.stream().allMatch(Wish::isSettled)) {
                return wishes;
            }
            if (Instant.now().isAfter(end)) {
                throw new DemoException(Messages.get("agreements.late", patience.toSeconds(), wishes));
            }
            LockSupport.parkNanos(STEP.toNanos());
        }
    }

    private static List<Wish> wishes(NodeApi node) {
        List<Wish> wishes = new ArrayList<>();
        for (JsonNode wish : node.get("/api/wishes")) {
            wishes.add(new Wish(
                    wish.path("dataset").asString(""),
                    wish.path("state").asString(""),
                    wish.path("reason").asString(""),
                    Optional.ofNullable(wish.path("agreement").asString(null)),
                    wish.path("registered").asBoolean(false)));
        }
        wishes.sort(Comparator.comparing(Wish::dataset));
        return wishes;
    }
}
