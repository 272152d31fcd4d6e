package eu.twintown.node.access.enforce;

import eu.twintown.kernel.policy.city.CityProfile;
import eu.twintown.kernel.problem.ProblemException;
import java.util.Arrays;
import java.util.List;

/**
 * The purposes that a request claims: header {@code Purpose}, separated by commas, each an IRI or a word of the city profile
 * ({@code research}, {@code city:research}).
 */
public final class Purposes {
    public static final String HEADER = "Purpose";

    private static final int MOST = 10;
    private static final int LONGEST = 500;
    private static final String PREFIX = "city:";

    private Purposes() {}

    /**
     * The IRIs of the purposes.
     *
     * @throws ProblemException BadRequestData where the text is longer than a list of purposes can be
     */
    public static List<String> parse(String text) {
        List<String> purposes = Arrays.stream(text.split(",", -1))
                .map(String::strip)
                .filter(word -> !word.isEmpty())
                .map(Purposes::iri)
                .distinct()
                .sorted()
                .toList();
        if (purposes.size() > MOST || purposes.stream().anyMatch(purpose -> purpose.length() > LONGEST)) {
            throw ProblemException.badParameter(
                    HEADER,
                    "The header Purpose can name at most " + MOST + " purposes of at most " + LONGEST + " characters");
        }
        return purposes;
    }

    private static String iri(String word) {
        if (word.startsWith(PREFIX)) {
            return CityProfile.NS + word.substring(PREFIX.length());
        }
        return word.indexOf(':') > 0 ? word : CityProfile.NS + word;
    }
}
