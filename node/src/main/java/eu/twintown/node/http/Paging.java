package eu.twintown.node.http;

import eu.twintown.kernel.problem.Problem;
import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.kernel.problem.ProblemType;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Which page of a result is asked for (ETSI GS CIM 009 V1.9.1, clauses 5.5.9, 6.3.10 and 6.3.13).
 *
 * @param limit most elements on the page; 0 only together with {@code count}
 * @param offset elements to skip
 * @param count whether the number of all matches is asked for
 */
public record Paging(int limit, int offset, boolean count) {

    public static final int DEFAULT_LIMIT = 20;
    public static final int MAX_LIMIT = 1_000;

    /** Reads limit, offset and count. */
    public static Paging of(Parameters parameters) {
        boolean count = parameters.flag("count");
        int limit = parameters.number("limit", DEFAULT_LIMIT, 0);
        if (limit == 0 && !count) {
            throw ProblemException.badParameter("limit", "A limit of 0 is possible only together with count=true");
        }
        if (limit > MAX_LIMIT) {
            throw new ProblemException(new Problem(
                    ProblemType.TOO_MANY_RESULTS,
                    "A page has at most " + MAX_LIMIT + " elements; " + limit + " were asked for",
                    Map.of("parameter", "limit")));
        }
        return new Paging(limit, parameters.number("offset", 0, 0), count);
    }

    /** Sets NGSILD-Results-Count and the links to the next and the previous page. */
    public void describe(Exchange exchange, Parameters parameters, boolean more, OptionalLong total, MediaType type) {
        if (count && total.isPresent()) {
            exchange.answerHeader(Exchange.RESULTS_COUNT, Long.toString(total.getAsLong()));
        }
        if (more && limit > 0) {
            link(exchange, parameters, offset + limit, "next", type);
        }
        if (offset > 0 && limit > 0) {
            link(exchange, parameters, Math.max(0, offset - limit), "prev", type);
        }
    }

    private void link(Exchange exchange, Parameters parameters, int start, String rel, MediaType type) {
        Map<String, String> query = new LinkedHashMap<>(parameters.asMap());
        query.put("limit", Integer.toString(limit));
        query.put("offset", Integer.toString(start));
        StringBuilder url = new StringBuilder(exchange.rawPath());
        char separator = '?';
        for (Map.Entry<String, String> parameter : query.entrySet()) {
            url.append(separator).append(encode(parameter.getKey())).append('=').append(encode(parameter.getValue()));
            separator = '&';
        }
        exchange.addAnswerHeader("Link", LinkHeader.toPage(url.toString(), rel, type));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
