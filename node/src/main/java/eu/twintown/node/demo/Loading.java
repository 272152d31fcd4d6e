package eu.twintown.node.demo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;

/** Waits until both nodes have loaded all their sources and are members, and says how far they are. */
final class Loading {
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final Duration STEP = Duration.ofMillis(300);
    private static final Duration NEWS = Duration.ofSeconds(10);

    private final NodeClient client;
    private final Told told;

    Loading(NodeClient client, Told told) {
        this.client = client;
        this.told = told;
    }

    /**
     * Waits for the nodes' data and for their membership in the data space.
     *
     * @throws DemoException where a node or the authority stops, or is not ready in time
     */
    void await(List<NodeProcess> nodes, NodeProcess authority, CompletableFuture<?> membership) {
        List<NodeProcess> missing = new ArrayList<>(nodes);
        while (!missing.isEmpty() || !membership.isDone()) {
            missing.removeIf(this::isLoaded);
            nodes.forEach(Loading::requireAlive);
            requireAlive(authority);
            requireNotFailed(membership);
            for (NodeProcess node : missing) {
                if (told.elapsed().compareTo(PATIENCE) > 0) {
                    String state = String.join("; ", state(node));
                    throw new DemoException(Messages.get(
                            "late", node.city().name(), told.elapsed().toSeconds(), state, node.log()));
                }
            }
            if (Thread.currentThread().isInterrupted()) {
                throw new DemoException(Messages.get("gone"));
            }
            LockSupport.parkNanos(missing.isEmpty() && membership.isDone() ? 0 : STEP.toNanos());
        }
        requireNotFailed(membership);
    }

    private static void requireNotFailed(CompletableFuture<?> membership) {
        if (membership.isCompletedExceptionally()) {
            Throwable failure = membership.exceptionNow();
            throw failure instanceof DemoException named
                    ? named
                    : new DemoException(Messages.get("joining.failed", failure));
        }
    }

    private boolean isLoaded(NodeProcess node) {
        City city = node.city();
        Optional<List<NodeClient.Source>> sources = client.sources(city);
        if (sources.isEmpty()) {
            return false;
        }
        told.once(city.id(), Messages.get("answers", city.name()));
        boolean all = !sources.get().isEmpty();
        for (NodeClient.Source source : sources.get()) {
            all &= source.loaded();
            if (source.loaded()) {
                String records = String.format(Locale.ROOT, "%,d", source.records());
                told.once(city.id() + source.title(), Messages.get("loaded", city.name(), source.title(), records));
            }
        }
        if (!all && told.isSilentFor(NEWS)) {
            told.tell(Messages.get("waiting", city.name(), String.join("; ", state(node))));
        }
        return all;
    }

    /** What is not loaded yet, and why where that is known. */
    private List<String> state(NodeProcess node) {
        return client.sources(node.city()).orElse(List.of()).stream()
                .filter(source -> !source.loaded())
                .map(source -> source.title() + " ("
                        + source.error().orElse(String.format(Locale.ROOT, "%,d", source.records())) + ")")
                .toList();
    }

    private static void requireAlive(NodeProcess node) {
        if (!node.isAlive()) {
            throw new DemoException(Messages.get("stopped.early", node.city().name(), node.log()) + "\n  "
                    + String.join("\n  ", node.endOfLog()));
        }
    }
}
