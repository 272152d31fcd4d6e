package eu.twintown.node.context;

import eu.twintown.kernel.entity.Entity;
import eu.twintown.node.access.view.Views;
import eu.twintown.store.Entities;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Answers from this node's own store alone. */
public final class LocalReader implements EntityReader {

    private final Views views;

    public LocalReader(Views views) {
        this.views = views;
    }

    /** One element more than the page is read, to know whether there is a next page without counting. */
    @Override
    public ReadAnswer query(ReadRequest request) {
        int wanted = request.limit() == 0 ? 0 : request.limit() + 1;
        Entities.Page page = views.query(
                request.tenant(), request.restriction(), request.filter(), wanted, request.offset(), request.count());
        boolean more = page.entities().size() > request.limit();
        List<Entity> found = more ? page.entities().subList(0, request.limit()) : page.entities();
        return new ReadAnswer(found, page.total(), more, List.of(), Optional.empty());
    }

    @Override
    public ReadAnswer retrieve(ReadRequest request) {
        String id = request.filter().ids().getFirst();
        List<Entity> found = views.get(request.tenant(), request.restriction(), id)
                .filter(request.filter())
                .map(List::of)
                .orElse(List.of());
        return new ReadAnswer(found, OptionalLong.of(found.size()), false, List.of(), Optional.empty());
    }

    /** There is none but this node. */
    @Override
    public ReadAnswer histories(ReadRequest request) {
        return ReadAnswer.NOTHING;
    }
}
