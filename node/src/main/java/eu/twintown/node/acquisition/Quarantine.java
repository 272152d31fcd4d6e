package eu.twintown.node.acquisition;

import eu.twintown.node.mediation.mapping.Mapping;
import eu.twintown.node.mediation.mapping.RawRecord;
import eu.twintown.node.mediation.mapping.RecordFault;
import eu.twintown.store.document.Documents;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The records of one source that could not be used, durably kept until somebody replays or deletes them. A record that
 * comes again is kept once: its id follows from its content.
 */
final class Quarantine {
    private static final JsonMapper MAPPER = JsonMapper.shared();
    private static final char SEPARATOR = '~';
    private static final int LONGEST_RECORD = 100_000;

    private final Documents documents;
    private final String source;
    private final int keep;

    /**
     * A record in quarantine.
     *
     * @param pointer where in the entity or record the first fault is; JSON pointer or name
     * @param raw the record with what is needed to map it again
     * @param mappingVersion version of the mapping that it met
     */
    record Item(
            String id, String source, Instant at, String reason, String pointer, RawRecord raw, int mappingVersion) {}

    /** Keeps at most {@code keep} records of this source. */
    Quarantine(Documents documents, String source, int keep) {
        this.documents = documents;
        this.source = source;
        this.keep = keep;
    }

    /** The source that an item belongs to, by the item's id. */
    static String sourceOf(String id) {
        int separator = id.indexOf(SEPARATOR);
        return separator < 0 ? "" : id.substring(0, separator);
    }

    /**
     * Keeps a record, or renews the reason of one that is kept already.
     *
     * @return whether it is kept; false where the quarantine is full
     */
    boolean add(RawRecord raw, List<RecordFault> faults, Mapping mapping, Instant now) {
        String id = source + SEPARATOR + fingerprint(raw);
        Optional<Documents.Document> kept = documents.get(kind(), "", id);
        if (kept.isEmpty() && (count() >= keep || raw.content().toString().length() > LONGEST_RECORD)) {
            return false;
        }
        RecordFault first = faults.getFirst();
        ObjectNode item = MAPPER.createObjectNode();
        item.put("at", kept.map(Quarantine::since).orElse(now.toString()));
        item.put("reason", first.getMessage() + (faults.size() > 1 ? " (and " + (faults.size() - 1) + " more)" : ""));
        item.put("place", first.place());
        item.put("pointer", raw.pointer());
        item.set("content", raw.content());
        item.set("shared", raw.shared());
        item.put("mapping", mapping.name());
        item.put("mappingVersion", mapping.version());
        documents.put(kind(), "", id, item.toString());
        return true;
    }

    long count() {
        return documents.count(kind(), "");
    }

    /** Items in the order in which they came. */
    List<Item> list(int limit, int offset) {
        return documents.list(kind(), "", limit, offset).stream()
                .map(this::item)
                .toList();
    }

    Optional<Item> get(String id) {
        return documents.get(kind(), "", id).map(this::item);
    }

    boolean delete(String id) {
        return documents.delete(kind(), "", id);
    }

    private Item item(Documents.Document document) {
        JsonNode json = MAPPER.readTree(document.json());
        ObjectNode shared =
                json.path("shared").isObject() ? (ObjectNode) json.path("shared") : MAPPER.createObjectNode();
        String pointer = json.path("pointer").asString("");
        String place = json.path("place").asString("");
        return new Item(
                document.id(),
                source,
                Instant.parse(json.path("at").asString("")),
                json.path("reason").asString(""),
                place.isEmpty() ? pointer : pointer + (place.startsWith("/") ? "" : "/") + place,
                new RawRecord(json.path("content"), shared, pointer),
                json.path("mappingVersion").asInt(0));
    }

    private static String since(Documents.Document document) {
        return MAPPER.readTree(document.json()).path("at").asString("");
    }

    private String kind() {
        return "quarantine/" + source;
    }

    private static String fingerprint(RawRecord raw) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(raw.content().toString().getBytes(StandardCharsets.UTF_8));
            digest.update(raw.shared().toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest.digest(), 0, 12);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
