package eu.twintown.node.context;

import eu.twintown.kernel.problem.Problem;
import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.kernel.problem.ProblemType;
import eu.twintown.node.http.BodyContext;
import eu.twintown.node.http.Exchange;
import eu.twintown.node.http.LdContexts;
import eu.twintown.node.http.Parameters;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * A query that came as a JSON document (ETSI GS CIM 009 V1.9.1, clause 5.2.23), turned into the parameters that the same
 * query by GET would have: one way of reading queries, and the form in which they are forwarded.
 */
final class QueryBody {

    /** Members that are lists of names or URIs. */
    private static final Set<String> LISTS = Set.of("attrs", "pick", "omit", "datasetId");

    private static final Set<String> TEXTS = Set.of("q", "scopeQ", "lang", "entityMapLifetime");
    private static final Set<String> GEO = Set.of("georel", "geometry", "geoproperty");
    private static final Set<String> TEMPORAL = Set.of("timerel", "timeAt", "endTimeAt", "timeproperty", "lastN");
    private static final Set<String> PLANNED = Set.of(
            "aggrParams",
            "containedBy",
            "csf",
            "expandValues",
            "join",
            "joinLevel",
            "jsonKeys",
            "ordering",
            "splitEntities");

    /** The query's parameters, and the context that its names and the answer's are in. */
    record Query(Parameters parameters, LdContexts.Linked linked) {}

    private final Map<String, String> parameters = new LinkedHashMap<>();

    private QueryBody() {}

    static Query read(Exchange exchange, BrokerParts parts) {
        BodyContext context = parts.contexts().ofBody(exchange);
        JsonNode body = parts.bodies().readTree(exchange);
        if (!body.isObject()) {
            throw ProblemException.badData("The body must be a JSON object of type Query", "");
        }
        JsonNode inline = body.get("@context");
        if (inline != null) {
            context.apply(inline);
        }
        context.requireFound();
        if (!body.path("type").asString("").equals("Query")) {
            throw ProblemException.badData("The type must be 'Query'", "/type");
        }
        QueryBody query = new QueryBody();
        for (String name : body.propertyNames()) {
            query.member(name, body.get(name));
        }
        return new Query(Parameters.of(query.parameters), context.effective());
    }

    private void member(String name, JsonNode value) {
        String pointer = "/" + name;
        if (PLANNED.contains(name)) {
            throw new ProblemException(new Problem(
                    ProblemType.NOT_IMPLEMENTED,
                    "The member '" + name + "' is part of NGSI-LD, but this node does not support it yet",
                    Map.of("pointer", pointer)));
        }
        if (LISTS.contains(name)) {
            parameters.put(name, list(value, pointer));
        } else if (TEXTS.contains(name)) {
            parameters.put(name, text(value, pointer));
        } else {
            switch (name) {
                case "@context", "type" -> {}
                case "entities" -> entities(value);
                case "geoQ" -> geo(value);
                case "temporalQ" -> temporal(value);
                case "entityMap" -> parameters.put(name, value.toString());
                default -> throw ProblemException.badData("A Query has no member '" + name + "'", pointer);
            }
        }
    }

    /**
     * Entity selectors (clause 5.2.33) are alternatives. They become one selection of types, or one list of ids, where
     * that says the same.
     */
    private void entities(JsonNode selectors) {
        if (!selectors.isArray() || selectors.isEmpty()) {
            throw ProblemException.badData("'entities' must be an array with at least one selector", "/entities");
        }
        Set<String> types = new LinkedHashSet<>();
        Set<String> ids = new LinkedHashSet<>();
        Set<String> patterns = new LinkedHashSet<>();
        int withIds = 0;
        for (int i = 0; i < selectors.size(); i++) {
            String pointer = "/entities/" + i;
            JsonNode selector = selectors.get(i);
            if (!selector.isObject() || !selector.has("type")) {
                throw ProblemException.badData("A selector must be an object with a type", pointer);
            }
            types.add(text(selector.get("type"), pointer + "/type"));
            if (selector.has("id")) {
                withIds++;
                JsonNode id = selector.get("id");
                ids.add(id.isArray() ? list(id, pointer + "/id") : text(id, pointer + "/id"));
            } else if (selector.has("idPattern")) {
                patterns.add(text(selector.get("idPattern"), pointer + "/idPattern"));
            }
        }
        boolean onlyTypes = ids.isEmpty() && patterns.isEmpty();
        boolean onlyIdsOfOneType = types.size() == 1 && withIds == selectors.size();
        if (selectors.size() > 1 && !onlyTypes && !onlyIdsOfOneType) {
            throw new ProblemException(new Problem(
                    ProblemType.NOT_IMPLEMENTED,
                    "Several selectors with different ids or patterns are not supported yet; make one query for each",
                    Map.of("pointer", "/entities")));
        }
        parameters.put("type", String.join(",", types));
        if (!ids.isEmpty()) {
            parameters.put("id", String.join(",", ids));
        }
        patterns.forEach(pattern -> parameters.put("idPattern", pattern));
    }

    private void geo(JsonNode geo) {
        requireObject(geo, "/geoQ");
        for (String name : geo.propertyNames()) {
            JsonNode value = geo.get(name);
            if (name.equals("coordinates")) {
                parameters.put(name, value.isString() ? value.asString() : value.toString());
            } else if (GEO.contains(name)) {
                parameters.put(name, text(value, "/geoQ/" + name));
            } else {
                throw ProblemException.badData("A geo query has no member '" + name + "'", "/geoQ/" + name);
            }
        }
    }

    private void temporal(JsonNode temporal) {
        requireObject(temporal, "/temporalQ");
        for (String name : temporal.propertyNames()) {
            JsonNode value = temporal.get(name);
            if (!TEMPORAL.contains(name)) {
                throw ProblemException.badData("A temporal query has no member '" + name + "'", "/temporalQ/" + name);
            }
            parameters.put(name, value.isNumber() ? value.asString() : text(value, "/temporalQ/" + name));
        }
    }

    private static void requireObject(JsonNode value, String pointer) {
        if (!value.isObject()) {
            throw ProblemException.badData("This must be an object", pointer);
        }
    }

    private static String text(JsonNode value, String pointer) {
        if (!value.isString() || value.asString().isBlank()) {
            throw ProblemException.badData("This must be a text that is not empty", pointer);
        }
        return value.asString();
    }

    private static String list(JsonNode value, String pointer) {
        if (!value.isArray() || value.isEmpty()) {
            throw ProblemException.badData("This must be an array with at least one text", pointer);
        }
        Set<String> items = new LinkedHashSet<>();
        for (int i = 0; i < value.size(); i++) {
            items.add(text(value.get(i), pointer + "/" + i));
        }
        return String.join(",", items);
    }
}
