package eu.twintown.node.federation;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import eu.twintown.kernel.jsonld.Context;
import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.kernel.problem.ProblemType;
import eu.twintown.node.http.Ids;
import eu.twintown.store.document.Documents;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The context source registrations of all tenants (ETSI GS CIM 009 V1.9.1, clauses 5.9 and 5.10): documents in the store,
 * and beside them, parsed, in memory. Several nodes may share one store; what another one registered is seen within a
 * second.
 */
public final class Registrations {
    static final String KIND = "registration";
    private static final int MOST = 10_000;
    private static final Logger LOG = LoggerFactory.getLogger(Registrations.class);
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Documents documents;
    private final InstantSource clock;
    private final Cache<String, Snapshot> snapshots =
            Caffeine.newBuilder().maximumSize(1_000).build();

    /** A registration with its stored document. */
    record Entry(Registration registration, JsonNode document) {}

    /** One writer at a time, so that what it changes can be changed in the snapshot, too, instead of loading all anew. */
    private final ReentrantLock writing = new ReentrantLock();

    /** @param byId in the order of creation */
    private record Snapshot(long version, Map<String, Entry> byId, List<Entry> entries) {
        static Snapshot of(long version, Map<String, Entry> byId) {
            return new Snapshot(version, byId, List.copyOf(byId.values()));
        }

        Snapshot with(long next, String id, Optional<Entry> entry) {
            Map<String, Entry> changed = new LinkedHashMap<>(byId);
            entry.ifPresentOrElse(one -> changed.put(id, one), () -> changed.remove(id));
            return of(next, changed);
        }
    }

    public Registrations(Documents documents, InstantSource clock) {
        this.documents = documents;
        this.clock = clock;
    }

    /**
     * Registers a source (clause 5.9.2).
     *
     * @param document as the caller sent it, in terms of {@code context}
     * @return its id
     */
    public String create(String tenant, JsonNode document, Context context) {
        ObjectNode expanded = RegistrationDocument.expand(document, context);
        String id = expanded.has("id")
                ? Ids.require(expanded.get("id").asString(""), "/id")
                : "urn:ngsi-ld:ContextSourceRegistration:" + UUID.randomUUID();
        AgreedRegistrations.requireFree(id);
        expanded.put("id", id);
        requireValid(id, expanded);
        if (documents.count(KIND, tenant) >= MOST) {
            throw new ProblemException(
                    ProblemType.TOO_MANY_RESULTS, "A tenant can hold at most " + MOST + " registrations.");
        }
        if (find(tenant, id).isPresent() || !create(tenant, id, expanded.toString())) {
            throw new ProblemException(ProblemType.ALREADY_EXISTS, "A registration with the id " + id + " exists.");
        }
        return id;
    }

    /**
     * Makes a registration be there with this content, whatever was there before: for those that come from the node's
     * configuration.
     */
    public void put(String tenant, String id, JsonNode document, Context context) {
        ObjectNode expanded = RegistrationDocument.expand(document, context);
        expanded.put("id", Ids.require(id, "/id"));
        requireValid(id, expanded);
        boolean same =
                find(tenant, id).map(Entry::document).filter(expanded::equals).isPresent();
        if (!same) {
            put(tenant, id, expanded.toString());
        }
    }

    /**
     * Makes the registration of an agreement be there, in the default tenant.
     *
     * @param document with expanded names; its id and the agreement's are added
     * @return its id
     */
    public String bind(String agreement, ObjectNode document) {
        String id = AgreedRegistrations.id(agreement);
        put("", id, document.deepCopy().put(AgreedRegistrations.AGREEMENT, agreement), Context.core());
        return id;
    }

    /** Removes the registration of an agreement, where there is one. */
    public void unbind(String agreement) {
        String id = AgreedRegistrations.id(agreement);
        // What another node has just registered may not be seen here yet.
        if (documents.isShared() || find("", id).isPresent()) {
            remove("", id);
        }
    }

    /** Agreements that have a registration. */
    public List<String> bound() {
        return all("").stream()
                .flatMap(entry -> entry.registration().agreement().stream())
                .toList();
    }

