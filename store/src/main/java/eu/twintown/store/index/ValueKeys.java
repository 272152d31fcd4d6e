package eu.twintown.store.index;

import eu.twintown.kernel.query.Literal;
import eu.twintown.kernel.query.Operand;
import eu.twintown.kernel.query.Operator;
import eu.twintown.kernel.query.RegularExpression;
import eu.twintown.kernel.time.DateTimes;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which keys of the SQL function {@code value_key} (migration V0002) the values can have that a query term accepts. The
 * ranges are never too narrow; they may be too wide, since keys hold rounded numbers, the beginnings of texts, and texts
 * where a term means times.
 */
final class ValueKeys {
    /** The key of attributes that have more than one value: a candidate of every term. */
    static final String SEVERAL = "o";

    private static final int TEXT_LENGTH = 200;
    private static final int MOST_PARTS = 20;
    private static final String AFTER_TEXTS = "t";
    private static final String AFTER_NUMBERS = "o";
    private static final int TO_THE_SECOND = "2022-11-29T10:05:00".length();
    private static final int TIME_TO_THE_SECOND = "10:05:00".length();
    /** Sorts after whatever follows the seconds: a point, a comma or Z. */
    private static final String ANY_FRACTION = "~";

    private static final BigDecimal LARGE = new BigDecimal("1e299");
    private static final BigDecimal SMALL = new BigDecimal("1e-299");

    /** Keys from {@code least} on, up to {@code most}, both included; they sort by bytes. */
    record Range(String least, String most) {
        boolean isPoint() {
            return least.equals(most);
        }
    }

    private ValueKeys() {}

    /** The ranges of keys of values that compare so; empty where keys cannot tell. */
    static Optional<List<Range>> of(Operator operator, Operand operand) {
        if (operator == Operator.UNEQUAL) {
            return Optional.empty();
        }
        return switch (operand) {
            case Literal literal -> literal(literal).map(same -> List.of(compared(operator, same)));
            case Operand.Range range ->
                literal(range.least()).flatMap(least -> literal(range.most())
                        .map(most -> List.of(new Range(least.least(), most.most()))));
            case Operand.Values list -> all(list.values());
        };
    }

    /** The range of keys of texts that match; empty where the pattern does not demand a certain beginning. */
    static Optional<List<Range>> of(RegularExpression pattern) {
        return IdPrefix.of(Pattern.compile(pattern.source()))
                .filter(prefix -> prefix.from().length() < TEXT_LENGTH)
                .map(prefix -> List.of(new Range("s" + prefix.from(), "s" + prefix.to())));
    }

    private static Optional<List<Range>> all(List<Literal> literals) {
        List<Range> ranges = new ArrayList<>();
        for (Literal literal : literals) {
            Optional<Range> range = literal(literal);
            if (range.isEmpty() || ranges.size() == MOST_PARTS) {
                return Optional.empty();
            }
            ranges.add(range.get());
        }
        return Optional.of(ranges);
    }

    private static Range compared(Operator operator, Range same) {
        boolean number = same.least().charAt(0) == 'n';
        return switch (operator) {
            case GREATER, GREATER_OR_EQUAL -> new Range(same.least(), number ? AFTER_NUMBERS : AFTER_TEXTS);
            case LESS, LESS_OR_EQUAL -> new Range(number ? "n" : "s", same.most());
            case EQUAL, UNEQUAL -> same;
        };
    }

    private static Optional<Range> literal(Literal literal) {
        return switch (literal) {
            case Literal.Number number -> number(number);
            case Literal.Text text -> text(text.value());
            case Literal.Uri uri -> text(uri.value());
            case Literal.Bool bool -> text(bool.print());
            case Literal.Date date -> text(date.print());
            case Literal.DateTime time ->
                Optional.of(time(DateTimes.format(time.value()).substring(0, TO_THE_SECOND)));
            case Literal.Time time ->
                Optional.of(time(DateTimes.format(time.value()).substring(0, TIME_TO_THE_SECOND)));
        };
    }

    /** Beyond the usual magnitudes values are rounded more than the query language does; there keys cannot tell. */
    private static Optional<Range> number(Literal.Number number) {
        BigDecimal size = number.value().abs();
        if (size.signum() != 0 && (size.compareTo(LARGE) > 0 || size.compareTo(SMALL) < 0)) {
            return Optional.empty();
        }
        long bits = Double.doubleToLongBits(number.approximation() + 0.0);
        String key = String.format(Locale.ROOT, "n%016x", bits < 0 ? ~bits : bits ^ Long.MIN_VALUE);
        return Optional.of(new Range(key, key));
    }

    private static Optional<Range> text(String text) {
        if (text.chars().anyMatch(c -> c == 0 || Character.isSurrogate((char) c))) {
            return Optional.empty();
        }
        String key = "s" + (text.length() > TEXT_LENGTH ? text.substring(0, TEXT_LENGTH) : text);
        return Optional.of(new Range(key, key));
    }

    private static Range time(String seconds) {
        return new Range("s" + seconds, "s" + seconds + ANY_FRACTION);
    }
}
