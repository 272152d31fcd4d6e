package eu.twintown.node.federation;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import eu.twintown.kernel.jsonld.Context;
import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.kernel.problem.ProblemType;
import eu.twintown.node.http.Ids;
import eu.twintown.store.Documents;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
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

    private record Snapshot(long version, List<Entry> entries) {}

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
        if (find(tenant, id).isPresent() || !documents.create(KIND, tenant, id, expanded.toString())) {
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
            documents.put(KIND, tenant, id, expanded.toString());
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
        documents.delete(KIND, "", AgreedRegistrations.id(agreement));
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
        documents.put(KIND, tenant, id, patched.toString());
    }

    /** Removes a registration (clause 5.9.4). */
    public void delete(String tenant, String id) {
        AgreedRegistrations.requireFree(Ids.require(id, ""));
        if (find(tenant, id).isEmpty() || !documents.delete(KIND, tenant, id)) {
            throw notFound(id);
        }
    }

    Entry get(String tenant, String id) {
        Ids.require(id, "");
        return find(tenant, id).orElseThrow(() -> notFound(id));
    }

    Optional<Entry> find(String tenant, String id) {
        return all(tenant).stream()
                .filter(entry -> entry.registration().id().equals(id))
                .findFirst();
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
                documents.delete(KIND, tenant, entry.registration().id());
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
        Snapshot fresh = new Snapshot(version, load(tenant));
        snapshots.put(tenant, fresh);
        return fresh;
    }

    private List<Entry> load(String tenant) {
        return documents.list(KIND, tenant, MOST, 0).stream()
                .flatMap(document -> {
                    try {
                        JsonNode json = JSON.readTree(document.json());
                        return Stream.of(new Entry(RegistrationParser.parse(document.id(), json), json));
                    } catch (ProblemException e) {
                        // Stored by a version with other rules; it must not take the others with it.
                        LOG.warn("Registration {} is not usable: {}", document.id(), e.getMessage());
                        return Stream.empty();
                    }
                })
                .toList();
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
