package eu.twintown.node.authority.api;

import eu.twintown.node.http.Parameters;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Pages of lists in the forms of both versions of the API. */
public final class Pages {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int MOST = 1000;

    private Pages() {}

    /**
     * Version 1: {@code content}, {@code page} and {@code empty}.
     *
     * @param sorts what can be sorted by, with what is compared
     */
    public static <T> ObjectNode v1(
            Parameters parameters,
            List<T> all,
            Map<String, Function<T, String>> sorts,
            Function<T, ? extends JsonNode> view) {
        boolean unpaged = parameters.has("unpaged") && parameters.flag("unpaged");
        int size = unpaged ? Math.max(1, all.size()) : Math.min(MOST, parameters.number("size", 10, 1));
        int number = unpaged ? 0 : parameters.number("page", 0, 0);
        ObjectNode answer = JSON.createObjectNode();
        ArrayNode content = answer.putArray("content");
        slice(sorted(parameters, all, sorts), size, number).forEach(item -> content.add(view.apply(item)));
        answer.putObject("page")
                .put("size", (long) size)
                .put("number", (long) number)
                .put("totalElements", (long) all.size())
                .put("totalPages", pages(all.size(), size));
        return answer.put("empty", content.isEmpty());
    }

    /** Version 2: {@code items} and links. */
    public static <T> ObjectNode v2(
            Call call,
            Parameters parameters,
            List<T> all,
            Map<String, Function<T, String>> sorts,
            Function<T, ? extends JsonNode> view) {
        boolean unpaged = parameters.has("unpaged") && parameters.flag("unpaged");
        int size = unpaged ? Math.max(1, all.size()) : Math.min(MOST, parameters.number("pageSize", 10, 1));
        int number = unpaged ? 0 : parameters.number("page", 0, 0);
        long last = Math.max(0, pages(all.size(), size) - 1);
        ObjectNode answer = JSON.createObjectNode()
                .put("self", link(call, size, number))
                .put("pageSize", size)
                .put("page", number)
                .put("total", all.size())
                .put("first", link(call, size, 0))
                .put("last", link(call, size, last));
        if (number > 0) {
            answer.put("prev", link(call, size, number - 1L));
        }
        if (number < last) {
            answer.put("next", link(call, size, number + 1L));
        }
        ArrayNode items = answer.putArray("items");
        slice(sorted(parameters, all, sorts), size, number).forEach(item -> items.add(view.apply(item)));
        return answer;
    }

    private static <T> List<T> sorted(Parameters parameters, List<T> all, Map<String, Function<T, String>> sorts) {
        List<String> order = parameters.list("sort");
        if (order.isEmpty()) {
            return all;
        }
        String first = order.getFirst();
        // v1 writes property,desc; v2 writes -property
        boolean descending =
                first.startsWith("-") || order.size() > 1 && order.get(1).equalsIgnoreCase("desc");
        String property = first.startsWith("-") || first.startsWith("+") ? first.substring(1) : first;
        Function<T, String> key = sorts.get(property);
        if (key == null) {
            throw SimplProblem.badRequest("'" + property + "' cannot be sorted by; possible: "
                    + String.join(", ", new java.util.TreeSet<>(sorts.keySet())));
        }
        List<T> sorted = new ArrayList<>(all);
        Comparator<T> comparator = Comparator.comparing(key);
        sorted.sort(descending ? comparator.reversed() : comparator);
        return sorted;
    }

    private static <T> List<T> slice(List<T> all, int size, int number) {
        int from = (int) Math.min(all.size(), (long) size * number);
        return all.subList(from, Math.min(all.size(), from + size));
    }

    private static long pages(int total, int size) {
        return (total + size - 1L) / size;
    }

    private static String link(Call call, int size, long page) {
        return call.rawPath() + "?page=" + page + "&pageSize=" + size;
    }
}
