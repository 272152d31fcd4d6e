package eu.twintown.node.subscription;

import java.time.Instant;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * How the notifications of one subscription have fared (ETSI GS CIM 009 V1.9.1, clause 5.2.14.2).
 *
 * @param behind whether the subscription reads the outbox by itself, because its endpoint did not keep up
 */
record DeliveryState(
        long timesSent,
        long timesFailed,
        Optional<Instant> lastNotification,
        Optional<Instant> lastSuccess,
        Optional<Instant> lastFailure,
        boolean failed,
        boolean behind) {

    static final DeliveryState NONE =
            new DeliveryState(0, 0, Optional.empty(), Optional.empty(), Optional.empty(), false, false);
    private static final JsonMapper JSON = JsonMapper.shared();

    DeliveryState delivered(Instant at) {
        return new DeliveryState(
                timesSent + 1, timesFailed, Optional.of(at), Optional.of(at), lastFailure, false, behind);
    }

    DeliveryState failed(Instant at) {
        return new DeliveryState(
                timesSent + 1, timesFailed + 1, Optional.of(at), lastSuccess, Optional.of(at), true, behind);
    }

    DeliveryState withBehind(boolean now) {
        return new DeliveryState(timesSent, timesFailed, lastNotification, lastSuccess, lastFailure, failed, now);
    }

    /** Adds the output-only members to the notification part of a subscription. */
    void writeTo(ObjectNode notification) {
        if (timesSent > 0) {
            notification.put("timesSent", timesSent);
            notification.put("status", failed ? "failed" : "ok");
        }
        if (timesFailed > 0) {
            notification.put("timesFailed", timesFailed);
        }
        put(notification, "lastNotification", lastNotification);
        put(notification, "lastSuccess", lastSuccess);
        put(notification, "lastFailure", lastFailure);
    }

    String encode() {
        ObjectNode node = JSON.createObjectNode();
        node.put("timesSent", timesSent);
        node.put("timesFailed", timesFailed);
        put(node, "lastNotification", lastNotification);
        put(node, "lastSuccess", lastSuccess);
        put(node, "lastFailure", lastFailure);
        node.put("failed", failed);
        node.put("behind", behind);
        return node.toString();
    }

    static DeliveryState parse(String text) {
        JsonNode node = JSON.readTree(text);
        return new DeliveryState(
                node.path("timesSent").asLong(0),
                node.path("timesFailed").asLong(0),
                instant(node, "lastNotification"),
                instant(node, "lastSuccess"),
                instant(node, "lastFailure"),
                node.path("failed").asBoolean(false),
                node.path("behind").asBoolean(false));
    }

    private static Optional<Instant> instant(JsonNode node, String name) {
        return node.has(name) ? Optional.of(Instant.parse(node.get(name).asString())) : Optional.empty();
    }

    private static void put(ObjectNode node, String name, Optional<Instant> at) {
        at.ifPresent(instant -> node.put(
                name, instant.truncatedTo(java.time.temporal.ChronoUnit.MILLIS).toString()));
    }
}
