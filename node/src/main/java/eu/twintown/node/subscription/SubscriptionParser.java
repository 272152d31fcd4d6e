package eu.twintown.node.subscription;

import eu.twintown.kernel.entity.Representation;
import eu.twintown.kernel.jsonld.Context;
import eu.twintown.kernel.problem.Problem;
import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.kernel.problem.ProblemType;
import eu.twintown.kernel.query.GeoQuery;
import eu.twintown.kernel.query.QExpression;
import eu.twintown.kernel.query.ScopeQuery;
import eu.twintown.kernel.query.TypeSelection;
import eu.twintown.node.http.Ids;
import eu.twintown.node.http.JsonMembers;
import eu.twintown.node.subscription.Subscription.Selector;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/** Checks a subscription against clauses 5.2.12, 5.2.13 and 5.2.33, and reads it. */
final class SubscriptionParser {
    private static final List<String> LATER =
            List.of("timeInterval", "csf", "temporalQ", "ngsildConformance", "datasetId");

    private final Function<JsonNode, Context> contexts;

    SubscriptionParser(Function<JsonNode, Context> contexts) {
        this.contexts = contexts;
    }

    /**
     * Reads a document with expanded names.
     *
     * @throws ProblemException BadRequestData with a pointer to the fault; NotImplemented for what this node cannot do
     */
    Subscription parse(Subscription.Key key, Instant since, SubscriptionDocument document) {
        JsonMembers members = JsonMembers.of(document.body());
        members.requireType("Subscription");
        LATER.forEach(name -> refuseLater(members, name));
        List<Selector> selectors = members.objects("entities").stream()
                .map(SubscriptionParser::selector)
                .toList();
        Set<String> watched = new LinkedHashSet<>(members.texts("watchedAttributes"));
        boolean localOnly = members.flag("localOnly").orElse(false);
        if (selectors.isEmpty() && watched.isEmpty() && !localOnly) {
            throw members.fault("entities", "is missing, and so is watchedAttributes; give at least one of them");
        }
        members.flag("splitEntities");
        checkTexts(members);
        JsonMembers notification =
                members.object("notification").orElseThrow(() -> members.fault("notification", "is missing"));
        JsonNode context = members.uri("jsonldContext")
                .map(uri -> (JsonNode) StringNode.valueOf(uri.toString()))
                .orElse(document.context());
        // Clause 5.8.1.4: a context that cannot be had is found out now, not at the first notification.
        Context unused = contexts.apply(context);
        return new Subscription(
                key,
                since,
                selectors,
                watched,
                triggers(members),
                q(members, document.qContext()),
                members.object("geoQ").map(geo -> geo(members, geo)),
                members.text("scopeQ").map(text -> Placed.at(members.place("scopeQ"), () -> ScopeQuery.parse(text))),
                NotificationParser.representation(notification, members.text("lang")),
                context,
                NotificationParser.endpoint(notification),
                members.flag("isActive").orElse(true),
                members.dateTime("expiresAt"),
                members.positive("throttling").map(SubscriptionParser::seconds));
    }

    private static void checkTexts(JsonMembers members) {
        members.text("subscriptionName");
        members.text("description");
        members.text("expandValues");
        members.text("jsonKeys");
    }

    private static void refuseLater(JsonMembers members, String name) {
        if (members.has(name)) {
            throw notYet("Subscriptions with '" + name + "' are not possible yet", members.place(name));
        }
    }

    static ProblemException notYet(String what, String pointer) {
        return new ProblemException(new Problem(
                ProblemType.NOT_IMPLEMENTED, what + "; this node would not act on it.", Map.of("pointer", pointer)));
    }

    private static Duration seconds(double seconds) {
        return Duration.ofMillis((long) Math.min(seconds * 1000, Long.MAX_VALUE / 2_000_000));
    }

    private static Selector selector(JsonMembers entity) {
        TypeSelection types = Placed.at(
                entity.place("type"), () -> TypeSelection.parse(entity.requiredText("type"), UnaryOperator.identity()));
        List<String> ids = entity.textOrTexts("id");
        ids.forEach(id -> Ids.require(id, entity.place("id")));
        return new Selector(types, ids, entity.pattern("idPattern"));
    }

    private static Set<Trigger> triggers(JsonMembers members) {
        List<String> names = members.texts("notificationTrigger");
        if (names.isEmpty()) {
            return Trigger.DEFAULT;
        }
        Set<Trigger> triggers = EnumSet.noneOf(Trigger.class);
        for (String name : names) {
            triggers.addAll(Trigger.of(name)
                    .orElseThrow(() -> members.fault(
                            "notificationTrigger", "has '" + name + "' but must be of " + Trigger.names())));
        }
        return triggers;
    }

    private Optional<QExpression> q(JsonMembers members, JsonNode qContext) {
        return members.text("q")
                .map(text -> Placed.at(
                        members.place("q"),
                        () -> QExpression.parse(
                                text,
                                contexts.apply(qContext)::expand,
                                names(members, "expandValues"),
                                names(members, "jsonKeys"))));
    }

    private static Set<String> names(JsonMembers members, String member) {
        return members.text(member).map(text -> Set.of(text.split(","))).orElse(Set.of());
    }

    private static GeoQuery geo(JsonMembers members, JsonMembers geo) {
        JsonNode coordinates = geo.json().path("coordinates");
        if (!coordinates.isString() && !coordinates.isArray()) {
            throw geo.fault("coordinates", "must be a JSON array, or a text that holds one");
        }
        return Placed.at(
                members.place("geoQ"),
                () -> GeoQuery.parse(
                        geo.requiredText("georel"),
                        geo.requiredText("geometry"),
                        coordinates.isString() ? coordinates.asString() : coordinates.toString(),
                        geo.text("geoproperty").orElse(Representation.LOCATION)));
    }
}
