package eu.twintown.node.access.view;

import eu.twintown.kernel.entity.Entity;
import eu.twintown.kernel.query.EntityFilter;
import eu.twintown.kernel.query.TypeSelection;
import eu.twintown.kernel.view.Names;
import eu.twintown.kernel.view.Part;
import eu.twintown.kernel.view.Restriction;
import eu.twintown.store.Entities;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Queries by types and ids alone, under a restriction to types alone: entities are shown whole, so SQL answers them, with
 * the types that are asked for narrowed to those that may be seen.
 */
final class Whole {

    private Whole() {}

    /** Empty where the restriction is of another kind. */
    static Optional<Entities.Page> query(
            Entities entities,
            String tenant,
            Restriction restriction,
            EntityFilter filter,
            int limit,
            int offset,
            boolean count) {
        if (restriction.parts().size() != 1 || !isForSql(filter)) {
            return Optional.empty();
        }
        Part part = restriction.parts().getFirst();
        Names types = part.types();
        if (!part.showsWhole()
                || !part.areas().isEmpty()
                || !types.except().isEmpty()
                || types.only().isEmpty()) {
            return Optional.empty();
        }
        Set<String> visible = types.only().get();
        List<List<String>> asked = filter.types().orElse(TypeSelection.ANY).alternatives();
        List<List<String>> left = asked.isEmpty()
                ? visible.stream().map(List::of).toList()
                : asked.stream().filter(visible::containsAll).toList();
        if (left.isEmpty()) {
            return Optional.of(new Entities.Page(List.of(), count ? OptionalLong.of(0) : OptionalLong.empty()));
        }
        EntityFilter narrowed = new EntityFilter(
                filter.ids(),
                filter.idPattern(),
                Optional.of(new TypeSelection(left)),
                filter.attributes(),
                filter.q(),
                filter.geo(),
                filter.scope());
        Entities.Page page = entities.query(tenant, narrowed, limit, offset, count);
        List<Entity> shown = page.entities().stream()
                .flatMap(entity -> part.project(entity).stream())
                .toList();
        return Optional.of(new Entities.Page(shown, page.total()));
    }

    private static boolean isForSql(EntityFilter filter) {
        return filter.idPattern().isEmpty()
                && filter.attributes().isEmpty()
                && filter.q().isEmpty()
                && filter.geo().isEmpty()
                && filter.scope().isEmpty();
    }
}
