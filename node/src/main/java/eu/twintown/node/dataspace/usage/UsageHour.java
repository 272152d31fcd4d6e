package eu.twintown.node.dataspace.usage;

import eu.twintown.node.dataspace.agreement.Side;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The uses under one agreement within one hour (UTC), on one side.
 *
 * @param rows one for each who, purpose and what
 */
public record UsageHour(String agreement, Side side, Instant hour, List<Row> rows) {

    /** How often who used what for which purpose, and how many entities that gave. */
    public record Row(String who, String kind, String purpose, String what, long requests, long entities, long failed) {

        Row plus(Row more) {
            return new Row(
                    who, kind, purpose, what, requests + more.requests, entities + more.entities, failed + more.failed);
        }

        boolean isAbout(Row other) {
            return who.equals(other.who)
                    && kind.equals(other.kind)
                    && purpose.equals(other.purpose)
                    && what.equals(other.what);
        }
    }

    public UsageHour {
        rows = List.copyOf(rows);
    }

    UsageHour plus(List<Row> more) {
        List<Row> all = new ArrayList<>(rows);
        for (Row row : more) {
            int known = 0;
            while (known < all.size() && !all.get(known).isAbout(row)) {
                known++;
            }
            if (known < all.size()) {
                all.set(known, all.get(known).plus(row));
            } else {
                all.add(row);
            }
        }
        return new UsageHour(agreement, side, hour, all);
    }

    public long requests() {
        return rows.stream().mapToLong(Row::requests).sum();
    }

    /** @param named whether it tells who; else only what kind of principal */
    public ObjectNode json(boolean named) {
        ObjectNode node = JsonMapper.shared()
                .createObjectNode()
                .put("agreement", agreement)
                .put("side", side.name())
                .put("hour", hour.toString())
                .put("requests", requests())
                .put("entities", rows.stream().mapToLong(Row::entities).sum())
                .put("failed", rows.stream().mapToLong(Row::failed).sum());
        ArrayNode list = node.putArray("rows");
        for (Row row : rows) {
            ObjectNode each = list.addObject();
            if (named) {
                each.put("who", row.who());
            }
            each.put("kind", row.kind())
                    .put("purpose", row.purpose())
                    .put("what", row.what())
                    .put("requests", row.requests())
                    .put("entities", row.entities())
                    .put("failed", row.failed());
        }
        return node;
    }

    static UsageHour read(String json) {
        JsonNode node = JsonMapper.shared().readTree(json);
        List<Row> rows = new ArrayList<>();
        node.path("rows")
                .forEach(row -> rows.add(new Row(
                        row.path("who").asString(),
                        row.path("kind").asString(),
                        row.path("purpose").asString(),
                        row.path("what").asString(),
                        row.path("requests").asLong(),
                        row.path("entities").asLong(),
                        row.path("failed").asLong())));
        return new UsageHour(
                node.path("agreement").asString(),
                Side.valueOf(node.path("side").asString()),
                Instant.parse(node.path("hour").asString()),
                rows);
    }
}
