package eu.twintown.node.http;

import io.helidon.http.Method;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRoute;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * All routes of the server as a tree of path segments. Services write themselves in through Helidon's own
 * {@link HttpRules}; what is kept is enough to answer 404 and 405 rightly, to list every route for the API description,
 * and to match without regular expressions. Segments are told apart before they are decoded, so that an entity id with
 * an encoded slash stays one segment.
 *
 * <p>Templates know {@code {name}} for one whole segment, and {@code *} as the last one for all the rest.
 */
public final class RouteTable implements HttpRules {

    /** One method of one path template, as for the API description. */
    public record Route(String method, String template) {}

    /** What a path led to: the handlers by method, and the values of the template's variables, still encoded. */
    record Match(Map<String, Handler> handlers, Map<String, String> variables, String template) {}

    private static final class Node {
        private final Map<String, Node> literals = new LinkedHashMap<>();
        private final Map<String, Handler> handlers = new LinkedHashMap<>();
        private @Nullable Node variable;
        private String variableName = "";
        private @Nullable Node rest;
        private String template = "";
    }

    private static final String ANY = "*";

    private final Node root = new Node();
    private final Map<Route, Handler> routes = new LinkedHashMap<>();

    /** Takes all routes of these services. */
    public RouteTable(Collection<? extends HttpService> services) {
        services.forEach(service -> service.routing(this));
    }

    /** Every route, except those that take any method. */
    public List<Route> routes() {
        return routes.keySet().stream()
                .filter(route -> !route.method().equals(ANY))
                .toList();
    }

    @Override
    public HttpRules register(HttpService... services) {
        for (HttpService service : services) {
            service.routing(this);
        }
        return this;
    }

    @Override
    public HttpRules register(String path, HttpService... services) {
        throw new UnsupportedOperationException("Services name their whole paths; register them without a prefix");
    }

    @Override
    public HttpRules route(HttpRoute route) {
        throw new UnsupportedOperationException("Routes are given as method and path template");
    }

    @Override
    public HttpRules route(Method method, String template, Handler handler) {
        return add(method.text(), template, handler);
    }

    @Override
    public HttpRules any(String template, Handler... handlers) {
        for (Handler handler : handlers) {
            add(ANY, template, handler);
        }
        return this;
    }

    private RouteTable add(String method, String template, Handler handler) {
        Node node = root;
        for (String segment : template.split("/", -1)) {
            if (!segment.isEmpty()) {
                node = child(node, segment, template);
            }
        }
        if (node.handlers.putIfAbsent(method, handler) != null) {
            throw new IllegalStateException(method + " " + template + " is there twice");
        }
        node.template = template;
        routes.put(new Route(method, template), handler);
        return this;
    }

    private static Node child(Node node, String segment, String template) {
        if (segment.equals(ANY)) {
            node.rest = node.rest == null ? new Node() : node.rest;
            return node.rest;
        }
        if (!segment.startsWith("{")) {
            return node.literals.computeIfAbsent(segment, s -> new Node());
        }
        String name = segment.substring(1, segment.length() - 1);
        if (node.variable == null) {
            node.variable = new Node();
            node.variableName = name;
        } else if (!node.variableName.equals(name)) {
            throw new IllegalStateException(
                    template + " calls a segment {" + name + "} that another route calls {" + node.variableName + "}");
        }
        return node.variable;
    }

    /** The handlers at a raw (still encoded) path, a trailing slash ignored. */
    Optional<Match> find(String rawPath) {
        return Optional.ofNullable(find(root, rawPath, 0));
    }

    private static @Nullable Match find(Node node, String path, int from) {
        int start = from < path.length() && path.charAt(from) == '/' ? from + 1 : from;
        if (start >= path.length()) {
            return !node.handlers.isEmpty() ? new Match(node.handlers, Map.of(), node.template) : rest(node);
        }
        int slash = path.indexOf('/', start);
        int end = slash < 0 ? path.length() : slash;
        String segment = path.substring(start, end);
        Node literal = node.literals.get(segment);
        Match match = literal == null ? null : find(literal, path, end);
        if (match == null && node.variable != null && !segment.isEmpty()) {
            match = withVariable(find(node.variable, path, end), node.variableName, segment);
        }
        return match != null ? match : rest(node);
    }

    private static @Nullable Match rest(Node node) {
        return node.rest == null ? null : new Match(node.rest.handlers, Map.of(), node.rest.template);
    }

    private static @Nullable Match withVariable(@Nullable Match match, String name, String value) {
        if (match == null) {
            return null;
        }
        if (match.variables.isEmpty()) {
            return new Match(match.handlers, Map.of(name, value), match.template);
        }
        Map<String, String> variables = new LinkedHashMap<>(match.variables);
        variables.put(name, value);
        return new Match(match.handlers, variables, match.template);
    }

    /** The handler of a method; empty where the path has none for it. */
    static Optional<Handler> handler(Match match, String method) {
        Handler handler = match.handlers.get(method);
        return Optional.ofNullable(handler != null ? handler : match.handlers.get(ANY));
    }

    /** The route that answers a method here, with {@code *} as its method where it answers any. */
    static Route route(Match match, String method) {
        return new Route(match.handlers.containsKey(method) ? method : ANY, match.template);
    }

    /** The value of an Allow header. */
    static String allowed(Match match) {
        TreeSet<String> methods = new TreeSet<>(match.handlers.keySet());
        methods.add("OPTIONS");
        return String.join(", ", methods);
    }
}
