package eu.twintown.node.subscription;

import eu.twintown.kernel.jsonld.Context;
import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.kernel.query.QExpression;
import eu.twintown.kernel.query.TypeSelection;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * A subscription as it is stored.
 *
 * @param body the document with expanded names; {@code q} in it stands as it was written
 * @param context source of the JSON-LD context that the subscriber used
 * @param qContext source of the context that {@code q} was written in; a later update may have brought another one
 */
record SubscriptionDocument(ObjectNode body, JsonNode context, JsonNode qContext) {
    private static final String NULL = "urn:ngsi-ld:null";
    private static final JsonMapper JSON = JsonMapper.shared();
    // Members of an entity that stand beside attribute names in pick and omit.
    private static final Set<String> NOT_ATTRIBUTES = Set.of("id", "type", "scope");
    private static final List<String> OUTPUT_ONLY = List.of("status", "createdAt", "modifiedAt");
    private static final List<String> NOTIFICATION_OUTPUT_ONLY =
            List.of("status", "timesSent", "timesFailed", "lastNotification", "lastSuccess", "lastFailure");

    static SubscriptionDocument parse(String stored) {
        JsonNode root = JSON.readTree(stored);
        return new SubscriptionDocument((ObjectNode) root.get("body"), root.get("context"), root.get("qContext"));
    }

    String encode() {
        ObjectNode root = JSON.createObjectNode();
        root.set("body", body);
        root.set("context", context);
        root.set("qContext", qContext);
        return root.toString();
    }

    /** What a subscriber sent, in terms of {@code context}; also a fragment. */
    static SubscriptionDocument expand(JsonNode document, Context context) {
        if (!document.isObject()) {
            throw ProblemException.badData("The body must be a JSON object", "");
        }
        ObjectNode body = (ObjectNode) document.deepCopy();
        body.remove("@context");
        body.remove(OUTPUT_ONLY);
        if (body.path("notification") instanceof ObjectNode notification) {
            notification.remove(NOTIFICATION_OUTPUT_ONLY);
        }
        rename(body, context::expand);
        return new SubscriptionDocument(body, context.source(), context.source());
    }

    /** Partial update (clause 5.5.8): members are added or replaced, and deleted by NGSI-LD Null. */
    SubscriptionDocument patched(SubscriptionDocument fragment) {
        ObjectNode result = body.deepCopy();
        for (String member : fragment.body().propertyNames()) {
            JsonNode value = fragment.body().get(member);
            if (value.isNull() || value.equals(StringNode.valueOf(NULL))) {
                result.remove(member);
            } else {
                result.set(member, value);
            }
        }
        return new SubscriptionDocument(result, context, fragment.body().has("q") ? fragment.qContext() : qContext);
    }

    /** The document in a reader's terms. */
    ObjectNode compact(Context reader, Function<JsonNode, Context> contexts) {
        ObjectNode copy = body.deepCopy();
        rename(copy, reader::compact);
        if (copy.path("q").isString() && !reader.source().equals(qContext)) {
            QExpression q = QExpression.parse(copy.get("q").asString(), contexts.apply(qContext)::expand);
            copy.put("q", q.print(reader::compact));
        }
        return copy;
    }

    private static void rename(ObjectNode body, UnaryOperator<String> rename) {
        renameTexts(body, "watchedAttributes", rename);
        JsonNode selectors = body.path("entities");
        for (int i = 0; i < selectors.size(); i++) {
            if (selectors.get(i) instanceof ObjectNode entity
                    && entity.path("type").isString()) {
                String types = entity.get("type").asString();
                entity.put("type", Placed.at("/entities/" + i + "/type", () -> renamedTypes(types, rename)));
            }
        }
        if (body.path("geoQ") instanceof ObjectNode geo
                && geo.path("geoproperty").isString()) {
            geo.put("geoproperty", rename.apply(geo.get("geoproperty").asString()));
        }
        if (body.path("notification") instanceof ObjectNode notification) {
            for (String member : List.of("attributes", "pick", "omit")) {
                renameTexts(notification, member, name -> NOT_ATTRIBUTES.contains(name) ? name : rename.apply(name));
            }
        }
    }

    private static String renamedTypes(String selection, UnaryOperator<String> rename) {
        return selection.isBlank()
                ? selection
                : TypeSelection.parse(selection, rename).print(UnaryOperator.identity());
    }

    private static void renameTexts(ObjectNode node, String member, UnaryOperator<String> rename) {
        if (node.path(member).isArray()) {
            ArrayNode names = JsonNodeFactory.instance.arrayNode();
            node.get(member)
                    .forEach(name ->
                            names.add(name.isString() ? StringNode.valueOf(rename.apply(name.asString())) : name));
            node.set(member, names);
        }
    }
}
