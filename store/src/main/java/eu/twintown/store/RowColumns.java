package eu.twintown.store;

import eu.twintown.kernel.entity.Entity;
import eu.twintown.kernel.geo.BoundingBox;
import eu.twintown.store.database.Micros;
import eu.twintown.store.dictionary.TypeSets;
import eu.twintown.store.index.PlaceKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The rows of the entity table that a commit inserts, updates and deletes, column by column. */
final class RowColumns {

    /** Rows to insert or to update. */
    static final class Rows {
        final List<String> ids = new ArrayList<>();
        final List<Integer> typeSets = new ArrayList<>();
        /** See {@link PlaceKey}; empty for what is nowhere. */
        final List<Optional<Long>> places = new ArrayList<>();
        /** As PostgreSQL writes a box; empty text for points and what is nowhere. */
        final List<String> extents = new ArrayList<>();
        /** Microseconds; empty for entities that stay. */
        final List<Optional<Long>> expiries = new ArrayList<>();

        final List<String> docs = new ArrayList<>();
    }

    final Rows insert = new Rows();
    final Rows update = new Rows();
    final List<String> delete = new ArrayList<>();
    /** Of those to insert, the ones that were changed again, so that the history has their samples. */
    final List<String> sampled = new ArrayList<>();
    /** How many more (or fewer) entities there are of each type set. */
    final Map<Integer, Long> tally = new HashMap<>();

    private final TypeSets types;

    RowColumns(TypeSets types) {
        this.types = types;
    }

    int inserts() {
        return insert.ids.size();
    }

    void add(EntityState state) {
        if (!state.isChanged()) {
            return;
        }
        Optional<Entity> now = state.current();
        if (now.isPresent()) {
            int typeSet = types.number(now.get().types());
            Rows rows = state.isStored() ? update : insert;
            rows.ids.add(state.id());
            if (!state.isStored() && !state.isUnsampled()) {
                sampled.add(state.id());
            }
            rows.typeSets.add(typeSet);
            Optional<BoundingBox> box = Extent.of(now.get());
            rows.places.add(box.map(PlaceKey::of));
            rows.extents.add(box.filter(b -> !b.isPoint()).map(RowColumns::text).orElse(""));
            rows.expiries.add(Optional.ofNullable(now.get().expiresAt()).map(Micros::of));
            rows.docs.add(state.text());
            tally.merge(typeSet, 1L, Long::sum);
        } else if (state.isStored()) {
            delete.add(state.id());
        }
        if (state.isStored()) {
            tally.merge(state.storedTypeSet(), -1L, Long::sum);
        }
    }

    private static String text(BoundingBox box) {
        return "((" + box.maxLongitude() + "," + box.maxLatitude() + "),(" + box.minLongitude() + ","
                + box.minLatitude() + "))";
    }
}
