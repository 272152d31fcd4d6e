package eu.twintown.node.authority.schema;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Forms as {@code multipart/form-data}, as a browser sends them. */
public final class SchemaForms {
    public static final Map<String, String> HEADERS = Map.of("Content-Type", "multipart/form-data; boundary=XyZ");

    private SchemaForms() {}

    public static byte[] form(Map<String, String> parts) {
        StringBuilder form = new StringBuilder();
        parts.forEach((name, text) -> form.append("--XyZ\r\nContent-Disposition: form-data; name=\"")
                .append(name)
                .append(name.endsWith("File") ? "\"; filename=\"schema.ttl\"\r\nContent-Type: text/turtle" : "\"")
                .append("\r\n\r\n")
                .append(text)
                .append("\r\n"));
        return form.append("--XyZ--\r\n").toString().getBytes(StandardCharsets.UTF_8);
    }
}
