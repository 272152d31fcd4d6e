package eu.twintown.node.authority.schema;

import eu.twintown.node.http.Exchange;
import eu.twintown.node.http.Parameters;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** One page of a list, counted from 1, in the schema manager's form. */
final class Pages {
    private static final int USUAL = 20;
    private static final int MOST = 1_000;

    private Pages() {}

    static <T> ObjectNode page(
            Exchange exchange, Parameters parameters, List<T> all, Function<T, ? extends JsonNode> write) {
        int page = parameters.number("page", 1, 1);
        int size = Math.min(MOST, parameters.number("pageSize", USUAL, 1));
        int pages = (all.size() + size - 1) / size;
        ObjectNode answer = JsonMapper.shared().createObjectNode();
        answer.put("page", page);
        answer.put("totalPages", pages);
        answer.put("total", all.size());
        answer.put("pageSize", size);
        if (page < pages) {
            answer.put("next", next(exchange, parameters, page + 1, size));
        }
        ArrayNode items = answer.putArray("metadata");
        all.stream().skip((long) (page - 1) * size).limit(size).map(write).forEach(items::add);
        return answer;
    }

    private static String next(Exchange exchange, Parameters parameters, int page, int size) {
        String others = parameters.asMap().entrySet().stream()
                .filter(entry -> !entry.getKey().startsWith("page"))
                .map(Pages::pair)
                .collect(Collectors.joining());
        return exchange.rawPath() + "?" + others + "page=" + page + "&pageSize=" + size;
    }

    private static String pair(Map.Entry<String, String> entry) {
        return entry.getKey() + "="
                + java.net.URLEncoder.encode(entry.getValue(), java.nio.charset.StandardCharsets.UTF_8) + "&";
    }
}
