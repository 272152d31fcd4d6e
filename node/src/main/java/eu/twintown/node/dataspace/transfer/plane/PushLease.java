package eu.twintown.node.dataspace.transfer.plane;

import eu.twintown.node.dataspace.transfer.Transfer;
import eu.twintown.node.dataspace.transfer.Transfers;
import eu.twintown.store.Documents;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Which of several processes of a node on one database pushes for a transfer: the one that has written itself into the
 * transfer's row, until a time that it moves on while it lives. A row that has run out is for whoever writes first; whose
 * row is gone or somebody else's has nothing to push any more. What was under way in that moment may arrive twice.
 */
final class PushLease {
    private static final String KIND = "transfer-push";
    private static final int PAGE = 1_000;
    /** It is renewed when this share of its life is over. */
    private static final int SHARE = 3;

    private final Transfer transfer;
    private final Ground ground;
    private final String owner = UUID.randomUUID().toString();
    private Instant until = Instant.EPOCH;
    private String row = "";

    /**
     * What leases stand on.
     *
     * @param life how long a process that was killed still keeps others off
     */
    record Ground(Transfers transfers, Documents documents, Duration life, InstantSource clock) {}

    /** @param transfer as it was started */
    PushLease(Transfer transfer, Ground ground) {
        this.transfer = transfer;
        this.ground = ground;
    }

    /** Whether the transfer was ended, or started anew, by whichever process: there is nothing to push for any more. */
    boolean isOver() {
        return ground.transfers()
                .find(transfer.id())
                .map(now -> !now.last().equals(transfer.last())
                        && !now.last().at().isBefore(transfer.last().at()))
                .orElse(true);
    }

    /** Whether this one may push now: takes the lease or renews it where that is needed. */
    synchronized boolean holds() {
        Instant now = ground.clock().instant();
        if (isOver()) {
            return false;
        }
        if (now.isBefore(until.minus(ground.life()).plus(ground.life().dividedBy(SHARE)))) {
            return true;
        }
        Optional<String> known = ground.documents().get(KIND, "", transfer.id()).map(Documents.Document::json);
        String next = row(now.plus(ground.life()));
        boolean mine = known.isPresent()
                ? (known.get().equals(row) || isOver(known.get(), now))
                        && ground.documents().replace(KIND, "", transfer.id(), known.get(), next)
                : ground.documents().create(KIND, "", transfer.id(), next);
        until = mine ? now.plus(ground.life()) : Instant.EPOCH;
        row = mine ? next : "";
        return mine;
    }

    /** Lets others have it at once. */
    synchronized void release() {
        if (!row.isEmpty()) {
            ground.documents().replace(KIND, "", transfer.id(), row, row(Instant.EPOCH));
            until = Instant.EPOCH;
            row = "";
        }
    }

    /** How long to wait before it is tried again. */
    Duration pause() {
        return ground.life().dividedBy(SHARE);
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

    /** The transfer needs none any more. */
    static void forget(Ground ground, String transfer) {
        ground.documents().delete(KIND, "", transfer);
    }

    /** Transfers whose lease has run out: the process that pushed for them is gone. */
    static List<String> abandoned(Ground ground) {
        Instant now = ground.clock().instant();
        return ground.documents().list(KIND, "", PAGE, 0).stream()
                .filter(document -> isOver(document.json(), now))
                .map(Documents.Document::id)
                .toList();
    }
}
