package eu.twintown.node.subscription;

import eu.twintown.kernel.entity.Representation;
import eu.twintown.kernel.entity.Representation.Format;
import eu.twintown.node.http.JsonMembers;
import eu.twintown.node.subscription.Subscription.Endpoint;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Checks and reads the part of a subscription that is about its notifications (clauses 5.2.14, 5.2.15, 5.2.22). */
final class NotificationParser {
    static final String JSON = "application/json";
    static final String JSON_LD = "application/ld+json";
    static final String GEO_JSON = "application/geo+json";

    private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration LONGEST_TIMEOUT = Duration.ofSeconds(30);
    private static final Pattern HEADER_NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

    private NotificationParser() {}

    static Representation representation(JsonMembers notification, Optional<String> lang) {
        if (notification.flag("showChanges").orElse(false)) {
            throw SubscriptionParser.notYet(
                    "Notifications with previous values (showChanges) are not possible yet",
                    notification.place("showChanges"));
        }
        String join =
                notification.oneOf("join", List.of("flat", "inline", "@none")).orElse("@none");
        if (!join.equals("@none")) {
            throw SubscriptionParser.notYet(
                    "Notifications with linked entities (join) are not possible yet", notification.place("join"));
        }
        Format format = format(notification);
        boolean geo = notification
                .object("endpoint")
                .flatMap(endpoint -> endpoint.text("accept"))
                .map(GEO_JSON::equals)
                .orElse(false);
        Set<String> pick = new LinkedHashSet<>(notification.texts("pick"));
        List<String> attributes = notification.texts("attributes");
        if (!pick.isEmpty() && !attributes.isEmpty()) {
            throw notification.fault("attributes", "stands beside pick; give only pick");
        }
        if (!attributes.isEmpty()) {
            pick.addAll(attributes);
            pick.addAll(List.of("id", "type"));
        }
        return new Representation(
                geo ? Format.GEOJSON : format,
                format,
                notification.flag("sysAttrs").orElse(false),
                pick,
                new LinkedHashSet<>(notification.texts("omit")),
                lang.orElse(null),
                Set.of(),
                Representation.LOCATION);
    }

    private static Format format(JsonMembers notification) {
        String format = notification
                .oneOf("format", List.of("normalized", "concise", "simplified", "keyValues"))
                .orElse("normalized");
        return switch (format) {
            case "concise" -> Format.CONCISE;
            case "simplified", "keyValues" -> Format.SIMPLIFIED;
            default -> Format.NORMALIZED;
        };
    }

    static Endpoint endpoint(JsonMembers notification) {
        JsonMembers endpoint =
                notification.object("endpoint").orElseThrow(() -> notification.fault("endpoint", "is missing"));
        URI uri = endpoint.uri("uri").orElseThrow(() -> endpoint.fault("uri", "is missing"));
        String scheme = uri.getScheme();
        if (scheme.equals("mqtt") || scheme.equals("mqtts")) {
            throw SubscriptionParser.notYet("Notifications by MQTT are not possible yet", endpoint.place("uri"));
        }
        boolean http = scheme.equals("http") || scheme.equals("https");
        if (!http || uri.getHost() == null || uri.getRawUserInfo() != null) {
            throw endpoint.fault("uri", "must be an http or https URL with a host and without user information");
        }
        pairs(endpoint, "notifierInfo");
        Duration timeout =
                endpoint.positive("timeout").map(NotificationParser::millis).orElse(DEFAULT_TIMEOUT);
        return new Endpoint(
                uri,
                endpoint.oneOf("accept", List.of(JSON, JSON_LD, GEO_JSON)).orElse(JSON),
                pairs(endpoint, "receiverInfo"),
                timeout.compareTo(LONGEST_TIMEOUT) < 0 ? timeout : LONGEST_TIMEOUT,
                endpoint.positive("cooldown").map(NotificationParser::millis).orElse(Duration.ZERO));
    }

    private static Duration millis(double millis) {
        return Duration.ofMillis((long) Math.clamp(millis, 1, 1e12));
    }

    private static Map<String, String> pairs(JsonMembers endpoint, String member) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (JsonMembers pair : endpoint.objects(member)) {
            String key = pair.requiredText("key");
            String value = pair.requiredText("value");
            if (!HEADER_NAME.matcher(key).matches()) {
                throw pair.fault("key", "must be a name that can stand as an HTTP header");
            }
            if (value.chars().anyMatch(c -> c < ' ' || c == 0x7f)) {
                throw pair.fault("value", "must not hold control characters");
            }
            headers.put(key, value);
        }
        return headers;
    }
}
