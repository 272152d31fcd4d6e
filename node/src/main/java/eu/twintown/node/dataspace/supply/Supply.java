package eu.twintown.node.dataspace.supply;

import eu.twintown.node.dataspace.agreement.Side;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * How an agreement is kept, as one side knows it.
 *
 * @param checkedAt when everything was asked for last
 * @param breaches the oldest first; the last hundred
 */
record Supply(String agreement, Side side, Seen seen, Optional<Instant> checkedAt, List<Breach> breaches) {
    private static final int KEPT = 100;

    Supply {
        breaches = List.copyOf(breaches.subList(Math.max(0, breaches.size() - KEPT), breaches.size()));
    }

    static Supply unknown(String agreement, Side side) {
        return new Supply(agreement, side, Seen.NOTHING, Optional.empty(), List.of());
    }

    Supply with(Seen next) {
        return new Supply(agreement, side, next, checkedAt, breaches);
    }

    Supply checked(Instant at) {
        return new Supply(agreement, side, seen, Optional.of(at), breaches);
    }

    List<Breach> open() {
        return breaches.stream().filter(breach -> breach.until().isEmpty()).toList();
    }

    /** With breaches that have begun, and without those that are over. */
    Supply judged(Map<Breach.Kind, String> wrong, Instant now) {
        List<Breach> next = new ArrayList<>();
        for (Breach breach : breaches) {
            boolean over = breach.until().isEmpty() && !wrong.containsKey(breach.kind());
            next.add(over ? breach.over(now) : breach);
        }
        wrong.forEach((kind, text) -> {
            if (open().stream().noneMatch(breach -> breach.kind() == kind)) {
                next.add(new Breach(UUID.randomUUID().toString(), kind, text, now, Optional.empty()));
            }
        });
        return new Supply(agreement, side, seen, checkedAt, next);
    }

    /** With a breach as the other side tells it. */
    Supply told(Breach breach) {
        List<Breach> next = new ArrayList<>(breaches);
        next.removeIf(known -> known.id().equals(breach.id()));
        next.add(breach);
        return new Supply(agreement, side, seen, checkedAt, next);
    }

    String state() {
        return !open().isEmpty() ? "breach" : seen.equals(Seen.NOTHING) && breaches.isEmpty() ? "unknown" : "ok";
    }

    ObjectNode json() {
        ObjectNode node = JsonMapper.shared()
                .createObjectNode()
                .put("agreement", agreement)
                .put("side", side.name())
                .put("state", state());
        checkedAt.ifPresent(at -> node.put("checkedAt", at.toString()));
        ObjectNode what = node.putObject("seen");
        seen.newest().ifPresent(at -> what.put("newest", at.toString()));
        if (seen.entities() >= 0) {
            what.put("entities", seen.entities()).put("most", seen.most());
        }
        put(what.putObject("shapes"), seen.shapes());
        put(what.putObject("lastShapes"), seen.lastShapes());
        seen.types().forEach(what.putArray("otherTypes")::add);
        ArrayNode list = node.putArray("breaches");
        breaches.forEach(breach -> list.add(breach.json()));
        return node;
    }

    private static void put(ObjectNode node, Map<String, String> values) {
        new TreeMap<>(values).forEach(node::put);
    }

    static Supply read(String json) {
        JsonNode node = JsonMapper.shared().readTree(json);
        JsonNode what = node.path("seen");
        List<String> types = new ArrayList<>();
        what.path("otherTypes").forEach(type -> types.add(type.asString()));
        List<Breach> breaches = new ArrayList<>();
        node.path("breaches").forEach(breach -> breaches.add(Breach.read(breach)));
        return new Supply(
                node.path("agreement").asString(),
                Side.valueOf(node.path("side").asString()),
                new Seen(
                        instant(what, "newest"),
                        texts(what.path("shapes")),
                        texts(what.path("lastShapes")),
                        what.path("entities").asLong(-1),
                        what.path("most").asLong(-1),
                        types),
                instant(node, "checkedAt"),
                breaches);
    }

    private static Optional<Instant> instant(JsonNode node, String name) {
        return node.has(name) ? Optional.of(Instant.parse(node.path(name).asString())) : Optional.empty();
    }

    private static Map<String, String> texts(JsonNode node) {
        Map<String, String> texts = new TreeMap<>();
        node.propertyNames().forEach(name -> texts.put(name, node.path(name).asString()));
        return texts;
    }
}
