package eu.twintown.node.catalogue.simpl.publish;

import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.kernel.problem.ProblemType;
import eu.twintown.node.catalogue.simpl.check.SchemaFault;
import eu.twintown.node.catalogue.simpl.check.Shapes;
import eu.twintown.store.document.Documents;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * The data space's schemas as last read from its schema manager. They are read again when they are older than their stated
 * age or when the schema manager tells of a change; while it cannot be reached, what is known serves on for its stated time,
 * and nothing is published after that.
 */
final class SchemaCache {
    private static final String KIND = "simpl-schema-cache";
    private static final String ID = "schemas";

    private final AuthorityClient client;
    private final Documents documents;
    private final Duration age;
    private final Duration use;
    private final InstantSource clock;
    private @Nullable Known known;
    private boolean changed;

    /**
     * @param fetchedAt when the schema manager gave them
     * @param shapes all of them joined
     */
    record Known(Instant fetchedAt, List<AuthorityClient.RemoteSchema> schemas, Shapes shapes) {}

    private record Stored(Instant fetchedAt, List<AuthorityClient.RemoteSchema> schemas) {}

    SchemaCache(AuthorityClient client, Documents documents, Duration age, Duration use, InstantSource clock) {
        this.client = client;
        this.documents = documents;
        this.age = age;
        this.use = use;
        this.clock = clock;
    }

    /** They changed, so they are read before they are used again. */
    synchronized void changed() {
        changed = true;
    }

    /**
     * Those to use now.
     *
     * @throws ProblemException where none are known that may still be used
     */
    synchronized Known current() {
        Known before = known == null ? stored() : known;
        Instant now = clock.instant();
        if (before != null && !changed && now.isBefore(before.fetchedAt().plus(age))) {
            known = before;
            return before;
        }
        try {
            Known fresh = read(now);
            documents.put(
                    KIND,
                    "",
                    ID,
                    JsonMapper.shared().writeValueAsString(new Stored(fresh.fetchedAt(), fresh.schemas())));
            known = fresh;
            changed = false;
            return fresh;
        } catch (CatalogueFault | SchemaFault e) {
            if (before != null && now.isBefore(before.fetchedAt().plus(use))) {
                known = before;
                return before;
            }
            throw new ProblemException(
                    ProblemType.UNAVAILABLE,
                    "The data space's schemas are not known, so nothing can be checked by them. " + e.getMessage());
        }
    }

    private Known read(Instant now) {
        List<AuthorityClient.RemoteSchema> schemas = client.schemas();
        return new Known(now, schemas, shapes(schemas));
    }

    private @Nullable Known stored() {
        return documents
                .get(KIND, "", ID)
                .map(document -> JsonMapper.shared().readValue(document.json(), Stored.class))
                .map(stored -> new Known(stored.fetchedAt(), stored.schemas(), shapes(stored.schemas())))
                .orElse(null);
    }

    private static Shapes shapes(List<AuthorityClient.RemoteSchema> schemas) {
        return Shapes.ofTurtle(
                schemas.stream().map(AuthorityClient.RemoteSchema::content).toList());
    }
}
