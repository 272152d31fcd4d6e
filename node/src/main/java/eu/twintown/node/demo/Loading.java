package eu.twintown.node.demo;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/** Waits until both nodes answer and have loaded all their sources, and says how far they are. */
final class Loading {
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final Duration STEP = Duration.ofMillis(300);
    private static final Duration NEWS = Duration.ofSeconds(10);

    private final NodeClient client;
    private final PrintWriter out;
    private final long start = System.nanoTime();
    private final Set<String> told = new HashSet<>();
    private long lastNews = start;

    Loading(NodeClient client, PrintWriter out) {
        this.client = client;
        this.out = out;
    }

    /** @throws DemoException where a node stops, or is not loaded in time */
    void await(List<NodeProcess> nodes) {
        List<NodeProcess> missing = new ArrayList<>(nodes);
        while (!missing.isEmpty()) {
            missing.removeIf(this::isLoaded);
            for (NodeProcess node : missing) {
                requireAlive(node);
                if (elapsed().compareTo(PATIENCE) > 0) {
                    String state = String.join("; ", state(node));
                    throw new DemoException(
                            Messages.get("late", node.city().name(), elapsed().toSeconds(), state, node.log()));
                }
            }
            if (Thread.currentThread().isInterrupted()) {
                throw new DemoException(Messages.get("gone"));
            }
            LockSupport.parkNanos(missing.isEmpty() ? 0 : STEP.toNanos());
        }
    }

    private boolean isLoaded(NodeProcess node) {
        City city = node.city();
        Optional<List<NodeClient.Source>> sources = client.sources(city);
        if (sources.isEmpty()) {
            return false;
        }
        once(city.id(), Messages.get("answers", city.name()));
        boolean all = !sources.get().isEmpty();
        for (NodeClient.Source source : sources.get()) {
            all &= source.loaded();
            if (source.loaded()) {
                String records = String.format(Locale.ROOT, "%,d", source.records());
                once(city.id() + source.title(), Messages.get("loaded", city.name(), source.title(), records));
            }
        }
        if (!all && System.nanoTime() - lastNews > NEWS.toNanos()) {
            tell(Messages.get("waiting", city.name(), String.join("; ", state(node))));
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

    private void once(String key, String sentence) {
        if (told.add(key)) {
            tell(sentence);
        }
    }

    private void tell(String sentence) {
        lastNews = System.nanoTime();
        out.println(String.format(Locale.ROOT, "  %5.1f s  %s", elapsed().toMillis() / 1000.0, sentence));
        out.flush();
    }

    private Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
