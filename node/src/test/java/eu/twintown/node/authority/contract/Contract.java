package eu.twintown.node.authority.contract;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One OpenAPI 3.0 document: finds the operation of an exchange and says how the exchange departs from it. */
final class Contract {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final String name;
    private final String basePath;
    private final JsonNode document;
    private final OpenApiSchemas schemas;

    /** @param basePath what stands before the document's paths, such as {@code /tier2/v2} */
    Contract(String name, String basePath, JsonNode document) {
        this.name = name;
        this.basePath = basePath;
        this.document = document;
        this.schemas = new OpenApiSchemas(document);
    }

    /** An operation and the values of its path's variables. */
    private record Found(String template, JsonNode path, Map<String, String> variables) {}

    boolean knows(String path) {
        return find(path).isPresent();
    }

    /** The path of the server URL, where the document names one; a server URL with variables tells nothing. */
    static String basePath(JsonNode document) {
        String url = document.path("servers").path(0).path("url").asString("/");
        String path = url.replaceFirst("^[a-z]+://[^/]*", "").replaceAll("/$", "");
        return path.contains("{") ? "" : path;
    }

    /** Every way in which the exchange departs from the document; empty = it conforms. */
    List<String> deviations(RecordedExchange exchange) {
        Optional<Found> found = find(exchange.path());
        if (found.isEmpty()) {
            return List.of(exchange + ": " + name + " has no such path");
        }
        JsonNode operation = found.get().path().path(exchange.method().toLowerCase(java.util.Locale.ROOT));
        if (operation.isMissingNode()) {
            return List.of(exchange + ": " + name + " has no such method at "
                    + found.get().template());
        }
        List<String> faults = new ArrayList<>();
        // What a caller did wrong on purpose is answered with a 4xx; then only the answer has to be right.
        if (exchange.status() < 400) {
            parameters(exchange, found.get(), operation, faults);
            requestBody(exchange, operation, faults);
        }
        answer(exchange, operation, faults);
        return faults.stream()
                .map(fault -> exchange + " (" + name + " " + found.get().template() + "): " + fault)
                .toList();
    }

    private Optional<Found> find(String path) {
        if (!path.startsWith(basePath + "/")) {
            return Optional.empty();
        }
        String[] segments = path.substring(basePath.length() + 1).split("/", -1);
        Found best = null;
        for (Map.Entry<String, JsonNode> entry : document.path("paths").properties()) {
            Map<String, String> variables = new LinkedHashMap<>();
            if (matches(entry.getKey().substring(1).split("/", -1), segments, variables)
                    && (best == null || variables.size() < best.variables().size())) {
                best = new Found(entry.getKey(), entry.getValue(), variables);
            }
        }
        return Optional.ofNullable(best);
    }

    private static boolean matches(String[] template, String[] segments, Map<String, String> variables) {
        if (template.length != segments.length) {
            return false;
        }
        for (int i = 0; i < template.length; i++) {
            if (template[i].startsWith("{")) {
                variables.put(template[i].substring(1, template[i].length() - 1), decoded(segments[i]));
            } else if (!template[i].equals(segments[i])) {
                return false;
            }
        }
        return true;
    }

    private void parameters(RecordedExchange exchange, Found found, JsonNode operation, List<String> faults) {
        Map<String, List<String>> query = query(exchange.query());
        Set<String> known = new LinkedHashSet<>();
        List<JsonNode> declared = new ArrayList<>();
        found.path().path("parameters").forEach(declared::add);
        operation.path("parameters").forEach(declared::add);
        for (JsonNode reference : declared) {
            JsonNode parameter = schemas.resolved(reference);
            String parameterName = parameter.path("name").asString();
            List<String> values =
                    switch (parameter.path("in").asString()) {
                        case "path" -> one(found.variables().get(parameterName));
                        case "header" -> one(exchange.requestHeaders().get(parameterName));
                        default -> query.getOrDefault(parameterName, List.of());
                    };
            JsonNode schema = schemas.resolved(parameter.path("schema"));
            if (schema.path("type").asString("").equals("object")) {
                // style form, exploded: each member is a parameter of its own
                schema.path("properties").propertyNames().forEach(known::add);
                continue;
            }
            if (parameter.path("in").asString().equals("query")) {
                known.add(parameterName);
            }
            if (values.isEmpty() && parameter.path("required").asBoolean(false)) {
                faults.add("the " + parameter.path("in").asString() + " parameter '" + parameterName + "' is missing");
            }
            if (!values.isEmpty()) {
                JsonNode value = value(schema, values);
                schemas.faults(parameter.path("schema"), value, OpenApiSchemas.Side.REQUEST)
                        .forEach(fault -> faults.add("parameter '" + parameterName + "': " + fault));
            }
        }
        query.keySet().stream()
                .filter(key -> !known.contains(key))
                .forEach(key -> faults.add("the query parameter '" + key + "' is not known"));
    }

