package eu.twintown.store;

import eu.twintown.kernel.entity.Entity;
import eu.twintown.kernel.query.EntityFilter;
import eu.twintown.store.Entities.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** Tests candidates, in the order of the answer, and keeps those that belong on a page. */
final class PageOfMatches {
    private final EntityFilter filter;
    private final int limit;
    private final int offset;
    private final boolean count;
    private final List<Entity> entities = new ArrayList<>();
    private long looked;
    private long matches;

    /** With {@code count}, all candidates are wanted; else none after the page is full. */
    PageOfMatches(EntityFilter filter, int limit, int offset, boolean count) {
        this.filter = filter;
        this.limit = limit;
        this.offset = offset;
        this.count = count;
    }

    /** Takes all candidates, as far as they are wanted. */
    void takeAll(List<FoundRow> rows) {
        for (FoundRow row : rows) {
            if (!take(row.entity())) {
                return;
            }
        }
    }

    /** Takes the next candidate; tells whether more are wanted. */
    boolean take(Entity candidate) {
        looked++;
        if (filter.test(candidate)) {
            matches++;
            if (matches > offset && entities.size() < limit) {
                entities.add(candidate);
            }
        }
        return count || entities.size() < limit;
    }

    long looked() {
        return looked;
    }

    Page page() {
        return new Page(entities, count ? OptionalLong.of(matches) : OptionalLong.empty());
    }
}
