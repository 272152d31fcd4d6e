package eu.twintown.node.dataspace.rulebook;

import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.kernel.problem.ProblemType;
import eu.twintown.node.dataspace.letter.SealedMessage;
import eu.twintown.node.dataspace.letter.Seals;
import eu.twintown.node.trust.jose.Jws;
import eu.twintown.store.document.Documents;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The versions of the rulebook that this node publishes, each signed when it was published, and who has acknowledged which
 * of them. Durable; a version never changes.
 */
public final class PublishedRulebooks {
    static final String STATEMENT = "rulebook";
    static final String ACKNOWLEDGEMENT = "rulebook-acknowledgement";

    private static final String KIND = "rulebook";
    private static final String ACKNOWLEDGED = "rulebook-acknowledgement";
    private static final int MOST = 10_000;
    private static final JsonMapper MAPPER = JsonMapper.shared();

    private final Documents documents;
    private final Seals seals;

    /**
     * A published version.
     *
     * @param statement the document as the publisher signed it
     */
    public record Version(Rulebook rulebook, String statement, Instant publishedAt) {}

    /**
     * That a member has acknowledged a version.
     *
     * @param member DID
     * @param letter the member's signed letter
     */
    public record Acknowledgement(String member, String version, String hash, Instant at, String letter) {}

    public PublishedRulebooks(Documents documents, Seals seals) {
        this.documents = documents;
        this.seals = seals;
    }

    /**
     * Publishes a version; the same again changes nothing.
     *
     * @throws ProblemException BadRequestData where it names another publisher; Conflict where this version is there with
     *     another content, or under another id
     */
    public Version publish(Rulebook rulebook) {
        if (!rulebook.publisher().equals(seals.me())) {
            throw ProblemException.badData("'publisher' must be this node, " + seals.me(), "/publisher");
        }
        Optional<Version> current = current();
        if (current.isPresent() && !current.get().rulebook().id().equals(rulebook.id())) {
            throw new ProblemException(
                    ProblemType.CONFLICT,
                    "This node publishes the rulebook "
                            + current.get().rulebook().id() + "; its id stays");
        }
        String signed = seals.statement(STATEMENT, rulebook.document());
        if (!documents.create(
                KIND,
                "",
                rulebook.version(),
                MAPPER.createObjectNode().put("statement", signed).toString())) {
            Version known = find(rulebook.version()).orElseThrow();
            if (!known.rulebook().hash().equals(rulebook.hash())) {
                throw new ProblemException(
                        ProblemType.CONFLICT,
                        "Version " + rulebook.version() + " is published with another content; give it a new number");
            }
            return known;
        }
        return find(rulebook.version()).orElseThrow();
    }

    /** All versions, the oldest first. */
    public List<Version> versions() {
        return documents.list(KIND, "", MOST, 0).stream()
                .map(PublishedRulebooks::version)
                .toList();
    }

    /** The version that was published last. */
    public Optional<Version> current() {
        long count = documents.count(KIND, "");
        return documents.list(KIND, "", 1, (int) Math.max(0, count - 1)).stream()
                .findFirst()
                .map(PublishedRulebooks::version);
    }

    public Optional<Version> find(String version) {
        return documents.get(KIND, "", version).map(PublishedRulebooks::version);
    }

    private static Version version(Documents.Document stored) {
        String statement = MAPPER.readTree(stored.json()).path("statement").asString();
        return new Version(content(statement), statement, stored.createdAt());
    }

    /** The content of a statement that was verified before: the key of then may be gone. */
    static Rulebook content(String statement) {
        return Rulebook.read(Jws.parse(statement).claims().path("body"));
    }

    /**
     * Takes a member's acknowledgement.
     *
     * @throws ProblemException where it is not about a version of this node, or about another content
     */
    public Acknowledgement take(SealedMessage letter) {
        String version = letter.body().path("version").asString("");
        Rulebook known = find(version)
                .map(Version::rulebook)
                .filter(rulebook ->
                        rulebook.id().equals(letter.body().path("rulebook").asString("")))
                .orElseThrow(() -> new ProblemException(
                        ProblemType.RESOURCE_NOT_FOUND, "There is no version '" + version + "' of this rulebook here"));
        if (!known.hash().equals(letter.body().path("hash").asString(""))) {
            throw new ProblemException(
                    ProblemType.CONFLICT,
                    "Version " + version + " has the hash " + known.hash() + ", not the one acknowledged");
        }
        if (documents.count(ACKNOWLEDGED, "") >= MOST) {
            throw new ProblemException(ProblemType.UNAVAILABLE, "No more acknowledgements can be kept here");
        }
        ObjectNode stored = MAPPER.createObjectNode()
                .put("member", letter.from())
                .put("version", version)
                .put("hash", known.hash())
                .put("at", letter.at().toString())
                .put("letter", letter.text());
        documents.create(ACKNOWLEDGED, "", letter.from() + " " + version, stored.toString());
        return acknowledgement(letter.from(), version).orElseThrow();
    }

    /** All acknowledgements, the oldest first. */
    public List<Acknowledgement> acknowledgements() {
        return documents.list(ACKNOWLEDGED, "", MOST, 0).stream()
                .map(stored -> acknowledgement(stored.json()))
                .toList();
    }

    Optional<Acknowledgement> acknowledgement(String member, String version) {
        return documents.get(ACKNOWLEDGED, "", member + " " + version).map(stored -> acknowledgement(stored.json()));
    }

    private static Acknowledgement acknowledgement(String json) {
        JsonNode node = MAPPER.readTree(json);
        return new Acknowledgement(
                node.path("member").asString(),
                node.path("version").asString(),
                node.path("hash").asString(),
                Instant.parse(node.path("at").asString()),
                node.path("letter").asString());
    }
}
