package eu.twintown.node.trust.oidc;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;

/** Values in queries and forms ({@code application/x-www-form-urlencoded}). */
public final class Forms {

    private Forms() {}

    public static String encode(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
                .collect(Collectors.joining("&"));
    }

    public static String encode(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    /** The address with these fields added to its query. */
    public static String url(String base, Map<String, String> fields) {
        return base + (base.contains("?") ? "&" : "?") + encode(fields);
    }
}
