package eu.twintown.node.subscription;

import eu.twintown.kernel.jsonld.Context;
import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.kernel.problem.ProblemType;
import eu.twintown.node.http.Ids;
import eu.twintown.store.document.Documents;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/** The subscriptions of all tenants (ETSI GS CIM 009 V1.9.1, clause 5.8): in the store, and parsed in memory. */
public final class Subscriptions {
    static final String KIND = "subscription";
    private static final int MOST = 10_000;
    private static final Logger LOG = LoggerFactory.getLogger(Subscriptions.class);

    private final Documents documents;
    private final SubscriptionParser parser;
    private final InstantSource clock;
    private volatile Loaded loaded = new Loaded(Long.MIN_VALUE, new SubscriptionIndex(List.of()));

    private record Loaded(long version, SubscriptionIndex index) {}

    /** Compiles JSON-LD contexts with {@code contexts}. */
    public Subscriptions(Documents documents, Function<JsonNode, Context> contexts, InstantSource clock) {
        this.documents = documents;
        this.parser = new SubscriptionParser(contexts);
        this.clock = clock;
    }

    /**
     * Creates a subscription (clause 5.8.1).
     *
     * @param document as the subscriber sent it, in terms of {@code context}
     * @return its id
     */
    public String create(String tenant, JsonNode document, Context context) {
        SubscriptionDocument expanded = SubscriptionDocument.expand(document, context);
        String id = expanded.body().has("id")
                ? Ids.require(expanded.body().get("id").asString(""), "/id")
                : "urn:ngsi-ld:Subscription:" + UUID.randomUUID();
        expanded.body().put("id", id);
        requireValid(tenant, id, expanded);
        if (documents.count(KIND, tenant) >= MOST) {
            throw new ProblemException(
                    ProblemType.TOO_MANY_RESULTS, "A tenant can hold at most " + MOST + " subscriptions.");
        }
        if (!documents.create(KIND, tenant, id, expanded.encode())) {
            throw new ProblemException(ProblemType.ALREADY_EXISTS, "A subscription with the id " + id + " exists.");
        }
        return id;
    }

    /** Partial update (clause 5.8.2). */
    public void update(String tenant, String id, JsonNode fragment, Context context) {
        SubscriptionDocument expanded = SubscriptionDocument.expand(fragment, context);
        if (expanded.body().has("id") && !expanded.body().get("id").asString("").equals(id)) {
            throw ProblemException.badData("The id of a subscription cannot be changed", "/id");
        }
        while (true) {
            Documents.Document known = stored(tenant, id);
            SubscriptionDocument before = SubscriptionDocument.parse(known.json());
            SubscriptionDocument patched = before.patched(expanded);
            if (!expanded.body().has("expiresAt") && isExpired(before)) {
                // Clause 5.8.2.4: only a new expiry brings an expired subscription back.
                parser.parse(new Subscription.Key(tenant, id), known.createdAt(), patched);
            } else {
                requireValid(tenant, id, patched);
            }
            if (documents.replace(KIND, tenant, id, known.json(), patched.encode())) {
                return;
            }
        }
    }

    /** Removes a subscription (clause 5.8.5). */
    public void delete(String tenant, String id) {
        Ids.require(id, "");
        if (!documents.delete(KIND, tenant, id)) {
            throw notFound(id);
        }
    }

    SubscriptionDocument get(String tenant, String id) {
        return SubscriptionDocument.parse(stored(tenant, id).json());
    }

    List<SubscriptionDocument> list(String tenant, int limit, int offset) {
        return documents.list(KIND, tenant, limit, offset).stream()
                .map(document -> SubscriptionDocument.parse(document.json()))
                .toList();
    }

    long count(String tenant) {
        return documents.count(KIND, tenant);
    }

    /** All subscriptions as they are now. */
    SubscriptionIndex index() {
        Loaded known = loaded;
        long version = documents.version(KIND);
        return known.version() == version ? known.index() : load();
    }

    private synchronized SubscriptionIndex load() {
        // Read before the documents, so that a change in between only causes one more load.
        long version = documents.version(KIND);
        if (loaded.version() != version) {
            List<Subscription> all = new ArrayList<>();
            for (String tenant : documents.tenants(KIND)) {
                for (Documents.Document document : documents.list(KIND, tenant, MOST, 0)) {
                    add(tenant, document, all);
                }
            }
            loaded = new Loaded(version, new SubscriptionIndex(all));
        }
        return loaded.index();
    }

    private void add(String tenant, Documents.Document document, List<Subscription> into) {
        try {
            into.add(parser.parse(
                    new Subscription.Key(tenant, document.id()),
                    document.createdAt(),
                    SubscriptionDocument.parse(document.json())));
        } catch (ProblemException e) {
            // Stored by a version with other rules; it must not take the others with it.
            LOG.error("Subscription {} cannot be served: {}", document.id(), e.getMessage());
        }
    }

    private void requireValid(String tenant, String id, SubscriptionDocument document) {
        parser.parse(new Subscription.Key(tenant, id), clock.instant(), document);
        if (isExpired(document)) {
            throw ProblemException.badData("'expiresAt' lies in the past", "/expiresAt");
        }
    }

    private boolean isExpired(SubscriptionDocument document) {
        return document.body().has("expiresAt")
                && !Instant.parse(document.body().get("expiresAt").asString()).isAfter(clock.instant());
    }

    private Documents.Document stored(String tenant, String id) {
        Ids.require(id, "");
        return documents.get(KIND, tenant, id).orElseThrow(() -> notFound(id));
    }

    /** {@code active}, {@code paused} or {@code expired}. */
    String status(Subscription.Key key, SubscriptionDocument document) {
        return parser.parse(key, clock.instant(), document).status(clock.instant());
    }

    private static ProblemException notFound(String id) {
        return new ProblemException(ProblemType.RESOURCE_NOT_FOUND, "There is no subscription with the id " + id + ".");
    }
}
