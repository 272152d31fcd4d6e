package eu.twintown.node.mediation;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/** Names as parts of identifiers: lower-case ASCII letters, digits and single hyphens. */
public final class Slug {
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern OTHERS = Pattern.compile("[^a-z0-9]+");
    private static final Pattern EDGES = Pattern.compile("^-+|-+$");

    private Slug() {}

    /** The slug of a name; empty where it has no letter or digit. */
    public static String of(String name) {
        String plain = MARKS.matcher(Normalizer.normalize(name, Normalizer.Form.NFKD))
                .replaceAll("")
                .toLowerCase(Locale.ROOT)
                // letters that have no decomposition in Unicode
                .replace("ß", "ss")
                .replace("æ", "ae")
                .replace("œ", "oe")
                .replace("ø", "o")
                .replace("đ", "d")
                .replace("ð", "d")
                .replace("þ", "th")
                .replace("ł", "l")
                .replace("ħ", "h")
                .replace("ı", "i");
        return EDGES.matcher(OTHERS.matcher(plain).replaceAll("-")).replaceAll("");
    }
}
