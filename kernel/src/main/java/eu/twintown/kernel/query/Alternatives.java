package eu.twintown.kernel.query;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * The shape that the type selection and the scope query language share (clauses 4.17, 4.19): a disjunction, with
 * {@code |} or {@code ,}, of single elements and of conjunctions, with {@code ;}, in parentheses.
 */
final class Alternatives {

    private static final int MAX_ELEMENTS = 100;

    private Alternatives() {}

    /** Reads the whole text; each inner list holds what must be true at the same time. */
    static <T> List<List<T>> parse(Cursor cursor, Function<Cursor, T> element) {
        List<List<T>> alternatives = new ArrayList<>();
        int count = 0;
        do {
            cursor.skipSpaces();
            List<T> all = new ArrayList<>();
            if (cursor.skip("(")) {
                do {
                    all.add(next(cursor, element));
                } while (cursor.skip(";"));
                cursor.expect(")", "';' or ')'");
                cursor.skipSpaces();
            } else {
                all.add(next(cursor, element));
            }
            count += all.size();
            if (count > MAX_ELEMENTS) {
                throw cursor.tooComplex(MAX_ELEMENTS + " elements");
            }
            alternatives.add(List.copyOf(all));
        } while (cursor.skip("|") || cursor.skip(","));
        if (!cursor.atEnd()) {
            throw cursor.fault(
                    cursor.here() == ';'
                            ? "'|', ',' or the end (';' goes only inside parentheses)"
                            : "'|', ',' or the end");
        }
        return List.copyOf(alternatives);
    }

    private static <T> T next(Cursor cursor, Function<Cursor, T> element) {
        cursor.skipSpaces();
        T next = element.apply(cursor);
        cursor.skipSpaces();
        return next;
    }

    /** The text of the alternatives, in the form that {@link #parse} reads. */
    static <T> String print(List<List<T>> alternatives, Function<T, String> element) {
        List<String> printed = new ArrayList<>();
        for (List<T> all : alternatives) {
            List<String> parts = all.stream().map(element).toList();
            printed.add(parts.size() == 1 ? parts.getFirst() : "(" + String.join(";", parts) + ")");
        }
        return String.join("|", printed);
    }
}
