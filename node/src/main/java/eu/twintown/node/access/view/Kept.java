package eu.twintown.node.access.view;

import eu.twintown.kernel.query.EntityFilter;
import eu.twintown.kernel.view.Part;
import eu.twintown.kernel.view.Restriction;
import java.util.Optional;

/**
 * What the store keeps a list of matches by: a restriction and a question, whose answer changes with entities alone. It does
 * not tell under which agreement: who may see the same has the same answer. Whether an agreement is still in force is decided
 * before, on each request.
 *
 * @param idPattern that of the question, as text: patterns are never equal
 * @param filter the rest of the question
 */
record Kept(Restriction restriction, Optional<String> idPattern, EntityFilter filter) {
    /** From here on, looking at all that comes before costs more than a list. */
    private static final int FAR = 500;
    /** Characters of a question that is kept. */
    private static final int LONGEST = 4_000;

    Kept(Restriction restriction, EntityFilter filter) {
        this(
                restriction,
                filter.idPattern().map(Object::toString),
                new EntityFilter(
                        filter.ids(),
                        Optional.empty(),
                        filter.types(),
                        filter.attributes(),
                        filter.q(),
                        filter.geo(),
                        filter.scope()));
    }

    /**
     * Whether a list may spare work. Means over time depend on the clock, values of areas on several entities; where ids are
     * asked for, or the first pages, there is little to spare.
     */
    static boolean isFor(Restriction restriction, EntityFilter filter, int offset, boolean count) {
        return (count || offset >= FAR)
                && filter.ids().isEmpty()
                && restriction.parts().stream().allMatch(Part::isExact)
                && filter.toString().length() <= LONGEST;
    }
}
