package eu.twintown.node.authority.api;

import eu.twintown.node.http.RouteTable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What each route of a listener asks of its caller, as a table in a file: methods, path template, and words of which one
 * suffices. A route that stands in no line is closed to everybody.
 */
public final class RoutePolicy {
    public static final String ANYONE = "anyone";

    private final String name;
    private final Map<RouteTable.Route, Set<String>> needs;

    private RoutePolicy(String name, Map<RouteTable.Route, Set<String>> needs) {
        this.name = name;
        this.needs = needs;
    }

    /** The table {@code /eu/twintown/node/authority/NAME} of the program. */
    public static RoutePolicy named(String name) {
        try (InputStream in = RoutePolicy.class.getResourceAsStream("/eu/twintown/node/authority/" + name)) {
            if (in == null) {
                throw new IllegalStateException("There is no table " + name);
            }
            return parse(name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static RoutePolicy parse(String name, String text) {
        Map<RouteTable.Route, Set<String>> needs = new LinkedHashMap<>();
        for (String line : text.lines().map(String::strip).toList()) {
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            String[] words = line.split("\\s+");
            if (words.length < 3) {
                throw new IllegalStateException(name + ": a line needs methods, template and needs: " + line);
            }
            Set<String> oneOf = Set.of(java.util.Arrays.copyOfRange(words, 2, words.length));
            for (String method : words[0].split(",")) {
                if (needs.put(new RouteTable.Route(method, words[1]), oneOf) != null) {
                    throw new IllegalStateException(name + ": " + method + " " + words[1] + " stands twice");
                }
            }
        }
        return new RoutePolicy(name, needs);
    }

    /**
     * What the route needs.
     *
     * @throws eu.twintown.kernel.problem.ProblemException forbidden, where the table has no line for it
     */
    public Set<String> needs(RouteTable.Route route) {
        Set<String> found = needs.get(route);
        if (found == null) {
            found = needs.get(new RouteTable.Route("*", route.template()));
        }
        if (found == null) {
            throw SimplProblem.forbidden(name + " has no line for this route, so it is closed");
        }
        return found;
    }

    /** Whether there is a line for the route. */
    public boolean knows(RouteTable.Route route) {
        return needs.containsKey(route) || needs.containsKey(new RouteTable.Route("*", route.template()));
    }

    /** Every line, for tests. */
    public List<RouteTable.Route> routes() {
        return List.copyOf(needs.keySet());
    }
}
