package eu.twintown.node.dataspace.timer;

import eu.twintown.store.document.Documents;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Which of several processes of a node on one database does something: the one that has written itself into a row, until a
 * time that it moves on while it lives. A row that has run out is for whoever writes first. Whoever has its database for
 * itself holds every lease without a row.
 */
public final class Lease {
    private static final int PAGE = 1_000;
    /** It is renewed when this share of its life is over. */
    private static final int SHARE = 3;

    private final String id;
    private final Ground ground;
    private final String owner = UUID.randomUUID().toString();
    private Instant until = Instant.EPOCH;
    private String row = "";
    private boolean released;

    /**
     * What leases stand on.
     *
     * @param kind of the stored rows
     * @param life how long a process that was killed still keeps others off
     */
    public record Ground(Documents documents, String kind, Duration life, InstantSource clock) {

        /** How long to wait before it is tried again. */
        public Duration pause() {
            return life.dividedBy(SHARE);
        }

        /** What this is about needs no lease any more. */
        public void forget(String id) {
            documents.delete(kind, "", id);
        }

        /** Ids of the leases that have run out: the process that had them is gone. */
        public List<String> abandoned() {
            Instant now = clock.instant();
            return documents.list(kind, "", PAGE, 0).stream()
                    .filter(document -> isOver(document.json(), now))
                    .map(Documents.Document::id)
                    .toList();
        }
    }

    public Lease(String id, Ground ground) {
        this.id = id;
        this.ground = ground;
    }

    /** Whether this process has it: takes or renews it where that is needed. */
    public synchronized boolean holds() {
        Documents documents = ground.documents();
        if (released || !documents.isShared()) {
            return !released;
        }
        Instant now = ground.clock().instant();
        if (now.isBefore(until.minus(ground.life()).plus(ground.pause()))) {
            return true;
        }
        Optional<String> known = documents.get(ground.kind(), "", id).map(Documents.Document::json);
        String next = row(now.plus(ground.life()));
        boolean mine = known.isPresent()
                ? (known.get().equals(row) || isOver(known.get(), now))
                        && documents.replace(ground.kind(), "", id, known.get(), next)
                : documents.create(ground.kind(), "", id, next);
        until = mine ? now.plus(ground.life()) : Instant.EPOCH;
        row = mine ? next : "";
        return mine;
    }

    /** Lets others have it at once, for good. */
    public synchronized void release() {
        released = true;
        if (!row.isEmpty()) {
            ground.documents().replace(ground.kind(), "", id, row, row(Instant.EPOCH));
            row = "";
        }
    }

    private String row(Instant end) {
        return JsonMapper.shared()
                .createObjectNode()
                .put("owner", owner)
                .put("until", end.toString())
                .toString();
    }

    private static boolean isOver(String row, Instant now) {
        JsonNode json = JsonMapper.shared().readTree(row);
        return !Instant.parse(json.path("until").asString()).isAfter(now);
    }
}
