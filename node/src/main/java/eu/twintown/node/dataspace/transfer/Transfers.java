package eu.twintown.node.dataspace.transfer;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.kernel.problem.ProblemType;
import eu.twintown.node.dataspace.dsp.delivery.Courier;
import eu.twintown.node.dataspace.dsp.delivery.Deliveries;
import eu.twintown.node.dataspace.dsp.delivery.DeliverySettings;
import eu.twintown.node.dataspace.dsp.delivery.Process;
import eu.twintown.store.document.Documents;
import eu.twintown.store.document.Processes;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/**
 * All transfers of this node, durable, with what they have yet to send. Whoever must act when one changes listens: in this
 * process at once, after the commit. Readers see the changes of other processes on the same database after a second at
 * most.
 */
public final class Transfers implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Transfers.class);
    /** Kind of the documents that name the transfers of an agreement, under its id. */
    private static final String BY_AGREEMENT = "agreement-transfers";

    /** Changes of other processes show after this time. */
    private static final Duration FRESH = Duration.ofSeconds(1);

    private static final int PAGE = 1_000;
    /** Transfers that one agreement may have had; more is a fault or an attack. */
    private static final int MOST = 10_000;

    private final Documents documents;
    private final Deliveries deliveries;
    private final List<Consumer<Transfer>> listeners = new CopyOnWriteArrayList<>();
    private final LoadingCache<String, Optional<Transfer>> recent;

    /** What they are kept in and sent with. */
    public record Ground(Processes processes, Documents documents, Courier courier, DeliverySettings settings) {}

    public Transfers(Ground ground, DataAddresses addresses, InstantSource clock) {
        this.documents = ground.documents();
        this.deliveries = new Deliveries(
                Transfer.KIND,
                ground.processes(),
                ground.courier(),
                new TransferDelivery(
                        ground.courier(), addresses, ground.settings().timeout(), this::changed, clock),
                ground.settings(),
                clock);
        this.recent = Caffeine.newBuilder()
                .maximumSize(10_000)
                .expireAfterWrite(FRESH)
                .build(id -> deliveries.find(id).map(Transfer::of));
    }

    /** Begins to send what is left to send. */
    public void start() {
        deliveries.start();
    }

    /**
     * Is told every new transfer and every change of one, its deliveries included, as it then is. What it throws is logged
     * and does not undo the change: a listener must be able to catch up by {@link #forEach}.
     */
    public void listen(Consumer<Transfer> listener) {
        listeners.add(listener);
    }

    /**
     * Stores a new transfer.
     *
     * @param origin what began it, where the other side did: the same again gives the one that is there
     */
    Transfer create(Process process, String origin) {
        // Named first: a name without a transfer does no harm, a transfer that its agreement does not know would.
        name(process.data().path("agreement").asString(), process.id());
        return Transfer.of(deliveries.create(process, origin));
    }

    private void name(String agreement, String id) {
        while (true) {
            Optional<Documents.Document> known = documents.get(BY_AGREEMENT, "", agreement);
            ArrayNode ids = JsonMapper.shared().createArrayNode();
            known.ifPresent(
                    document -> ids.addAll((ArrayNode) JsonMapper.shared().readTree(document.json())));
            if (ids.size() >= MOST) {
                throw new ProblemException(
                        ProblemType.TOO_MANY_REQUESTS,
                        "The agreement " + agreement + " has had " + MOST + " transfers");
            }
            ids.add(id);
            if (known.isEmpty()
                    ? documents.create(BY_AGREEMENT, "", agreement, ids.toString())
                    : documents.replace(BY_AGREEMENT, "", agreement, known.get().json(), ids.toString())) {
                return;
            }
        }
    }

    /**
     * Changes a transfer in one commit. Who gives back the process that it got changes nothing.
     *
     * @param change may run more than once; what it throws leaves the transfer as it is
     */
    Transfer change(String id, UnaryOperator<Process> change) {
        return Transfer.of(deliveries.change(id, change));
    }

    /** Begins to send what a transfer has to send; does not wait. */
    void send(String id) {
        deliveries.send(id);
    }

    /** Cheap where it was asked for a moment ago. */
    public Optional<Transfer> find(String id) {
        return recent.get(id);
    }

    /** The one that a consumer began under this name. */
    Optional<Transfer> findByOrigin(String origin) {
        return deliveries.findByOrigin(origin).map(Transfer::of);
    }

    /**
     * One that there must be.
     *
     * @throws ProblemException ResourceNotFound
     */
    Transfer require(String id) {
        return deliveries
                .find(id)
                .map(Transfer::of)
                .orElseThrow(() ->
                        new ProblemException(ProblemType.RESOURCE_NOT_FOUND, "There is no transfer " + id + " here"));
    }

    /** All transfers under an agreement, the oldest first, read anew. */
    public List<Transfer> of(String agreement) {
        List<Transfer> transfers = new ArrayList<>();
        documents.get(BY_AGREEMENT, "", agreement).ifPresent(document -> {
            for (JsonNode id : JsonMapper.shared().readTree(document.json())) {
                deliveries.find(id.asString()).map(Transfer::of).ifPresent(transfers::add);
            }
        });
        return transfers;
    }

    /** The newest first, read anew each time. */
    public List<Transfer> list(int limit, int offset) {
        return deliveries.list(limit, offset).stream().map(Transfer::of).toList();
    }

    public long count() {
        return deliveries.count();
    }

    /** Each one, page by page; one that comes meanwhile may be missed, for which there is {@link #listen}. */
    public void forEach(Consumer<Transfer> action) {
        List<Transfer> page;
        int offset = 0;
        do {
            page = list(PAGE, offset);
            page.forEach(action);
            offset += page.size();
        } while (page.size() == PAGE);
    }

    private void changed(Process process) {
        recent.invalidate(process.id());
        Transfer transfer = Transfer.of(process);
        for (Consumer<Transfer> listener : listeners) {
            try {
                listener.accept(transfer);
            } catch (RuntimeException e) {
                LOG.error("After a change of the transfer {} a part of this node failed to act", transfer.id(), e);
            }
        }
    }

    @Override
    public void close() {
        deliveries.close();
    }
}
