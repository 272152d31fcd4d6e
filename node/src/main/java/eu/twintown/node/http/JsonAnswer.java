package eu.twintown.node.http;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Answers with JSON whose terms a JSON-LD context explains: in the body or in a Link header (clause 6.3.6). */
public final class JsonAnswer {

    private JsonAnswer() {}

    /** Sends an object, or an array of objects, whose names were compacted with {@code linked}. */
    public static void send(Exchange exchange, MediaType type, LdContexts.Linked linked, JsonNode answer) {
        if (type == MediaType.JSON_LD) {
            addContext(answer, linked);
        }
        send(exchange, type, linked, JsonBodies.WRITER.writeValueAsBytes(answer));
    }

    /** Sends JSON text; as JSON-LD it has its context in it already. */
    public static void send(Exchange exchange, MediaType type, LdContexts.Linked linked, byte[] answer) {
        if (type == MediaType.JSON) {
            exchange.linkContext(linked);
        }
        exchange.send(200, type, answer);
    }

    private static void addContext(JsonNode answer, LdContexts.Linked linked) {
        switch (answer) {
            case ObjectNode object -> object.set("@context", linked.context().source());
            case ArrayNode array -> array.forEach(element -> addContext(element, linked));
            default -> throw new IllegalArgumentException("Not an object or an array: " + answer.getNodeType());
        }
    }
}
