package eu.twintown.store;

import eu.twintown.kernel.entity.Entity;
import eu.twintown.kernel.query.EntityFilter;
import java.util.ArrayList;
import java.util.List;

/** What queries answer, for comparison with what they should. */
final class Answers {
    private Answers() {}

    /** All pages of this size, one after the other. */
    static List<Entity> joined(Entities entities, EntityFilter filter, int limit) {
        List<Entity> joined = new ArrayList<>();
        Entities.Page page = entities.query("", filter, limit, 0, false);
        while (!page.entities().isEmpty()) {
            if (page.total().isPresent()) {
                throw new AssertionError("Nobody asked for the total of " + filter);
            }
            joined.addAll(page.entities());
            page = entities.query("", filter, limit, joined.size(), false);
        }
        return joined;
    }
}
