package eu.twintown.bench;

import java.util.Map;

/**
 * A kind of HTTP request that load is made of. In path and body, {@code {n}} stands for a number that differs from request
 * to request.
 *
 * @param name for the tables
 * @param first the first of the numbers, or the least of them
 * @param count how many numbers there are, chosen at random; 0 = they just go on from the first
 */
public record Request(
        String name, String method, String path, Map<String, String> headers, String body, long first, long count) {

    /** A GET without numbers. */
    public static Request get(String name, String path, Map<String, String> headers) {
        return new Request(name, "GET", path, headers, "", 0, 1);
    }

    /** The same with other numbers: going on from {@code start}. */
    Request from(long start) {
        return new Request(name, method, path, headers, body, start, 0);
    }

    /** The bytes of the request with this number, as text in US-ASCII. */
    String text(long number) {
        String content = body.replace("{n}", Long.toString(number));
        StringBuilder text = new StringBuilder(200 + content.length());
        text.append(method).append(' ').append(path.replace("{n}", Long.toString(number)));
        text.append(" HTTP/1.1\r\nHost: 127.0.0.1\r\n");
        headers.forEach(
                (name, value) -> text.append(name).append(": ").append(value).append("\r\n"));
        if (!content.isEmpty()) {
            text.append("Content-Length: ").append(content.length()).append("\r\n");
        }
        return text.append("\r\n").append(content).toString();
    }
}
