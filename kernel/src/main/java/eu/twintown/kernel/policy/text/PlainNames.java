package eu.twintown.kernel.policy.text;

import java.util.regex.Pattern;

/** Names for things of which no better is known than their identifier. */
public final class PlainNames {
    private static final String WEB_DID = "did:web:";
    private static final Pattern WORD = Pattern.compile("\\p{L}[\\p{L}\\p{N}_ -]{1,60}");

    private PlainNames() {}

    /** The host of a web DID, the last word of an http IRI; the identifier itself where it has no word. */
    public static String of(String iri) {
        if (iri.startsWith(WEB_DID)) {
            return iri.substring(WEB_DID.length());
        }
        String word =
                iri.startsWith("http") ? iri.substring(Math.max(iri.lastIndexOf('/'), iri.lastIndexOf('#')) + 1) : "";
        return WORD.matcher(word).matches() ? word : iri;
    }
}
