package eu.twintown.node;

import eu.twintown.kernel.jsonld.Context;
import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.node.config.IndexSettings;
import eu.twintown.store.database.StoreException;
import eu.twintown.store.index.IndexPolicy;
import eu.twintown.store.index.ValueIndex;
import eu.twintown.store.index.ValueIndexes;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The value indexes of the configuration file, and what there is to see of all of them. */
final class Indexing {
    private static final Logger LOG = LoggerFactory.getLogger(Indexing.class);

    private final ValueIndexes indexes;
    private final Supplier<Context> context;

    /**
     * What {@code GET /api/indexes} tells of an index.
     *
     * @param type short name in the node's default context
     * @param state {@code ready}, or {@code waiting}: it is being made, or there is no entity of the type yet
     * @param origin {@code declared} or {@code on demand}
     * @param bytes what it takes on disk
     * @param uses queries that it has answered
     */
    record View(
            String type,
            String attribute,
            String typeIri,
            String attributeIri,
            String state,
            String origin,
            long bytes,
            long uses,
            Instant createdAt,
            Instant usedAt) {}

    /** @param context the context in which the configuration's names stand */
    Indexing(ValueIndexes indexes, Supplier<Context> context) {
        this.indexes = indexes;
        this.context = context;
    }

    /**
     * Declares what the configuration asks for. Where its context is out of reach, the indexes stay as they are: a node
     * starts without a network.
     */
    void declare(IndexSettings settings) {
        try {
            Map<String, Set<String>> declared = new HashMap<>();
            for (IndexSettings.Pair pair : settings.declared()) {
                declared.computeIfAbsent(context.get().expand(pair.type()), type -> new HashSet<>())
                        .add(context.get().expand(pair.attribute()));
            }
            indexes.declare(declared, IndexPolicy.DEFAULT.withMost(settings.onDemand()));
        } catch (ProblemException | StoreException e) {
            LOG.warn("store.indexes cannot be followed; value indexes stay as they are: {}", e.getMessage());
        }
    }

    /** Registers figures that are asked for when somebody scrapes. */
    void measure(MeterRegistry metrics) {
        Gauge.builder("store.indexes.ready", indexes, ValueIndexes::ready)
                .description("Value indexes that queries can use")
                .register(metrics);
        Gauge.builder("store.indexes.waiting", indexes, ValueIndexes::waiting)
                .description("Value indexes that are being made or wait for a first entity")
                .register(metrics);
        FunctionCounter.builder("store.index.uses", indexes, ValueIndexes::uses)
                .description("Queries that went by a value index")
                .register(metrics);
        FunctionCounter.builder("store.query.entities", indexes, ValueIndexes::scannedRows)
                .description("Entities that queries looked at one by one")
                .register(metrics);
    }

    List<View> views() {
        return indexes.list().stream().map(this::view).toList();
    }

    private View view(ValueIndex index) {
        Context names = context.get();
        return new View(
                names.compact(index.type()),
                names.compact(index.attribute()),
                index.type(),
                index.attribute(),
                index.ready() ? "ready" : "waiting",
                index.declared() ? "declared" : "on demand",
                index.bytes(),
                index.uses(),
                index.createdAt(),
                index.usedAt());
    }
}
