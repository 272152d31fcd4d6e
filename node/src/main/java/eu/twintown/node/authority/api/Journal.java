package eu.twintown.node.authority.api;

import eu.twintown.store.document.Documents;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;

/** What happened at the authority: when, by whom, to what. Entries are only ever added. */
public final class Journal {
    private final Kept<Entry> entries;
    private final InstantSource clock;

    /**
     * One happening.
     *
     * @param who user name, participant id, or {@code authority} for what happens by itself
     * @param what short word, such as {@code request.approved}
     * @param subject id of the request, participant or credential
     * @param detail what a reader needs beyond that; never a secret
     */
    public record Entry(String id, Instant at, String who, String what, String subject, String detail) {}

    public Journal(Documents documents, InstantSource clock) {
        this.entries = new Kept<>(documents, "authority-journal", Entry.class);
        this.clock = clock;
    }

    public void add(String who, String what, String subject, String detail) {
        String id = UUID.randomUUID().toString();
        entries.create(id, new Entry(id, clock.instant(), who, what, subject, detail));
    }

    /** Oldest first. */
    public List<Entry> all() {
        return entries.all();
    }

    /** Those about one subject, oldest first. */
    public List<Entry> about(String subject) {
        return all().stream().filter(entry -> entry.subject().equals(subject)).toList();
    }
}
