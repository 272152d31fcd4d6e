package eu.twintown.store.document;

import eu.twintown.store.database.Database;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.PreparedStatement;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Ids of tokens that count once, durable and the same for all nodes on the database: a token that was used does not count
 * again after a restart, nor at another node. They are forgotten when they have expired.
 */
public final class UsedTokens {
    private static final Duration BETWEEN_PURGES = Duration.ofMinutes(1);

    private final Database database;
    private final AtomicReference<Instant> nextPurge = new AtomicReference<>(Instant.MIN);

    public UsedTokens(Database database) {
        this.database = database;
    }

    /**
     * Notes a token as used; false where it was used before. Where the answer of the database gets lost it may say so of a
     * token that is used for the first time, never the other way round.
     *
     * @param id what identifies the token, of any length
     * @param until when it expires
     */
    public boolean use(String id, Instant until, Instant now) {
        purge(now);
        byte[] digest = digest(id);
        return database.repeatable(connection -> {
            try (PreparedStatement insert = connection.prepareStatement(
                    "insert into used_token (id, expires) values (?, ?) on conflict do nothing")) {
                insert.setBytes(1, digest);
                insert.setLong(2, until.toEpochMilli());
                return insert.executeUpdate() == 1;
            }
        });
    }

    private void purge(Instant now) {
        Instant due = nextPurge.get();
        if (now.isBefore(due) || !nextPurge.compareAndSet(due, now.plus(BETWEEN_PURGES))) {
            return;
        }
        database.repeatable(connection -> {
            try (PreparedStatement delete = connection.prepareStatement("delete from used_token where expires < ?")) {
                delete.setLong(1, now.toEpochMilli());
                return delete.executeUpdate();
            }
        });
    }

    private static byte[] digest(String id) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(id.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