    /** Partial update (clause 5.9.3). */
    public void update(String tenant, String id, JsonNode fragment, Context context) {
        AgreedRegistrations.requireFree(id);
        ObjectNode expanded = RegistrationDocument.expand(fragment, context);
        if (expanded.has("id") && !expanded.get("id").asString("").equals(id)) {
            throw ProblemException.badData("The id of a registration cannot be changed", "/id");
        }
        ObjectNode patched = RegistrationDocument.patched(get(tenant, id).document(), expanded);
        requireValid(id, patched);
        put(tenant, id, patched.toString());
    }

    /** Removes a registration (clause 5.9.4). */
    public void delete(String tenant, String id) {
        AgreedRegistrations.requireFree(Ids.require(id, ""));
        if (find(tenant, id).isEmpty() || !remove(tenant, id)) {
            throw notFound(id);
        }
    }

    Entry get(String tenant, String id) {
        Ids.require(id, "");
        return find(tenant, id).orElseThrow(() -> notFound(id));
    }

    Optional<Entry> find(String tenant, String id) {
        Instant now = clock.instant();
        return Optional.ofNullable(snapshot(tenant).byId().get(id))
                .filter(entry -> !entry.registration().isExpired(now));
    }

    /** Those that are valid now, in the order of creation. */
    List<Entry> all(String tenant) {
        Instant now = clock.instant();
        List<Entry> entries = snapshot(tenant).entries();
        if (entries.stream().noneMatch(entry -> entry.registration().isExpired(now))) {
            return entries;
        }
        for (Entry entry : entries) {
            if (entry.registration().isExpired(now)) {
                remove(tenant, entry.registration().id());
            }
        }
        return entries.stream()
                .filter(entry -> !entry.registration().isExpired(now))
                .toList();
    }

    private Snapshot snapshot(String tenant) {
        // Read before the documents, so that a change in between only causes one more load.
        long version = documents.version(KIND);
        Snapshot known = snapshots.getIfPresent(tenant);
        if (known != null && known.version() == version) {
            return known;
        }
        Snapshot fresh = Snapshot.of(version, load(tenant));
        snapshots.put(tenant, fresh);
        return fresh;
    }

    private boolean create(String tenant, String id, String json) {
        return write(tenant, id, parse(id, json), () -> documents.create(KIND, tenant, id, json));
    }

    private void put(String tenant, String id, String json) {
        write(tenant, id, parse(id, json), () -> {
            documents.put(KIND, tenant, id, json);
            return true;
        });
    }

    private boolean remove(String tenant, String id) {
        return write(tenant, id, Optional.empty(), () -> documents.delete(KIND, tenant, id));
    }

    /** Where nothing else has changed meanwhile, the snapshot goes along with the store. */
    private boolean write(String tenant, String id, Optional<Entry> entry, BooleanSupplier change) {
        writing.lock();
        try {
            long before = documents.version(KIND);
            Snapshot known = snapshots.getIfPresent(tenant);
            boolean changed = change.getAsBoolean();
            long after = documents.version(KIND);
            if (changed && known != null && known.version() == before && after == before + 1) {
                snapshots.put(tenant, known.with(after, id, entry));
            }
            return changed;
        } finally {
            writing.unlock();
        }
    }

    private Map<String, Entry> load(String tenant) {
        Map<String, Entry> entries = new LinkedHashMap<>();
        documents.list(KIND, tenant, MOST, 0).forEach(document -> parse(document.id(), document.json())
                .ifPresent(entry -> entries.put(document.id(), entry)));
        return entries;
    }

    /** One that was stored by a version with other rules must not take the others with it. */
    private static Optional<Entry> parse(String id, String text) {
        try {
            JsonNode json = JSON.readTree(text);
            return Optional.of(new Entry(RegistrationParser.parse(id, json), json));
        } catch (ProblemException e) {
            LOG.warn("Registration {} is not usable: {}", id, e.getMessage());
            return Optional.empty();
        }
    }

    private void requireValid(String id, ObjectNode expanded) {
        Registration registration = RegistrationParser.parse(id, expanded);
        if (registration.isExpired(clock.instant())) {
            throw ProblemException.badData("'expiresAt' lies in the past", "/expiresAt");
        }
    }

    private static ProblemException notFound(String id) {
        return new ProblemException(ProblemType.RESOURCE_NOT_FOUND, "There is no registration with the id " + id + ".");
    }
}
