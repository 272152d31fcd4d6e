package eu.twintown.node.catalogue.simpl.description;

import java.text.Normalizer;
import java.util.HashMap;
import java.util.Map;

/**
 * Text of letters A to Z, digits and spaces alone, beginning with a letter or digit: the strictest form that Simpl's shapes
 * ask for ({@code ^[a-zA-Z0-9][a-zA-Z0-9\s]*$}). Never empty.
 *
 * <p>Umlauts and the like are written out (ü as ue, ß as ss), other accents are dropped, Greek and Cyrillic letters are
 * transliterated (ISO 843; the streamlined system for Bulgarian), every other mark is a space. Where nothing is left, the
 * characters' numbers stand instead, so that two different names stay different.
 */
public final class PlainText {
    private static final Map<Integer, String> LETTERS = new HashMap<>();

    static {
        letters("äöüßæøåœđðłþıĸŋ", "ae oe ue ss ae oe aa oe d d l th i k ng");
        letters("αβγδεζηθικλμνξοπρσςτυφχψω", "a v g d e z i th i k l m n x o p r s s t y f ch ps o");
        letters(
                "абвгдежзийклмнопрстуфхцчшщъьюяыэё",
                "a b v g d e zh z i y k l m n o p r s t u f h ts ch sh sht a y yu ya y e e");
    }

    private PlainText() {}

    private static void letters(String from, String to) {
        String[] written = to.split(" ");
        int[] letters = from.codePoints().toArray();
        for (int i = 0; i < letters.length; i++) {
            LETTERS.put(letters[i], written[i]);
            int capital = Character.toUpperCase(letters[i]);
            if (capital != letters[i] && capital > 127) {
                LETTERS.put(
                        capital,
                        written[i].substring(0, 1).toUpperCase(java.util.Locale.ROOT) + written[i].substring(1));
            }
        }
        LETTERS.put((int) 'ẞ', "SS");
    }

    /** The text in that form, at most {@code longest} characters, cut between words where it can be. */
    public static String of(String text, int longest) {
        String plain = collapse(written(text));
        if (plain.isEmpty()) {
            plain = numbers(text);
        }
        return cut(plain, longest);
    }

    /** As {@link #of(String, int)}, of any length. */
    public static String of(String text) {
        return of(text, Integer.MAX_VALUE);
    }

    private static String written(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        // Composed first, so that a letter with its mark is found in the table; what is not there is taken apart.
        Normalizer.normalize(text, Normalizer.Form.NFKC).codePoints().forEach(c -> {
            String letters = LETTERS.get(c);
            if (letters != null) {
                out.append(letters);
            } else if (isPlain(c)) {
                out.append((char) c);
            } else {
                appendWithoutMarks(out, c);
            }
        });
        return out.toString();
    }

    private static void appendWithoutMarks(StringBuilder out, int letter) {
        if (Character.getType(letter) == Character.NON_SPACING_MARK) {
            return;
        }
        int[] parts = Normalizer.normalize(Character.toString(letter), Normalizer.Form.NFKD)
                .codePoints()
                .toArray();
        boolean kept = false;
        for (int part : parts) {
            String letters = LETTERS.get(part);
            if (letters != null || isPlain(part)) {
                out.append(letters != null ? letters : Character.toString(part));
                kept = true;
            }
        }
        if (!kept) {
            out.append(' ');
        }
    }

    private static boolean isPlain(int c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
    }

    private static String collapse(String text) {
        return text.replaceAll(" +", " ").strip();
    }

    private static String numbers(String text) {
        StringBuilder out = new StringBuilder();
        text.codePoints().filter(c -> !Character.isWhitespace(c)).forEach(c -> out.append(out.isEmpty() ? "U" : " U")
                .append(Integer.toHexString(c).toUpperCase(java.util.Locale.ROOT)));
        return out.isEmpty() ? "unnamed" : out.toString();
    }

    private static String cut(String text, int longest) {
        if (text.length() <= longest) {
            return text;
        }
        int space = text.lastIndexOf(' ', longest);
        return text.substring(0, space > longest / 2 ? space : longest).strip();
    }
}
