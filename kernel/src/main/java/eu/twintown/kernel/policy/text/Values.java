package eu.twintown.kernel.policy.text;

import eu.twintown.kernel.policy.Constraint;
import eu.twintown.kernel.policy.Literal;
import eu.twintown.kernel.policy.Odrl;
import eu.twintown.kernel.policy.Operand;
import eu.twintown.kernel.policy.city.CityProfile;
import java.math.BigDecimal;
import java.text.NumberFormat;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Constraints and their values in words. Times are UTC and say so. */
final class Values {
    private static final int LONGEST_SHAPE = 30;

    private final Messages messages;
    private final Locale locale;
    private final UnaryOperator<String> names;

    Values(Messages messages, Locale locale, UnaryOperator<String> names) {
        this.messages = messages;
        this.locale = locale;
        this.names = names;
    }

    String all(List<Constraint> constraints) {
        return constraints.size() == 1
                ? constraint(constraints.getFirst())
                : constraints.stream().map(this::part).collect(Collectors.joining(messages.text("and")));
    }

    private String constraint(Constraint constraint) {
        return switch (constraint) {
            case Constraint.Atomic atomic -> atomic(atomic);
            case Constraint.Logical logical -> logical(logical);
        };
    }

    /** In brackets where it is joined itself, so that it reads one way only. */
    private String part(Constraint constraint) {
        return constraint instanceof Constraint.Logical ? "(" + constraint(constraint) + ")" : constraint(constraint);
    }

    private String logical(Constraint.Logical logical) {
        List<String> parts = logical.parts().stream().map(this::part).toList();
        return switch (logical.connective()) {
            case AND -> String.join(messages.text("and"), parts);
            case OR -> String.join(messages.text("or"), parts);
            case XONE -> messages.text("xone", String.join("; ", parts));
            case AND_SEQUENCE -> messages.text("sequence", String.join("; ", parts));
        };
    }

    private String atomic(Constraint.Atomic constraint) {
        String operator = constraint.operator().term();
        String value = constraint.reference().map(names).orElseGet(() -> values(constraint.right()))
                + constraint.unit().map(unit -> " (" + names.apply(unit) + ")").orElse("");
        if (constraint.left().equals(Odrl.DATE_TIME) && messages.has("time." + operator)) {
            return messages.text("time." + operator, value);
        }
        if (constraint.left().equals(CityProfile.EMERGENCY)
                && operator.equals("eq")
                && constraint.right().size() == 1) {
            String key = "emergency." + constraint.right().getFirst().text();
            if (messages.has(key)) {
                return messages.text(key);
            }
        }
        return messages.text("op." + operator, operand(constraint.left()), value);
    }

    private String operand(String iri) {
        String key = "operand." + local(iri);
        return messages.has(key) ? messages.text(key) : messages.text("operand.other", names.apply(iri));
    }

    String values(List<Operand> operands) {
        return operands.stream().map(this::value).collect(Collectors.joining(", "));
    }

    private String value(Operand operand) {
        String key = "value." + (operand instanceof Operand.Iri ? local(operand.text()) : operand.text());
        if (messages.has(key)) {
            return messages.text(key);
        }
        return switch (operand) {
            case Operand.Iri iri -> names.apply(iri.text());
            case Literal literal ->
                literal.value().map(v -> literal(literal, v)).orElseGet(() -> literal(literal, ""));
        };
    }

    /** A WKT polygon says nothing to people. */
    private static boolean isArea(Literal literal) {
        String text = literal.text();
        return text.length() > LONGEST_SHAPE && text.contains("POLYGON");
    }

    private String literal(Literal literal, Object value) {
        return switch (value) {
            case Instant instant ->
                DateTimeFormatter.ofLocalizedDateTime(FormatStyle.LONG, FormatStyle.SHORT)
                                .withLocale(locale)
                                .format(instant.atOffset(ZoneOffset.UTC))
                        + " UTC";
            case LocalDate date ->
                DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG)
                        .withLocale(locale)
                        .format(date);
            case LocalTime time -> time + " UTC";
            case Duration duration -> duration(duration, literal.text());
            case BigDecimal number -> NumberFormat.getInstance(locale).format(number);
            case Boolean truth -> messages.text("value." + truth);
            default -> isArea(literal) ? messages.text("value.area") : literal.text();
        };
    }

    String duration(Duration duration, String text) {
        long minutes = duration.toMinutes();
        if (duration.isNegative() || minutes == 0 || duration.toSecondsPart() != 0) {
            return text;
        }
        if (minutes % 1440 == 0) {
            return counted("day", minutes / 1440);
        }
        return minutes % 60 == 0 ? counted("hour", minutes / 60) : counted("minute", minutes);
    }

    private String counted(String unit, long count) {
        return count == 1
                ? messages.text(unit)
                : messages.text(unit + "s", NumberFormat.getInstance(locale).format(count));
    }

    /** The name within ODRL or the city profile; the whole IRI for others, which no message has. */
    static String local(String iri) {
        if (iri.startsWith(Odrl.NS)) {
            return iri.substring(Odrl.NS.length());
        }
        return iri.startsWith(CityProfile.NS) ? iri.substring(CityProfile.NS.length()) : iri;
    }
}
