package eu.twintown.node.dataspace.agreement;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.kernel.problem.ProblemType;
import eu.twintown.store.document.Documents;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All agreements of this node, durable. Whoever must act when one changes listens: in this process at once, after the
 * commit. Readers see the changes of other processes on the same database after a second at most.
 */
public final class Agreements {
    /** Kind of the stored documents. */
    static final String KIND = "agreement";

    private static final Logger LOG = LoggerFactory.getLogger(Agreements.class);
    private static final int PAGE = 1_000;

    private final Documents documents;
    private final InstantSource clock;
    private final List<Consumer<Agreement>> listeners = new CopyOnWriteArrayList<>();
    private final Cache<String, Known> recent =
            Caffeine.newBuilder().maximumSize(10_000).build();

    /** @param version of all agreements when it was read; means something only where others write, too */
    private record Known(long version, Agreement agreement) {}

    public Agreements(Documents documents, InstantSource clock) {
        this.documents = documents;
        this.clock = clock;
    }

    /**
     * Is told every new agreement and every change, as it then is. What it throws is logged and does not undo the change:
     * a listener must be able to catch up by {@link #forEach}.
     */
    public void listen(Consumer<Agreement> listener) {
        listeners.add(listener);
    }

    /**
     * Stores a new agreement; the same one again changes nothing.
     *
     * @throws ProblemException Conflict where another agreement has this id
     */
    public void add(Agreement agreement) {
        String json = AgreementCodec.write(agreement).toString();
        if (documents.create(KIND, "", agreement.id(), json)) {
            keep(agreement);
            tell(agreement);
            return;
        }
        Agreement known = find(agreement.id()).orElseThrow();
        if (known.side() != agreement.side()
                || !known.counterparty().equals(agreement.counterparty())
                || !known.negotiation().equals(agreement.negotiation())
                || !known.policy().equals(agreement.policy())) {
            throw new ProblemException(
                    ProblemType.CONFLICT, "There is another agreement with the id " + agreement.id() + " already");
        }
    }

    /**
     * Changes the state; where it has that state already nothing happens.
     *
     * @param by who brings it about: a participant id, the id of a person, or {@code time}
     * @return the agreement as it then is
     * @throws ProblemException ResourceNotFound; Conflict where that state cannot follow
     */
    public Agreement change(String id, AgreementState next, String by, String reason) {
        Known known = documents.isShared() ? null : recent.getIfPresent(id);
        String expected = known == null
                ? stored(id)
                : AgreementCodec.write(known.agreement()).toString();
        Agreement before = known == null ? AgreementCodec.read(expected) : known.agreement();
        while (true) {
            if (before.state() == next) {
                return before;
            }
            if (!before.state().canBecome(next)) {
                throw new ProblemException(
                        ProblemType.CONFLICT, "The agreement is " + before.state() + " and cannot become " + next);
            }
            Agreement after = before.then(new Agreement.Event(clock.instant(), next, by, reason));
            if (documents.replace(
                    KIND, "", id, expected, AgreementCodec.write(after).toString())) {
                keep(after);
                tell(after);
                return after;
            }
            expected = stored(id);
            before = AgreementCodec.read(expected);
        }
    }

    private String stored(String id) {
        return documents
                .get(KIND, "", id)
                .orElseThrow(() ->
                        new ProblemException(ProblemType.RESOURCE_NOT_FOUND, "There is no agreement " + id + " here"))
                .json();
    }

    /** What this node writes is known where nobody else does; elsewhere it is read again. */
    private void keep(Agreement agreement) {
        if (!documents.isShared()) {
            keep(agreement.id(), new Known(0, agreement));
        }
    }

    /** Its timeline only grows, so the longer one is the newer. */
    private void keep(String id, Known known) {
        recent.asMap()
                .merge(
                        id,
                        known,
                        (one, other) -> one.agreement().timeline().size()
                                        > other.agreement().timeline().size()
                                ? one
                                : other);
    }

    /** Cheap where nothing has changed since it was asked for last. */
    public Optional<Agreement> find(String id) {
        long version = documents.version(KIND);
        Known known = recent.getIfPresent(id);
        if (known == null || documents.isShared() && known.version() != version) {
            Optional<Documents.Document> stored = documents.get(KIND, "", id);
            if (stored.isEmpty()) {
                return Optional.empty();
            }
            known = new Known(version, AgreementCodec.read(stored.get().json()));
            keep(id, known);
        }
        return Optional.of(known.agreement());
    }

    /** In the order in which they came; read anew each time. */
    public List<Agreement> list(int limit, int offset) {
        return documents.list(KIND, "", limit, offset).stream()
                .map(document -> AgreementCodec.read(document.json()))
                .toList();
    }

    public long count() {
        return documents.count(KIND, "");
    }

    /** Each one, in the order in which they came; read anew, page by page. */
    public void forEach(Consumer<Agreement> action) {
        List<Agreement> page;
        int offset = 0;
        do {
            page = list(PAGE, offset);
            page.forEach(action);
            offset += page.size();
        } while (page.size() == PAGE);
    }

    /** A number that grows with each change, for caches. */
    public long version() {
        return documents.version(KIND);
    }

    private void tell(Agreement agreement) {
        for (Consumer<Agreement> listener : listeners) {
            try {
                listener.accept(agreement);
            } catch (RuntimeException e) {
                LOG.error("After a change of the agreement {} a part of this node failed to act", agreement.id(), e);
            }
        }
    }
}
