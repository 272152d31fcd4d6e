package eu.twintown.node.authority.schema;

import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.kernel.problem.ProblemType;
import eu.twintown.node.catalogue.simpl.check.SchemaFault;
import eu.twintown.node.catalogue.simpl.check.Shapes;
import eu.twintown.store.document.Documents;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/** The vocabularies of the data space, in versions that count from 1; the latest alone can be active. */
public final class Vocabularies {
    private static final String KIND = "authority-vocabulary";
    private static final int MOST = 1_000;
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Documents documents;
    private final InstantSource clock;

    /**
     * One version.
     *
     * @param status {@code ACTIVE} or {@code DEPRECATED}
     * @param content in Turtle
     */
    public record Version(
            String name,
            int version,
            String description,
            String changelog,
            String status,
            Instant creationDate,
            Instant lastUpdateDate,
            String content) {

        Version withStatus(String newStatus, Instant at) {
            return new Version(name, version, description, changelog, newStatus, creationDate, at, content);
        }
    }

    private record Vocabulary(List<Version> versions) {}

    public Vocabularies(Documents documents, InstantSource clock) {
        this.documents = documents;
        this.clock = clock;
    }

    /** The latest version of each. */
    public List<Version> latest() {
        return documents.list(KIND, "", MOST, 0).stream()
                .map(document -> JSON.readValue(document.json(), Vocabulary.class)
                        .versions()
                        .getLast())
                .toList();
    }

    /** All versions, newest first. */
    public List<Version> versions(String name) {
        return find(name)
                .map(List::reversed)
                .orElseThrow(() -> new ProblemException(
                        ProblemType.RESOURCE_NOT_FOUND, "There is no vocabulary with the name '" + name + "'"));
    }

    synchronized Version create(String name, String description, String changelog, String content) {
        Schemas.requireName(name, "name");
        if (find(name).isPresent()) {
            throw new ProblemException(
                    ProblemType.CONFLICT, "There is a vocabulary '" + name + "' already; add a version to it");
        }
        return add(name, List.of(), description, changelog, content);
    }

    synchronized Version addVersion(String name, String description, String changelog, String content) {
        return add(name, versions(name).reversed(), description, changelog, content);
    }

    /** Sets the status of the latest version. */
    synchronized Version setStatus(String name, String status) {
        List<Version> all = new ArrayList<>(versions(name).reversed());
        if (all.getLast().status().equals(status)) {
            throw new ProblemException(ProblemType.CONFLICT, "The vocabulary '" + name + "' is " + status + " already");
        }
        all.add(all.removeLast().withStatus(status, now()));
        return store(name, all);
    }

    private Version add(String name, List<Version> former, String description, String changelog, String content) {
        try {
            Shapes.read(content);
        } catch (SchemaFault e) {
            throw new ProblemException(ProblemType.BAD_REQUEST_DATA, String.valueOf(e.getMessage()));
        }
        Instant now = now();
        List<Version> all = new ArrayList<>();
        former.forEach(version ->
                all.add(version.status().equals("ACTIVE") ? version.withStatus("DEPRECATED", now) : version));
        all.add(new Version(name, all.size() + 1, description, changelog, "ACTIVE", now, now, content));
        return store(name, all);
    }

    private Version store(String name, List<Version> versions) {
        documents.put(KIND, "", name, JSON.writeValueAsString(new Vocabulary(versions)));
        return versions.getLast();
    }

    private Optional<List<Version>> find(String name) {
        return documents.get(KIND, "", name).map(document -> JSON.readValue(document.json(), Vocabulary.class)
                .versions());
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
