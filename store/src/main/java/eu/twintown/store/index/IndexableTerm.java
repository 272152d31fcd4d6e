package eu.twintown.store.index;

import eu.twintown.kernel.entity.Entity;
import eu.twintown.kernel.query.AttributePath;
import eu.twintown.kernel.query.QExpression;
import eu.twintown.store.index.ValueKeys.Range;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A part of a q that every match fulfils, and that value indexes can answer.
 *
 * @param demands what the key of a match is like: at least one of these holds
 * @param term the part itself, which decides
 * @param width how many candidates are to be expected, roughly: 0 for equality, 1 for a range, 2 for a half-open one
 */
public record IndexableTerm(List<Demand> demands, QExpression term, int width) {
    private static final int MOST_DEMANDS = 20;
    private static final String SYSTEM = "https://uri.etsi.org/ngsi-ld/";

    /**
     * What the key of one attribute's value is like.
     *
     * @param every whether it lies in every range, or else in at least one
     */
    record Demand(String attribute, List<Range> ranges, boolean every) {}

    /** All such parts of a q; each alone is enough to find the candidates. */
    public static List<IndexableTerm> of(QExpression q) {
        return switch (q) {
            case QExpression.And and -> conjunction(and);
            case QExpression.Or or -> disjunction(or).stream().toList();
            case QExpression.Comparison comparison ->
                single(
                        comparison,
                        comparison.path(),
                        ValueKeys.of(comparison.operator(), comparison.operand()),
                        comparison.operator().isEquality() ? 0 : 2);
            case QExpression.Match match ->
                match.matching() ? single(match, match.path(), ValueKeys.of(match.pattern()), 1) : List.of();
            case QExpression.Exists ignored -> List.of();
        };
    }

    /** Whether there can be an index on values of this attribute: names such as createdAt are no attributes. */
    static boolean isIndexable(String attribute) {
        return switch (attribute) {
            case SYSTEM + "createdAt", SYSTEM + "modifiedAt", SYSTEM + "expiresAt" -> false;
            // It is searched for in the document's text, where these are escaped; and stands in SQL.
            default ->
                attribute.length() <= 1000
                        && attribute.chars().noneMatch(c -> c <= ' ' || c == '"' || c == '\\' || c == '\'' || c > '~');
        };
    }

    boolean test(Entity entity) {
        return term.test(entity);
    }

    private static List<IndexableTerm> single(
            QExpression term, AttributePath path, Optional<List<Range>> ranges, int width) {
        if (ranges.isEmpty() || !path.isSimple() || !isIndexable(path.attribute())) {
            return List.of();
        }
        boolean point = ranges.get().stream().allMatch(Range::isPoint);
        return List.of(new IndexableTerm(
                List.of(new Demand(path.attribute(), ranges.get(), false)), term, point ? 0 : Math.max(1, width)));
    }

    /** Each term; and the half-open ranges of one attribute, such as a window of time, taken together. */
    private static List<IndexableTerm> conjunction(QExpression.And and) {
        List<IndexableTerm> found = new ArrayList<>();
        Map<String, List<IndexableTerm>> halfOpen = new LinkedHashMap<>();
        for (QExpression term : and.terms()) {
            for (IndexableTerm part : of(term)) {
                found.add(part);
                if (part.width() == 2 && part.demands().size() == 1) {
                    halfOpen.computeIfAbsent(part.demands().getFirst().attribute(), name -> new ArrayList<>())
                            .add(part);
                }
            }
        }
        halfOpen.forEach((attribute, parts) -> {
            if (parts.size() > 1) {
                List<Range> ranges = parts.stream()
                        .flatMap(part -> part.demands().getFirst().ranges().stream())
                        .toList();
                List<QExpression> terms =
                        parts.stream().map(IndexableTerm::term).toList();
                found.add(
                        new IndexableTerm(List.of(new Demand(attribute, ranges, true)), new QExpression.And(terms), 1));
            }
        });
        return found;
    }

    /** Usable where each alternative is; the narrowest part of each is taken. */
    private static Optional<IndexableTerm> disjunction(QExpression.Or or) {
        List<Demand> demands = new ArrayList<>();
        int width = 0;
        for (QExpression alternative : or.terms()) {
            Optional<IndexableTerm> narrowest =
                    of(alternative).stream().min((a, b) -> Integer.compare(a.width(), b.width()));
            if (narrowest.isEmpty() || demands.size() >= MOST_DEMANDS) {
                return Optional.empty();
            }
            demands.addAll(narrowest.get().demands());
            width = Math.max(width, narrowest.get().width());
        }
        return Optional.of(new IndexableTerm(List.copyOf(demands), or, width));
    }
}
