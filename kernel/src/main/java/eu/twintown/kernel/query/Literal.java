package eu.twintown.kernel.query;

import eu.twintown.kernel.time.DateTimes;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/** A single value in a query term (clause 4.9, Value and URI), comparable with JSON values of its own data type. */
public sealed interface Literal extends Operand {

    /**
     * A number. JSON numbers are compared by their mathematical value: exactly where both sides are exact, else as
     * double.
     */
    record Number(BigDecimal value, double approximation) implements Literal {

        /** Whole numbers up to here are exact as double. */
        private static final double EXACT = 1L << 53;

        public Number(BigDecimal value) {
            this(value, value.doubleValue());
        }

        @Override
        public Order of(JsonNode target) {
            if (!target.isNumber()) {
                return Order.INCOMPARABLE;
            }
            if (target.isBigInteger() || target.isBigDecimal()) {
                return Order.of(target.decimalValue().compareTo(value));
            }
            double other = target.doubleValue();
            if (Math.abs(other) >= EXACT && target.isIntegralNumber()) {
                return Order.of(BigDecimal.valueOf(target.longValue()).compareTo(value));
            }
            return Order.of(Double.compare(other + 0.0, approximation + 0.0));
        }

        @Override
        public String print() {
            return value.toString();
        }
    }

    /** A text; ordered by Unicode code points. */
    record Text(String value) implements Literal {
        @Override
        public Order of(JsonNode target) {
            return target.isString() ? compare(target.asString(), value) : Order.INCOMPARABLE;
        }

        /** A system time is a text in JSON; a quoted DateTime is therefore taken as the time that it names. */
        @Override
        public Order of(Instant target) {
            return DateTimes.parse(value)
                    .map(time -> Order.of(target.compareTo(time)))
                    .orElse(Order.INCOMPARABLE);
        }

        @Override
        public String print() {
            return StringNode.valueOf(value).toString();
        }

        private static Order compare(String a, String b) {
            int shared = Math.min(a.length(), b.length());
            for (int i = 0; i < shared; i++) {
                if (a.charAt(i) != b.charAt(i)) {
                    // Surrogates, which stand for the highest code points, sort below U+E000 as mere chars.
                    boolean low = Character.isSurrogate(a.charAt(i));
                    boolean high = Character.isSurrogate(b.charAt(i));
                    return low == high ? Order.of(a.charAt(i) - b.charAt(i)) : low ? Order.AFTER : Order.BEFORE;
                }
            }
            return Order.of(a.length() - b.length());
        }
    }

    /** A URI or IRI, as targets of relationships and vocabulary terms are; equal to the same text. */
    record Uri(String value) implements Literal {
        @Override
        public Order of(JsonNode target) {
            return target.isString() && target.asString().equals(value) ? Order.SAME : Order.INCOMPARABLE;
        }

        @Override
        public String print() {
            return value;
        }
    }

    /** True or false. */
    record Bool(boolean value) implements Literal {
        @Override
        public Order of(JsonNode target) {
            return target.isBoolean() && target.booleanValue() == value ? Order.SAME : Order.INCOMPARABLE;
        }

        @Override
        public String print() {
            return Boolean.toString(value);
        }
    }

    /** A point in time; JSON texts that are DateTimes compare with it. */
    record DateTime(Instant value) implements Literal {
        @Override
        public Order of(JsonNode target) {
            return target.isString()
                    ? DateTimes.parse(target.asString()).map(time -> of(time)).orElse(Order.INCOMPARABLE)
                    : Order.INCOMPARABLE;
        }

        @Override
        public Order of(Instant target) {
            return Order.of(target.compareTo(value));
        }

        @Override
        public String print() {
            return DateTimes.format(value);
        }
    }

    /** A calendar day; JSON texts that are Dates compare with it. */
    record Date(LocalDate value) implements Literal {
        @Override
        public Order of(JsonNode target) {
            return target.isString()
                    ? DateTimes.parseDate(target.asString())
                            .map(date -> Order.of(date.compareTo(value)))
                            .orElse(Order.INCOMPARABLE)
                    : Order.INCOMPARABLE;
        }

        @Override
        public String print() {
            return value.toString();
        }
    }

    /** A time of day; JSON texts that are Times compare with it. */
    record Time(LocalTime value) implements Literal {
        @Override
        public Order of(JsonNode target) {
            return target.isString()
                    ? DateTimes.parseTime(target.asString())
                            .map(time -> Order.of(time.compareTo(value)))
                            .orElse(Order.INCOMPARABLE)
                    : Order.INCOMPARABLE;
        }

        @Override
        public String print() {
            return DateTimes.format(value);
        }
    }

    /** How a JSON value stands to this one. */
    Order of(JsonNode target);

    /** How a system time such as observedAt stands to this one. */
    default Order of(Instant target) {
        return Order.INCOMPARABLE;
    }
}
