package eu.twintown.node.demo.replay;

import eu.twintown.node.demo.replay.GhentGarages.Garage;
import eu.twintown.node.demo.replay.GhentGarages.State;
import eu.twintown.node.demo.replay.RecordedWeek.Replayed;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes answers in the form of the Opendatasoft search API, version 1, with all its peculiarities: positions twice and
 * in both orders, JSON inside a text, flags as 0 and 1, records in no lasting order.
 */
final class OpendatasoftAnswer {
    static final String DATASET = "bezetting-parkeergarages-real-time";

    private static final DateTimeFormatter OFFSET_TIME = DateTimeFormatter.ISO_OFFSET_DATE_TIME;
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final GhentGarages garages;

    OpendatasoftAnswer(GhentGarages garages) {
        this.garages = garages;
    }

    /** One answer: {@code rows} records from {@code start} on, and the counts of the values of the named facets. */
    ObjectNode write(Replayed<State> answer, int rows, int start, List<String> facets) {
        List<ObjectNode> records = records(answer);
        ObjectNode body = JSON.objectNode();
        body.put("nhits", records.size());
        ObjectNode parameters = body.putObject("parameters");
        parameters.put("dataset", DATASET).put("rows", rows).put("start", start);
        if (!facets.isEmpty()) {
            ArrayNode names = parameters.putArray("facet");
            facets.forEach(names::add);
        }
        parameters.put("format", "json").put("timezone", "UTC");
        ArrayNode page = body.putArray("records");
        records.stream().skip(start).limit(rows).forEach(page::add);
        if (!facets.isEmpty() && !records.isEmpty()) {
            ArrayNode groups = body.putArray("facet_groups");
            facets.forEach(facet -> groups.add(facetGroup(facet, records)));
        }
        return body;
    }

    private List<ObjectNode> records(Replayed<State> answer) {
        List<ObjectNode> records = new ArrayList<>();
        for (Garage garage : answer.value().garages()) {
            records.add(record(
                    garage, answer.time(), answer.time().minus(answer.value().stampAge())));
        }
        records.sort(Comparator.comparing(record -> record.get("recordid").asString()));
        return records;
    }

    private ObjectNode record(Garage garage, Instant seen, Instant stamp) {
        JsonNode constant = garages.constantsOf(garage.name());
        ObjectNode fields = (ObjectNode) constant.get("fields").deepCopy();
        fields.put("availablecapacity", garage.available());
        fields.put("occupation", garage.occupation());
        fields.put("totalcapacity", garage.total());
        Instant updated = seen.minus(garage.age());
        fields.put(
                "lastupdate",
                OFFSET_TIME.format(updated.atZone(RecordedWeek.ZONE).truncatedTo(ChronoUnit.SECONDS)));
        ObjectNode record = JSON.objectNode();
        record.put("datasetid", DATASET);
        record.put("recordid", recordId(garage.name() + updated));
        record.set("fields", fields);
        record.set("geometry", constant.get("geometry"));
        record.put("record_timestamp", stamp.toString());
        return record;
    }

    private static ObjectNode facetGroup(String facet, List<ObjectNode> records) {
        Map<String, Integer> counts = new TreeMap<>();
        records.forEach(record -> counts.merge(record.get("fields").path(facet).asString(""), 1, Integer::sum));
        ObjectNode group = JSON.objectNode().put("name", facet);
        ArrayNode values = group.putArray("facets");
        counts.entrySet().stream()
                .filter(count -> !count.getKey().isEmpty())
                .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                .forEach(count -> values.addObject()
                        .put("name", count.getKey())
                        .put("path", count.getKey())
                        .put("count", count.getValue())
                        .put("state", "displayed"));
        return group;
    }

    private static String recordId(String content) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-1").digest(content.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
