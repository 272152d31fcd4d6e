package eu.twintown.node.authority.catalogue.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The words of a query, read one after the other. */
final class Tokens {
    private static final Pattern TOKEN = Pattern.compile(
            "\\s*(?:'((?:[^'\\\\]|\\\\.)*)'|\"((?:[^\"\\\\]|\\\\.)*)\"|(-?\\d+(?:\\.\\d+)?)|(\\$?[A-Za-z_][A-Za-z0-9_-]*|`[^`]+`)"
                    + "|(<>|<=|>=|[=<>().,:*]))");

    /** A word: a quoted text, a number, a name or a sign. */
    record Token(Kind kind, String text) {}

    enum Kind {
        TEXT,
        NUMBER,
        NAME,
        SIGN,
        END
    }

    private final List<Token> tokens = new ArrayList<>();
    private int position;

    Tokens(String query) {
        Matcher matcher = TOKEN.matcher(query);
        int at = 0;
        while (at < query.length() && !query.substring(at).isBlank()) {
            if (!matcher.find(at) || matcher.start() != at) {
                throw new QueryFault("The query has something unknown at character " + (at + 1) + ": '"
                        + query.substring(at, Math.min(query.length(), at + 20)).strip() + "'");
            }
            tokens.add(token(matcher));
            at = matcher.end();
        }
    }

    private static Token token(Matcher m) {
        if (m.group(1) != null || m.group(2) != null) {
            String quoted = m.group(1) != null ? m.group(1) : m.group(2);
            return new Token(Kind.TEXT, quoted.replaceAll("\\\\(.)", "$1"));
        }
        if (m.group(3) != null) {
            return new Token(Kind.NUMBER, m.group(3));
        }
        if (m.group(4) != null) {
            return new Token(Kind.NAME, m.group(4).replace("`", ""));
        }
        return new Token(Kind.SIGN, m.group(5));
    }

    Token next() {
        return position < tokens.size() ? tokens.get(position++) : new Token(Kind.END, "the end");
    }

    Token peek() {
        return position < tokens.size() ? tokens.get(position) : new Token(Kind.END, "the end");
    }

    /** Whether the next word is this one, which is then read. */
    boolean take(String word) {
        Token next = peek();
        boolean same = next.kind() != Kind.TEXT && next.text().equalsIgnoreCase(word);
        if (same) {
            position++;
        }
        return same;
    }

    void expect(String word) {
        if (!take(word)) {
            throw new QueryFault("'" + word + "' is expected where '" + peek().text() + "' stands");
        }
    }

    String name() {
        Token token = next();
        if (token.kind() != Kind.NAME) {
            throw new QueryFault("A name is expected where '" + token.text() + "' stands");
        }
        return token.text();
    }

    int number(String what) {
        Token token = next();
        try {
            return Math.toIntExact(Long.parseUnsignedLong(token.text()));
        } catch (NumberFormatException | ArithmeticException e) {
            throw new QueryFault(what + " takes a whole number from 0 on, not '" + token.text() + "'");
        }
    }

    boolean nextIsOneOf(Set<String> words) {
        return peek().kind() == Kind.NAME && words.contains(peek().text().toUpperCase(Locale.ROOT));
    }
}
