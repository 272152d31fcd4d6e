package eu.twintown.node.access.view;

import eu.twintown.kernel.entity.Entity;
import eu.twintown.store.Entities;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** Cuts one page out of matches that come one after the other. */
final class Pager {
    private final int limit;
    private final int offset;
    private final boolean count;
    private final List<Entity> page = new ArrayList<>();
    private long matches;

    Pager(int limit, int offset, boolean count) {
        this.limit = limit;
        this.offset = offset;
        this.count = count;
    }

    void add(Entity match) {
        matches++;
        if (matches > offset && page.size() < limit) {
            page.add(match);
        }
    }

    /** Whether further matches would change nothing. */
    boolean isDone() {
        return !count && page.size() >= limit;
    }

    Entities.Page page() {
        return new Entities.Page(page, count ? OptionalLong.of(matches) : OptionalLong.empty());
    }
}
