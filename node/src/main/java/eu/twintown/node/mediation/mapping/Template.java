package eu.twintown.node.mediation.mapping;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * Text with expressions in braces; every one of them must have a value.
 *
 * @param holes the expressions, each with the text before it
 * @param end the text after the last one
 */
record Template(List<Hole> holes, String end) {

    /** An expression in braces. */
    record Hole(String before, String source, Expression expression) {}

    /**
     * Reads a template.
     *
     * @throws IllegalArgumentException where a brace does not end or an expression is wrong
     */
    static Template parse(String text) {
        List<Hole> holes = new ArrayList<>();
        int at = 0;
        for (int open = text.indexOf('{'); open >= 0; open = text.indexOf('{', at)) {
            int close = text.indexOf('}', open);
            if (close < 0) {
                throw new IllegalArgumentException("the brace at position " + (open + 1) + " does not end: " + text);
            }
            String source = text.substring(open + 1, close);
            holes.add(new Hole(text.substring(at, open), source, Expression.parse(source)));
            at = close + 1;
        }
        return new Template(List.copyOf(holes), text.substring(at));
    }

    String evaluate(Scope scope) {
        StringBuilder text = new StringBuilder();
        for (Hole hole : holes) {
            JsonNode value = hole.expression().evaluate(scope);
            if (Values.isMissing(value) || Values.text(value).isEmpty()) {
                throw new RecordFault("{" + hole.source() + "} has no value", "");
            }
            text.append(hole.before()).append(Values.text(value));
        }
        return text.append(end).toString();
    }
}
