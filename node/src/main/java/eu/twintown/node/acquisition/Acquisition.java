package eu.twintown.node.acquisition;

import eu.twintown.kernel.jsonld.Context;
import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.kernel.problem.ProblemType;
import eu.twintown.node.http.outgoing.OutgoingClient;
import eu.twintown.node.mediation.DataModels;
import eu.twintown.node.mediation.mapping.Mapping;
import eu.twintown.node.mediation.mapping.SourceFault;
import eu.twintown.store.document.Documents;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/** All sources of a node: reads each on its own, and tells how they do. */
public final class Acquisition implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int PAGE = 200;

    private final Map<String, SourceRunner> runners = new LinkedHashMap<>();
    private final Function<JsonNode, Context> contexts;

    /**
     * What the sources need of the node.
     *
     * @param target where entities go
     * @param documents where state and quarantine are kept
     * @param contexts compiles what stands in {@code @context}
     * @param http sends a request; the second argument names the circuit to use
     * @param clock tells the time
     */
    public record Surroundings(
            EntityTarget target,
            Documents documents,
            DataModels models,
            Function<JsonNode, Context> contexts,
            BiFunction<OutgoingClient.Request, String, OutgoingClient.Response> http,
            InstantSource clock) {}

    /** Makes the sources ready; {@link #start} sets them off. */
    public Acquisition(List<SourceConfig> sources, Surroundings surroundings) {
        this.contexts = surroundings.contexts();
        SourceStates states = new SourceStates(surroundings.documents());
        for (SourceConfig source : sources) {
            runners.put(
                    source.id(),
                    new SourceRunner(
                            source,
                            new Fetcher(source, surroundings.http()),
                            new Ingest(
                                    source,
                                    surroundings.target(),
                                    surroundings.models(),
                                    surroundings.contexts(),
                                    surroundings.clock()),
                            new Quarantine(surroundings.documents(), source.id(), source.keepInQuarantine()),
                            states,
                            surroundings.clock()));
        }
    }

    /** Begins to read all sources; returns at once. */
    public void start() {
        runners.values().forEach(SourceRunner::start);
    }

    /** How all sources do, in the order of the configuration. */
    public List<SourceView> sources() {
        return runners.values().stream().map(this::view).toList();
    }

    private SourceView view(SourceRunner runner) {
        Mapping mapping = runner.source().mapping().mapping();
        Context context = contexts.apply(mapping.context());
        List<String> types = mapping.types().stream().map(context::expand).toList();
        return new SourceView(
                runner.source(), types, runner.status(), runner.quarantine().count());
    }

    /**
     * Records in quarantine, by source.
     *
     * @param source id of the source; empty = of all
     */
    List<Quarantine.Item> quarantined(Optional<String> source, int limit, int offset) {
        List<Quarantine.Item> items = new ArrayList<>();
        int skip = offset;
        for (SourceRunner runner : of(source)) {
            List<Quarantine.Item> part = runner.quarantine().list(limit - items.size(), skip);
            items.addAll(part);
            skip = part.isEmpty() ? (int) Math.max(0, skip - runner.quarantine().count()) : 0;
            if (items.size() == limit) {
                break;
            }
        }
        return items;
    }

    long countQuarantined(Optional<String> source) {
        return of(source).stream()
                .mapToLong(runner -> runner.quarantine().count())
                .sum();
    }

    /** Maps one record again. */
    SourceRunner.Replay replay(String id) {
        SourceRunner runner = runnerOf(id);
        Quarantine.Item item = runner.quarantine().get(id).orElseThrow(() -> noRecord(id));
        return replay(runner, List.of(item));
    }

    /** Maps all records of a source, or of all sources, again. */
    SourceRunner.Replay replayAll(Optional<String> source) {
        int replayed = 0;
        int still = 0;
        for (SourceRunner runner : of(source)) {
            // records that stay are passed over, those that leave make room for the next ones
            int kept = 0;
            List<Quarantine.Item> page = runner.quarantine().list(PAGE, kept);
            while (!page.isEmpty()) {
                SourceRunner.Replay result = replay(runner, page);
                replayed += result.replayed();
                kept += result.stillQuarantined();
                page = runner.quarantine().list(PAGE, kept);
            }
            still += kept;
        }
        return new SourceRunner.Replay(replayed, still);
    }

    private static SourceRunner.Replay replay(SourceRunner runner, List<Quarantine.Item> items) {
        try {
            return runner.replay(items);
        } catch (SourceFault e) {
            throw new ProblemException(ProblemType.CONFLICT, String.valueOf(e.getMessage()));
        }
    }

    /** Throws a record away. */
    void discard(String id) {
        if (!runnerOf(id).quarantine().delete(id)) {
            throw noRecord(id);
        }
    }

    private SourceRunner runnerOf(String item) {
        return Optional.ofNullable(runners.get(Quarantine.sourceOf(item))).orElseThrow(() -> noRecord(item));
    }

    private Collection<SourceRunner> of(Optional<String> source) {
        if (source.isEmpty()) {
            return runners.values();
        }
        SourceRunner runner = runners.get(source.get());
        if (runner == null) {
            throw ProblemException.badParameter(
                    "source",
                    "There is no source '" + source.get() + "'; there are: " + String.join(", ", runners.keySet()));
        }
        return List.of(runner);
    }

    private static ProblemException noRecord(String id) {
        return new ProblemException(ProblemType.RESOURCE_NOT_FOUND, "There is no record " + id + " in quarantine");
    }

    /** Stops reading; waits a little for runs under way. */
    @Override
    public void close() {
        runners.values().forEach(SourceRunner::stop);
        try {
            for (SourceRunner runner : runners.values()) {
                runner.awaitEnd(PATIENCE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
