package eu.twintown.node.authority.schema;

import eu.twintown.kernel.problem.Problem;
import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.kernel.problem.ProblemType;
import eu.twintown.node.catalogue.simpl.check.SchemaFault;
import eu.twintown.node.catalogue.simpl.check.Shapes;
import eu.twintown.store.document.Documents;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The schemas of the data space. A new version takes the former one's place at once, in validation too.
 *
 * <p>A change is stored together with the event that tells of it; the event is taken off once it is with the webhooks, so
 * that a process killed in between tells of it at its next start.
 */
public final class Schemas {
    static final Pattern NAME = Pattern.compile("[A-Z][a-zA-Z0-9]{2,63}");

    private static final String KIND = "authority-schema";
    private static final int MOST = 1_000;
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Documents documents;
    private final Consumer<ObjectNode> announce;
    private final URI base;
    private final InstantSource clock;
    private volatile Active active = new Active(-1, Shapes.ofTurtle(List.of()));

    private record Active(long version, Shapes shapes) {}

    /** As stored: the schema, and the event that nobody was told of yet. */
    private record Stored(Schema schema, Optional<ObjectNode> unannounced) {}

    /**
     * Those of a store.
     *
     * @param announce takes the events durably
     * @param base where the schemas are served, for the links in events
     */
    public Schemas(Documents documents, Consumer<ObjectNode> announce, URI base, InstantSource clock) {
        this.documents = documents;
        this.announce = announce;
        this.base = base;
        this.clock = clock;
    }

    /** Tells of changes that a stop kept from being told. */
    public void start() {
        documents.list(KIND, "", MOST, 0).forEach(document -> announce(read(document.json())));
    }

    public List<Schema> list() {
        return documents.list(KIND, "", MOST, 0).stream()
                .map(document -> read(document.json()).schema())
                .toList();
    }

    public Optional<Schema> find(String name) {
        return documents.get(KIND, "", name).map(document -> read(document.json())
                .schema());
    }

    /** As {@link #find}, or a problem. */
    public Schema get(String name) {
        return find(name)
                .orElseThrow(() -> new ProblemException(
                        ProblemType.RESOURCE_NOT_FOUND, "There is no schema with the name '" + name + "'"));
    }

    /** Stores a new schema as its version 1.0.0. */
    public synchronized Schema create(
            String name, String title, String description, String resourceType, String content) {
        requireName(name, "name");
        requireName(resourceType, "resourceType");
        requireShacl(content);
        if (find(name).isPresent()) {
            throw new ProblemException(
                    ProblemType.CONFLICT, "There is a schema '" + name + "' already; add a version to it");
        }
        Instant now = now();
        Schema.Version first = new Schema.Version("1.0.0", "First version", now, content);
        return store(new Schema(name, title, description, resourceType, false, now, now, List.of(first)));
    }

    /** Stores a new version of a schema, which may have been revoked before. */
    public synchronized Schema addVersion(String name, String changelog, String content) {
        Schema schema = get(name);
        requireShacl(content);
        return store(schema.with(new Schema.Version(schema.nextVersion(), changelog, now(), content)));
    }

    /** Takes a schema out of use; again does no harm. */
    public synchronized Schema revoke(String name) {
        Schema schema = get(name);
        return schema.revoked() ? schema : store(schema.revoked(now()));
    }

    /** The latest version of every schema in use, joined. */
    public Shapes active() {
        long version = documents.version(KIND);
        Active known = active;
        if (known.version() != version) {
            List<String> contents = list().stream()
                    .filter(schema -> !schema.revoked())
                    .map(schema -> schema.latest().content())
                    .toList();
            known = new Active(version, Shapes.ofTurtle(contents));
            active = known;
        }
        return known.shapes();
    }

    private Schema store(Schema schema) {
        Stored stored = new Stored(schema, Optional.of(SchemaEvent.of(schema, base, clock.instant())));
        documents.put(KIND, "", schema.name(), JSON.writeValueAsString(stored));
        announce(stored);
        return schema;
    }

    private void announce(Stored stored) {
        stored.unannounced().ifPresent(event -> {
            announce.accept(event);
            documents.put(
                    KIND,
                    "",
                    stored.schema().name(),
                    JSON.writeValueAsString(new Stored(stored.schema(), Optional.empty())));
        });
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private static Stored read(String json) {
        return JSON.readValue(json, Stored.class);
    }

    static void requireName(String name, String field) {
        if (!NAME.matcher(name).matches()) {
            throw new ProblemException(new Problem(
                    ProblemType.BAD_REQUEST_DATA,
                    "'" + name + "' in '" + field
                            + "' must begin with a capital letter and have 3 to 64 letters and digits alone",
                    Map.of("field", field)));
        }
    }

    private static void requireShacl(String content) {
        try {
            Shapes shapes = Shapes.ofTurtle(List.of(content));
            if (!shapes.targets().isEmpty()) {
                return;
            }
        } catch (SchemaFault e) {
            throw new ProblemException(ProblemType.BAD_REQUEST_DATA, String.valueOf(e.getMessage()));
        }
        throw new ProblemException(
                ProblemType.BAD_REQUEST_DATA,
                "The schema has no shape with a sh:targetClass, so it would check nothing");
    }
}
