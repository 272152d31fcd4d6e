package eu.twintown.kernel.query;

import eu.twintown.kernel.entity.Entity;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * A scope query (ETSI GS CIM 009 V1.9.1, clause 4.19).
 *
 * @param alternatives of which one must hold; each is a list of patterns that must all be met by one of the entity's
 *     scopes
 */
public record ScopeQuery(List<List<Pattern>> alternatives) implements Predicate<Entity> {

    private static final String EXPECTED_LEVEL = "a scope level (a name or '+')";

    /**
     * One scope as it is asked for.
     *
     * @param levels names from the top; {@code +} stands for any one level. Empty = any scope at all ({@code /#})
     * @param below whether everything below matches too (a trailing {@code /#})
     */
    public record Pattern(List<String> levels, boolean below) {

        /** Whether a scope such as {@code /Madrid/Gardens} matches. */
        public boolean matches(String scope) {
            String[] parts = (scope.startsWith("/") ? scope.substring(1) : scope).split("/", -1);
            if (parts.length < levels.size() || (parts.length > levels.size() && !below)) {
                return false;
            }
            for (int i = 0; i < levels.size(); i++) {
                String level = levels.get(i);
                if (!level.equals("+") && !level.equals(parts[i])) {
                    return false;
                }
            }
            return true;
        }

        @Override
        public String toString() {
            StringBuilder text = new StringBuilder();
            levels.forEach(level -> text.append('/').append(level));
            return below ? text.append("/#").toString() : text.toString();
        }
    }

    /**
     * Parses the text. A missing first slash is forgiven, as in the clause's own example 5.
     *
     * @throws eu.twintown.kernel.problem.ProblemException BadRequestData with the position
     */
    public static ScopeQuery parse(String text) {
        return new ScopeQuery(Alternatives.parse(new Cursor("scopeQ", text), ScopeQuery::pattern));
    }

    @Override
    public boolean test(Entity entity) {
        for (List<Pattern> all : alternatives) {
            if (all.stream().allMatch(pattern -> entity.scopes().stream().anyMatch(pattern::matches))) {
                return true;
            }
        }
        return false;
    }

    /** The text in the form that {@link #parse} reads. */
    @Override
    public String toString() {
        return Alternatives.print(alternatives, Pattern::toString);
    }

    private static Pattern pattern(Cursor cursor) {
        List<String> levels = new ArrayList<>();
        cursor.skip("/");
        if (cursor.skip("#")) {
            return new Pattern(List.of(), true);
        }
        do {
            if (cursor.skip("#")) {
                return new Pattern(List.copyOf(levels), true);
            }
            levels.add(level(cursor));
        } while (cursor.skip("/"));
        return new Pattern(List.copyOf(levels), false);
    }

    private static String level(Cursor cursor) {
        if (cursor.skip("+")) {
            return "+";
        }
        int start = cursor.position();
        if (cursor.atEnd() || !Character.isLetter(cursor.text().codePointAt(start))) {
            throw cursor.fault(EXPECTED_LEVEL);
        }
        while (!cursor.atEnd() && Cursor.isNameCharacter(cursor.text().codePointAt(cursor.position()))) {
            int codePoint = cursor.text().codePointAt(cursor.position());
            cursor.moveTo(cursor.position() + Character.charCount(codePoint));
        }
        return cursor.since(start);
    }
}