    private JsonNode value(JsonNode schema, List<String> values) {
        if (schema.path("type").asString("").equals("array")) {
            var array = JSON.createArrayNode();
            for (String value : values) {
                for (String item : value.split(",", -1)) {
                    array.add(value(schemas.resolved(schema.path("items")), List.of(item)));
                }
            }
            return array;
        }
        String type = schema.path("type").asString("string");
        if (!type.equals("string")) {
            try {
                return JSON.readTree(values.getFirst());
            } catch (JacksonException e) {
                return JSON.getNodeFactory().stringNode(values.getFirst());
            }
        }
        return JSON.getNodeFactory().stringNode(values.getFirst());
    }

    private void requestBody(RecordedExchange exchange, JsonNode operation, List<String> faults) {
        JsonNode declared = schemas.resolved(operation.path("requestBody"));
        if (exchange.requestBody().length == 0) {
            if (declared.path("required").asBoolean(false)) {
                faults.add("the request has no body");
            }
            return;
        }
        if (declared.isMissingNode()) {
            faults.add("the request has a body, but none is foreseen");
            return;
        }
        JsonNode content = content(declared, exchange.requestType());
        if (content.isMissingNode()) {
            faults.add("the request's media type is '" + exchange.requestType() + "', foreseen: "
                    + String.join(", ", names(declared.path("content"))));
            return;
        }
        body("request", exchange.requestType(), exchange.requestText(), content, OpenApiSchemas.Side.REQUEST, faults);
    }

    private void answer(RecordedExchange exchange, JsonNode operation, List<String> faults) {
        JsonNode responses = operation.path("responses");
        JsonNode declared = responses.path(String.valueOf(exchange.status()));
        if (declared.isMissingNode()) {
            declared = responses.path("default");
        }
        if (declared.isMissingNode()) {
            faults.add(
                    "the status " + exchange.status() + " is not foreseen, but " + String.join(", ", names(responses)));
            return;
        }
        declared = schemas.resolved(declared);
        if (declared.path("content").isEmpty() || exchange.status() == 204) {
            if (exchange.answerBody().length > 0) {
                faults.add("the answer has a body, but none is foreseen: " + exchange.answerText());
            }
            return;
        }
        JsonNode content = content(declared, exchange.answerType());
        if (content.isMissingNode()) {
            faults.add("the answer's media type is '" + exchange.answerType() + "', foreseen: "
                    + String.join(", ", names(declared.path("content"))));
            return;
        }
        body("answer", exchange.answerType(), exchange.answerText(), content, OpenApiSchemas.Side.ANSWER, faults);
    }

    private void body(
            String which,
            String mediaType,
            String text,
            JsonNode content,
            OpenApiSchemas.Side side,
            List<String> faults) {
        if (!mediaType.endsWith("json") || content.path("schema").isMissingNode()) {
            return;
        }
        try {
            schemas.faults(content.path("schema"), JSON.readTree(text), side)
                    .forEach(fault -> faults.add("in the " + which + ": " + fault));
        } catch (JacksonException e) {
            faults.add("the " + which + " is no JSON: " + e.getOriginalMessage());
        }
    }

    private static JsonNode content(JsonNode declared, String mediaType) {
        JsonNode content = declared.path("content");
        return content.has(mediaType) ? content.get(mediaType) : content.path("*/*");
    }

    private static List<String> one(@org.jspecify.annotations.Nullable String value) {
        return value == null ? List.of() : List.of(value);
    }

    private static List<String> names(JsonNode object) {
        return List.copyOf(object.propertyNames());
    }

    private static Map<String, List<String>> query(String raw) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        for (String pair : raw.isEmpty() ? new String[0] : raw.split("&", -1)) {
            int equals = pair.indexOf('=');
            String key = decoded(equals < 0 ? pair : pair.substring(0, equals));
            values.computeIfAbsent(key, k -> new ArrayList<>())
                    .add(equals < 0 ? "" : decoded(pair.substring(equals + 1)));
        }
        return values;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
