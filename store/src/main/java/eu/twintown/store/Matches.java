package eu.twintown.store;

import eu.twintown.kernel.entity.Entity;
import eu.twintown.store.database.Micros;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * The entities that match a question, in the order of every answer, as of a position of the {@link ChangeTrail}.
 *
 * @param all in their order
 * @param looked how many were looked at to find them
 * @param position what was changed until there is in it
 * @param soonest when the first of them that is transient ends
 * @param since when it was made, by {@link System#nanoTime}
 */
record Matches(List<Match> all, long looked, long position, long soonest, long since) {

    /**
     * One of them.
     *
     * @param typeSet the first part of the order
     * @param seq the second
     * @param ends when it ends, if it is transient, in microseconds since 1970; else never
     */
    record Match(int typeSet, long seq, String id, long ends) {
        private static final long NEVER = Long.MAX_VALUE;
        private static final Comparator<Match> IN_ORDER =
                Comparator.comparingInt(Match::typeSet).thenComparingLong(Match::seq);

        static Match of(FoundRow row, Entity entity) {
            Instant end = entity.expiresAt();
            return new Match(row.typeSet(), row.seq(), entity.id(), end == null ? NEVER : Micros.of(end));
        }
    }

    /** Those that were found in their order. */
    static Matches of(List<Match> found, long looked, long position) {
        return new Matches(found, looked, position, soonest(found), System.nanoTime());
    }

    /** Without those that have changed or ended, and with those of them that match now. */
    Matches with(ChangeTrail.Changes changes, List<Match> again, long now) {
        Set<String> changed = changes.ids();
        if (changed.isEmpty() && now < soonest) {
            return new Matches(all, looked, changes.position(), soonest, since);
        }
        List<Match> next = new ArrayList<>(all.size() + again.size());
        for (Match match : all) {
            if (match.ends() > now && !changed.contains(match.id())) {
                next.add(match);
            }
        }
        if (!again.isEmpty()) {
            next.addAll(again);
            next.sort(Match.IN_ORDER);
        }
        return new Matches(next, looked, changes.position(), soonest(next), since);
    }

    /** The ids on a page. */
    List<String> page(int limit, int offset) {
        int from = Math.min(offset, all.size());
        return all.subList(from, (int) Math.min((long) from + limit, all.size())).stream()
                .map(Match::id)
                .toList();
    }

    private static long soonest(List<Match> matches) {
        return matches.stream().mapToLong(Match::ends).min().orElse(Match.NEVER);
    }
}
