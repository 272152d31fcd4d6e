package eu.twintown.node.mediation.mapping;

import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;

/** The text of an expression, read from left to right. */
final class ExpressionTokens {
    private final String text;
    private int at;

    ExpressionTokens(String text) {
        this.text = text;
    }

    boolean atEnd() {
        blanks();
        return at == text.length();
    }

    /** Passes over these signs if they come next. */
    boolean take(String signs) {
        blanks();
        if (!text.startsWith(signs, at)) {
            return false;
        }
        at += signs.length();
        return true;
    }

    /** Passes over this keyword if it comes next. */
    boolean takeWord(String keyword) {
        int start = at;
        if (nextWord().filter(keyword::equals).isPresent()) {
            return true;
        }
        at = start;
        return false;
    }

    String word(String expected) {
        return nextWord().orElseThrow(() -> fault(expected + " was expected"));
    }

    /** A name: letters, digits and _ @ : -, the first no digit and no hyphen. */
    Optional<String> nextWord() {
        blanks();
        int start = at;
        while (at < text.length() && isNamePart(text.charAt(at), at == start)) {
            at++;
        }
        return start == at ? Optional.empty() : Optional.of(text.substring(start, at));
    }

    int index() {
        int end = text.indexOf(']', at);
        String digits = end < 0 ? "" : text.substring(at, end).strip();
        if (!digits.matches("-?\\d{1,6}")) {
            throw fault("a position such as [0] was expected");
        }
        at = end + 1;
        return Integer.parseInt(digits);
    }

    /** A text in quotes, a number, true, false or null, if one comes next. */
    Optional<JsonNode> literal() {
        blanks();
        if (at == text.length()) {
            return Optional.empty();
        }
        char first = text.charAt(at);
        if (first == '\'') {
            return Optional.of(Values.text(quoted()));
        }
        if (first == '-' || (first >= '0' && first <= '9')) {
            return Optional.of(number());
        }
        int start = at;
        switch (nextWord().orElse("")) {
            case "true" -> {
                return Optional.of(Values.JSON.booleanNode(true));
            }
            case "false" -> {
                return Optional.of(Values.JSON.booleanNode(false));
            }
            case "null" -> {
                return Optional.of(NullNode.getInstance());
            }
            default -> {
                at = start;
                return Optional.empty();
            }
        }
    }

    IllegalArgumentException fault(String sentence) {
        return new IllegalArgumentException(sentence + ", at position " + (at + 1) + " of: " + text);
    }

    /** Text in single quotes; a quote inside it is written twice. */
    private String quoted() {
        StringBuilder content = new StringBuilder();
        int start = at++;
        while (at < text.length()) {
            char sign = text.charAt(at++);
            if (sign != '\'') {
                content.append(sign);
            } else if (at < text.length() && text.charAt(at) == '\'') {
                content.append(sign);
                at++;
            } else {
                return content.toString();
            }
        }
        at = start;
        throw fault("the text in '…' does not end");
    }

    private JsonNode number() {
        int start = at++;
        while (at < text.length() && (Character.isDigit(text.charAt(at)) || text.charAt(at) == '.')) {
            at++;
        }
        return Values.parse(text.substring(start, at)).map(Values::number).orElseThrow(() -> fault("not a number"));
    }

    private void blanks() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    private static boolean isNamePart(char sign, boolean first) {
        return Character.isLetter(sign)
                || sign == '_'
                || sign == '@'
                || (!first && (Character.isDigit(sign) || sign == '-' || sign == ':'));
    }
}
