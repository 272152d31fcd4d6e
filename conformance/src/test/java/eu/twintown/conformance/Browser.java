package eu.twintown.conformance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** As much of a browser as signing in needs: cookies, forms, and redirects that are followed by hand. */
final class Browser implements AutoCloseable {
    private static final Pattern HIDDEN = Pattern.compile("name=\"request\" value=\"([^\"]+)\"");

    private final String node;
    /** Java's own cookie manager speaks an older dialect than browsers do. */
    private final Map<String, String> cookies = new LinkedHashMap<>();

    private final HttpClient http = HttpClient.newHttpClient();

    Browser(RunningNode node) {
        this(node.url());
    }

    /** At any server that signs people in as a node does. */
    Browser(String url) {
        this.node = url;
    }

    HttpResponse<String> get(String address, String... headers) {
        return send("GET", address, "", headers);
    }

    HttpResponse<String> post(String address, Map<String, String> form, String... headers) {
        String body = form.entrySet().stream()
                .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
        String[] all = new String[headers.length + 2];
        System.arraycopy(headers, 0, all, 0, headers.length);
        all[headers.length] = "Content-Type";
        all[headers.length + 1] = "application/x-www-form-urlencoded";
        return send("POST", address, body, all);
    }

    HttpResponse<String> send(String method, String address, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(node).resolve(address))
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        if (!cookies.isEmpty()) {
            request.header(
                    "Cookie",
                    cookies.entrySet().stream()
                            .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                            .collect(Collectors.joining("; ")));
        }
        try {
            HttpResponse<String> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            answer.headers().allValues("Set-Cookie").forEach(this::keep);
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void keep(String cookie) {
        String[] pair = cookie.substring(0, cookie.indexOf(';')).split("=", 2);
        if (cookie.contains("Max-Age=0;")) {
            cookies.remove(pair[0]);
        } else {
            cookies.put(pair[0], pair[1]);
        }
    }

    /** Goes from /auth/login to the sign-in page and sends its form; gives the answer to that. */
    HttpResponse<String> fillIn(String name, String password, String returnPath) {
        HttpResponse<String> start = get("/auth/login?return=" + encoded(returnPath));
        return submit(get(location(start)), name, password);
    }

    /** Sends the form of a sign-in page. */
    HttpResponse<String> submit(HttpResponse<String> page, String name, String password) {
        return post("/oidc/sign-in", Map.of("request", handle(page), "name", name, "password", password));
    }

    /** Signs in and gives where the browser ends. */
    String signIn(String name) {
        HttpResponse<String> filled = fillIn(name, RunningNode.PASSWORD, "/ngsi-ld/v1/types");
        return location(get(location(filled)));
    }

    JsonNode session() {
        return JsonMapper.shared().readTree(get("/api/session").body());
    }

    static String handle(HttpResponse<String> page) {
        Matcher matcher = HIDDEN.matcher(page.body());
        if (!matcher.find()) {
            throw new AssertionError("no sign-in page: " + page.statusCode() + " " + page.body());
        }
        return matcher.group(1);
    }

    static String location(HttpResponse<String> answer) {
        return answer.headers()
                .firstValue("Location")
                .orElseThrow(() -> new AssertionError("no redirect: " + answer.statusCode() + " " + answer.body()));
    }

    /** The fields in the query of an address. */
    static Map<String, String> query(String address) {
        Map<String, String> fields = new HashMap<>();
        for (String pair : URI.create(address).getRawQuery().split("&")) {
            String[] parts = pair.split("=", 2);
            fields.put(parts[0], java.net.URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        return fields;
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        http.close();
    }
}
