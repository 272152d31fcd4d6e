package eu.twintown.kernel.query;

import eu.twintown.kernel.entity.Entity;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * A type selection expression (ETSI GS CIM 009 V1.9.1, clause 4.17) over expanded type names.
 *
 * @param alternatives of which one must hold; each is a list of types that the entity must all have. Empty = any type
 *     ({@code *})
 */
public record TypeSelection(List<List<String>> alternatives) implements Predicate<Entity> {

    private static final String EXPECTED = "an entity type (a name or a URI)";

    /** Every entity, whatever its type. */
    public static final TypeSelection ANY = new TypeSelection(List.of());

    /**
     * Parses the text. In URIs {@code , ; | ( )} cannot be used, since they belong to the language (NOTE of the clause).
     *
     * @throws eu.twintown.kernel.problem.ProblemException BadRequestData with the position
     */
    public static TypeSelection parse(String text, UnaryOperator<String> expand) {
        return text.equals("*")
                ? ANY
                : new TypeSelection(Alternatives.parse(new Cursor("type", text), cursor -> expand.apply(type(cursor))));
    }

    /** The selection of entities that have at least one of these expanded types. */
    public static TypeSelection anyOf(List<String> types) {
        return new TypeSelection(types.stream().map(List::of).toList());
    }

    @Override
    public boolean test(Entity entity) {
        if (alternatives.isEmpty()) {
            return true;
        }
        for (List<String> all : alternatives) {
            if (entity.types().containsAll(all)) {
                return true;
            }
        }
        return false;
    }

    /** Types of which a matching entity has at least one; empty where it may have any. */
    public Optional<Set<String>> candidates() {
        if (alternatives.isEmpty()) {
            return Optional.empty();
        }
        Set<String> candidates = new LinkedHashSet<>();
        alternatives.forEach(all -> candidates.add(all.getFirst()));
        return Optional.of(Set.copyOf(candidates));
    }

    /** All types that the expression names. */
    public Set<String> names() {
        Set<String> names = new LinkedHashSet<>();
        alternatives.forEach(names::addAll);
        return Set.copyOf(names);
    }

    /** The text, with names made by {@code compact}. */
    public String print(UnaryOperator<String> compact) {
        return alternatives.isEmpty() ? "*" : Alternatives.print(alternatives, compact);
    }

    private static String type(Cursor cursor) {
        int start = cursor.position();
        while (!cursor.atEnd() && "|,;() ".indexOf(cursor.here()) < 0) {
            cursor.moveTo(cursor.position() + 1);
        }
        String type = cursor.since(start);
        Cursor inner = new Cursor("type", type);
        if (type.isEmpty() || !Character.isLetter(type.codePointAt(0))) {
            throw cursor.fault(start, EXPECTED);
        }
        inner.name(EXPECTED);
        if (!inner.atEnd() && !Uris.isUri(type)) {
            throw cursor.fault(start + inner.position(), "letters, numbers and '_' of " + EXPECTED);
        }
        return type;
    }
}
