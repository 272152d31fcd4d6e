package eu.twintown.node.authority.contract;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/**
 * One request and its answer as they went over the line.
 *
 * @param path raw path with the base path of the API, without the query
 * @param query raw query without the question mark; empty = none
 */
public record RecordedExchange(
        String method,
        String path,
        String query,
        Map<String, String> requestHeaders,
        byte[] requestBody,
        int status,
        Map<String, String> answerHeaders,
        byte[] answerBody) {

    public RecordedExchange {
        requestHeaders = caseless(requestHeaders);
        answerHeaders = caseless(answerHeaders);
    }

    /** The media type of the request without its parameters; empty = none. */
    String requestType() {
        return type(requestHeaders);
    }

    String answerType() {
        return type(answerHeaders);
    }

    String requestText() {
        return new String(requestBody, StandardCharsets.UTF_8);
    }

    String answerText() {
        return new String(answerBody, StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return method + " " + path + (query.isEmpty() ? "" : "?" + query) + " -> " + status;
    }

    private static String type(Map<String, String> headers) {
        String value = headers.getOrDefault("content-type", "");
        int end = value.indexOf(';');
        return (end < 0 ? value : value.substring(0, end)).strip().toLowerCase(java.util.Locale.ROOT);
    }

    private static Map<String, String> caseless(Map<String, String> headers) {
        Map<String, String> sorted = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        sorted.putAll(headers);
        return sorted;
    }
}
