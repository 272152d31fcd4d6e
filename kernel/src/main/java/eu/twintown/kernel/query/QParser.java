package eu.twintown.kernel.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Recursive descent over the grammar of clause 4.9. AND binds tighter than OR; parentheses nest, as in the clause's
 * example 6. Blanks around values and operators are forgiven.
 */
final class QParser {

    private static final int MAX_DEPTH = 30;
    private static final String EXPECTED_NAME = "an attribute name (a letter, then letters, numbers or '_')";

    private final Cursor cursor;
    private final UnaryOperator<String> expand;
    private final Set<String> expandValues;
    private final Set<String> jsonKeys;
    private int depth;
    private int terms;

    QParser(String text, UnaryOperator<String> expand, Set<String> expandValues, Set<String> jsonKeys) {
        this.cursor = new Cursor("q", text);
        this.expand = expand;
        this.expandValues = expandValues;
        this.jsonKeys = jsonKeys;
    }

    QExpression parse() {
        QExpression expression = or();
        if (!cursor.atEnd()) {
            throw cursor.fault("';', '|' or the end");
        }
        return expression;
    }

    private QExpression or() {
        List<QExpression> parts = new ArrayList<>();
        do {
            parts.add(and());
        } while (cursor.skip("|"));
        return parts.size() == 1 ? parts.getFirst() : new QExpression.Or(List.copyOf(parts));
    }

    private QExpression and() {
        List<QExpression> parts = new ArrayList<>();
        do {
            cursor.skipSpaces();
            parts.add(cursor.here() == '(' ? association() : term());
            cursor.skipSpaces();
        } while (cursor.skip(";"));
        return parts.size() == 1 ? parts.getFirst() : new QExpression.And(List.copyOf(parts));
    }

    private QExpression association() {
        if (++depth > MAX_DEPTH) {
            throw cursor.tooComplex(MAX_DEPTH + " nested parentheses");
        }
        cursor.expect("(", "'('");
        QExpression inner = or();
        cursor.expect(")", "';', '|' or ')'");
        depth--;
        return inner;
    }

    private QExpression term() {
        int start = cursor.position();
        AttributePath path = path();
        String written = cursor.text().substring(start, cursor.position());
        cursor.skipSpaces();
        count(1);
        if (cursor.skip("!~=")) {
            return new QExpression.Match(path, false, RegularExpression.read(cursor));
        }
        if (cursor.skip("~=")) {
            return new QExpression.Match(path, true, RegularExpression.read(cursor));
        }
        for (Operator operator : Operator.values()) {
            if (cursor.skip(operator.text())) {
                cursor.skipSpaces();
                return new QExpression.Comparison(path, operator, operand(operator, written));
            }
        }
        if (cursor.atEnd() || ";|)".indexOf(cursor.here()) >= 0) {
            return new QExpression.Exists(path);
        }
        throw cursor.fault("an operator (==, !=, >=, >, <=, <, ~=, !~=), ';', '|' or the end");
    }

    private Operand operand(Operator operator, String attribute) {
        boolean expanding = expandValues.contains(attribute);
        Literal first = literal(operator, expanding);
        if (cursor.startsWith("..")) {
            if (!operator.isEquality() || !isComparable(first)) {
                throw cursor.fault("a single value (ranges go with == and !=, of numbers, texts, dates or times)");
            }
            cursor.skip("..");
            cursor.skipSpaces();
            int at = cursor.position();
            Literal most = literal(operator, expanding);
            if (most.getClass() != first.getClass()) {
                throw cursor.fault(at, "a value of the same kind as at the start of the range");
            }
            return new Operand.Range(first, most);
        }
        cursor.skipSpaces();
        if (!cursor.startsWith(",")) {
            return first;
        }
        if (!operator.isEquality()) {
            throw cursor.fault("a single value (lists go only with == and !=)");
        }
        List<Literal> values = new ArrayList<>(List.of(first));
        while (cursor.skip(",")) {
            cursor.skipSpaces();
            count(1);
            values.add(literal(operator, expanding));
            cursor.skipSpaces();
        }
        return new Operand.Values(List.copyOf(values));
    }

    private Literal literal(Operator operator, boolean expanding) {
        int at = cursor.position();
        Literal literal = Literals.read(cursor, expanding);
        if (!operator.isEquality() && !isComparable(literal)) {
            throw cursor.fault(at, "a number, a text in double quotes, a date or a time after " + operator.text());
        }
        return switch (literal) {
            case Literal.Text text when expanding -> new Literal.Text(expand.apply(text.value()));
            default -> literal;
        };
    }

    private static boolean isComparable(Literal literal) {
        return !(literal instanceof Literal.Bool) && !(literal instanceof Literal.Uri);
    }

    private AttributePath path() {
        List<String> names = new ArrayList<>();
        boolean rawMembers = false;
        do {
            int at = cursor.position();
            String name = cursor.name(EXPECTED_NAME);
            rawMembers |= jsonKeys.contains(name);
            String expanded = expand.apply(name);
            if (expanded.startsWith("@")) {
                throw cursor.fault(at, "an attribute (" + name + " is none; it has a query parameter of its own)");
            }
            names.add(expanded);
            if (cursor.here() == '{') {
                throw cursor.notImplemented(
                        "a query over linked entities, " + name + "{…}", "an attribute of the entity itself");
            }
        } while (cursor.here() == '.' && !cursor.startsWith("..") && cursor.skip("."));
        if (names.size() > MAX_DEPTH) {
            throw cursor.tooComplex(MAX_DEPTH + " names in a path");
        }
        if (!cursor.skip("[")) {
            return new AttributePath(List.copyOf(names), List.of(), List.of());
        }
        List<String> member = new ArrayList<>();
        do {
            member.add(member());
        } while (cursor.skip("."));
        cursor.expect("]", "'.' or ']'");
        boolean raw = rawMembers;
        List<String> expanded = member.stream()
                .map(name -> raw || !Character.isLetter(name.codePointAt(0)) || name.indexOf('-') >= 0
                        ? name
                        : expand.apply(name))
                .toList();
        return new AttributePath(List.copyOf(names), List.copyOf(member), expanded);
    }

    /** A member name, a language tag such as {@code nl-BE}, {@code @none}, or {@code *} for any language. */
    private String member() {
        if (cursor.skip("*")) {
            return "*";
        }
        int start = cursor.position();
        cursor.skip("@");
        cursor.name("a member name, a language tag or '*'");
        while (cursor.here() == '-' || Cursor.isNameCharacter(cursor.here())) {
            cursor.moveTo(cursor.position() + 1);
        }
        return cursor.since(start);
    }

    private void count(int more) {
        terms += more;
        if (terms > QExpression.MAX_TERMS) {
            throw cursor.tooComplex(QExpression.MAX_TERMS + " terms");
        }
    }
}
