package eu.twintown.node.authority.schema;

import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.kernel.problem.ProblemType;
import eu.twintown.store.document.Documents;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import tools.jackson.databind.json.JsonMapper;

/** Who wants to be told of changes of schemas. */
final class Webhooks {
    static final Set<String> EVENTS = Set.of(SchemaEvent.PUBLISHED, SchemaEvent.REVOKED);

    private static final String KIND = "authority-webhook";
    private static final int MOST = 1_000;
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Documents documents;

    /**
     * A subscription.
     *
     * @param owner the participant that made it; others neither see nor remove it
     */
    record Webhook(String webhookId, String owner, URI targetUrl, List<String> events) {}

    Webhooks(Documents documents) {
        this.documents = documents;
    }

    List<Webhook> list() {
        return documents.list(KIND, "", MOST, 0).stream()
                .map(document -> JSON.readValue(document.json(), Webhook.class))
                .toList();
    }

    List<Webhook> of(String owner) {
        return list().stream().filter(webhook -> webhook.owner().equals(owner)).toList();
    }

    /** Adds one; the same target with the same events can be there once. */
    synchronized Webhook add(String owner, URI target, Set<String> events) {
        List<String> sorted = List.copyOf(new TreeSet<>(events));
        List<Webhook> known = list();
        if (known.stream()
                .anyMatch(w -> w.targetUrl().equals(target) && w.events().equals(sorted))) {
            throw new ProblemException(
                    ProblemType.CONFLICT, "There is a webhook with this targetUrl and these events already");
        }
        if (known.size() >= MOST) {
            throw new ProblemException(ProblemType.CONFLICT, "There are " + MOST + " webhooks already");
        }
        Webhook webhook = new Webhook(UUID.randomUUID().toString(), owner, target, sorted);
        documents.put(KIND, "", webhook.webhookId(), JSON.writeValueAsString(webhook));
        return webhook;
    }

    void remove(String owner, String id) {
        boolean own = of(owner).stream().anyMatch(webhook -> webhook.webhookId().equals(id));
        if (!own || !documents.delete(KIND, "", id)) {
            throw new ProblemException(ProblemType.RESOURCE_NOT_FOUND, "There is no webhook with the id '" + id + "'");
        }
    }
}
