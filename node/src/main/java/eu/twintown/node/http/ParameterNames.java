package eu.twintown.node.http;

import java.util.HashSet;
import java.util.Set;

/**
 * The query parameters of an operation.
 *
 * @param supported those it acts on
 * @param planned those that the specification has for it and that are not there yet; they answer 501
 */
public record ParameterNames(Set<String> supported, Set<String> planned) {

    public static ParameterNames of(String... supported) {
        return new ParameterNames(Set.of(supported), Set.of());
    }

    public ParameterNames planned(String... names) {
        return new ParameterNames(supported, Set.of(names));
    }

    /** These and some more. */
    public ParameterNames and(String... names) {
        Set<String> all = new HashSet<>(supported);
        all.addAll(Set.of(names));
        return new ParameterNames(Set.copyOf(all), planned);
    }
}
