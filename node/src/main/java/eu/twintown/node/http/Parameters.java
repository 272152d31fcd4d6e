package eu.twintown.node.http;

import eu.twintown.kernel.problem.Problem;
import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.kernel.problem.ProblemType;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The query parameters of one request, decoded. A name stands at most once; names that the operation does not know are
 * refused (ETSI GS CIM 009 V1.9.1, clause 6.3.20).
 */
public final class Parameters {

    static final Parameters NONE = new Parameters(Map.of());

    private final Map<String, String> values;

    private Parameters(Map<String, String> values) {
        this.values = values;
    }

    /** Parameters that did not come from a query string, such as those of a query by POST. */
    public static Parameters of(Map<String, String> values) {
        return new Parameters(Collections.unmodifiableMap(new LinkedHashMap<>(values)));
    }

    /** Reads a raw query string and refuses what is not in {@code known}. */
    static Parameters parse(String raw, ParameterNames known) {
        Parameters parameters = parse(raw);
        parameters.allowOnly(known);
        return parameters;
    }

    /** Reads a raw query string, without the question mark. */
    static Parameters parse(String raw) {
        if (raw.isEmpty()) {
            return NONE;
        }
        Map<String, String> values = new LinkedHashMap<>();
        int start = 0;
        while (start <= raw.length()) {
            int ampersand = raw.indexOf('&', start);
            int end = ampersand < 0 ? raw.length() : ampersand;
            if (end > start) {
                int equals = raw.indexOf('=', start);
                boolean bare = equals < 0 || equals > end;
                String name = Percent.decode(raw.substring(start, bare ? end : equals), true);
                String value = bare ? "" : Percent.decode(raw.substring(equals + 1, end), true);
                if (values.putIfAbsent(name, value) != null) {
                    throw invalid(name, "The parameter '" + name + "' stands more than once; give a list with commas");
                }
            }
            start = end + 1;
        }
        return new Parameters(Collections.unmodifiableMap(values));
    }

    private void allowOnly(ParameterNames known) {
        for (String name : values.keySet()) {
            if (known.planned().contains(name)) {
                throw new ProblemException(new Problem(
                        ProblemType.NOT_IMPLEMENTED,
                        "The parameter '" + name + "' is part of NGSI-LD, but this node does not support it yet",
                        Map.of("parameter", name)));
            }
            if (!known.supported().contains(name)) {
                throw invalid(
                        name,
                        "The parameter '" + name + "' is not known here; known: "
                                + String.join(", ", new TreeSet<>(known.supported())));
            }
        }
    }

    private static ProblemException invalid(String name, String detail) {
        return new ProblemException(new Problem(ProblemType.INVALID_REQUEST, detail, Map.of("parameter", name)));
    }

    /** These and those of {@code other}, which go first. */
    public Parameters and(Parameters other) {
        Map<String, String> all = new LinkedHashMap<>(values);
        all.putAll(other.values);
        return new Parameters(Collections.unmodifiableMap(all));
    }

    /** All of them, in the order in which they came. */
    public Map<String, String> asMap() {
        return values;
    }

    public boolean has(String name) {
        return values.containsKey(name);
    }

    /** The value; a parameter that is there must not be empty. */
    public Optional<String> text(String name) {
        String value = values.get(name);
        if (value != null && value.isBlank()) {
            throw ProblemException.badParameter(name, "The parameter '" + name + "' is empty; leave it out or fill it");
        }
        return Optional.ofNullable(value);
    }

    /** A comma-separated list without empty items; empty where the parameter is missing. */
    public List<String> list(String name) {
        Optional<String> text = text(name);
        if (text.isEmpty()) {
            return List.of();
        }
        List<String> items = new ArrayList<>();
        for (String item : text.get().split(",", -1)) {
            if (item.isBlank()) {
                throw ProblemException.badParameter(name, "The list in '" + name + "' has an empty item");
            }
            items.add(item.strip());
        }
        return items;
    }

    /** A comma-separated list of URIs. */
    public List<String> uris(String name) {
        List<String> items = list(name);
        items.forEach(item -> requireUri(item, name));
        return items;
    }

    public boolean flag(String name) {
        String value = text(name).orElse("false");
        if (!value.equals("true") && !value.equals("false")) {
            throw ProblemException.badParameter(
                    name, "The parameter '" + name + "' is '" + value + "'; it must be true or false");
        }
        return value.equals("true");
    }

    /** A whole number of at least {@code least}. */
    public int number(String name, int otherwise, int least) {
        Optional<String> value = text(name);
        if (value.isEmpty()) {
            return otherwise;
        }
        try {
            int number = Integer.parseInt(value.get());
            if (number >= least) {
                return number;
            }
        } catch (NumberFormatException e) {
            // told below, together with a number that is too small
        }
        throw ProblemException.badParameter(
                name,
                "The parameter '" + name + "' is '" + value.get() + "'; it must be a whole number of at least "
                        + least);
    }

    /** The keywords of {@code options}, all of which must be among these (clause 6.3.20). */
    public Set<String> options(Set<String> allowed) {
        return keywords("options", list("options"), allowed);
    }

    /** The keyword in {@code format}, which must be among these (clause 6.3.7). */
    public Optional<String> format(Set<String> allowed) {
        Optional<String> format = text("format");
        format.ifPresent(value -> keywords("format", List.of(value), allowed));
        return format;
    }

    private static Set<String> keywords(String parameter, List<String> given, Set<String> allowed) {
        for (String keyword : given) {
            if (!allowed.contains(keyword)) {
                throw invalid(
                        parameter,
                        "'" + keyword + "' is not known in '" + parameter + "'; known: "
                                + String.join(", ", new TreeSet<>(allowed)));
            }
        }
        return new LinkedHashSet<>(given);
    }

    /** Refuses what is not an absolute URI. */
    public static String requireUri(String text, String parameter) {
        if (!isUri(text)) {
            throw ProblemException.badParameter(
                    parameter, "'" + text + "' in '" + parameter + "' is not a URI, such as urn:ngsi-ld:Type:1");
        }
        return text;
    }

    /** Whether this is an absolute URI. */
    public static boolean isUri(String text) {
        if (text.startsWith("urn:") && text.length() > 4 && plain(text)) {
            return true;
        }
        try {
            return URI.create(text).isAbsolute();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Letters, digits and harmless marks only: the usual ids, told without the cost of a full parse. */
    private static boolean plain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!(c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9')
                    && c != ':'
                    && c != '-'
                    && c != '_'
                    && c != '.') {
                return false;
            }
        }
        return true;
    }
}
