package eu.twintown.store;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The trail of a database that only this node writes to: in memory, the latest {@value #MOST} changes. A commit is named when
 * it has happened and before anybody is told, so that who asks afterwards sees it. While nobody asks, nothing is noted.
 */
final class OwnChanges implements ChangeTrail {
    static final int MOST = 32_768;

    private record Noted(long position, String tenant, List<String> ids) {}

    private final Deque<Noted> trail = new ArrayDeque<>();
    private int size;
    private long last;
    /** Positions before this one are too old. */
    private long first;
    /** Where the trail ended when somebody asked. */
    private long asked;
    /** Read by commits without the lock: one that sees false has happened before the first position was given. */
    private volatile boolean wanted;

    @Override
    public synchronized long position() {
        wanted = true;
        asked = last;
        return last;
    }

    @Override
    public synchronized Optional<Changes> since(String tenant, long position, int most) {
        asked = last;
        if (position < first) {
            return Optional.empty();
        }
        Set<String> ids = new HashSet<>();
        Iterator<Noted> latest = trail.descendingIterator();
        while (latest.hasNext()) {
            Noted noted = latest.next();
            if (noted.position() <= position) {
                break;
            }
            if (noted.tenant().equals(tenant)) {
                ids.addAll(noted.ids());
            }
            if (ids.size() > most) {
                return Optional.empty();
            }
        }
        return Optional.of(new Changes(last, ids));
    }

    /** To be called when a commit has happened, or may have, before anybody is told. */
    void changed(String tenant, Collection<String> ids) {
        if (wanted) {
            note(tenant, List.copyOf(ids));
        }
    }

    private synchronized void note(String tenant, List<String> ids) {
        trail.add(new Noted(++last, tenant, ids));
        size += ids.size();
        while (size > MOST) {
            Noted oldest = trail.remove();
            size -= oldest.ids().size();
            first = oldest.position();
        }
        if (asked < first) {
            wanted = false;
            trail.clear();
            size = 0;
            first = ++last;
        }
    }
}
