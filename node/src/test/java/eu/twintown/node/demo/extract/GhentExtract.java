package eu.twintown.node.demo.extract;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Ghent: keeps of each answer of the Opendatasoft API only what changes (three numbers and a time per garage), and what
 * never changes once. Answers that say the same as the one before are left out; answers that are no answers (empty body,
 * no records, "Unknown dataset") are kept by name, because a live source gives such answers too.
 */
final class GhentExtract {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final DateTimeFormatter FILE_TIME = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss");
    private static final Set<String> CHANGING =
            Set.of("availablecapacity", "occupation", "totalcapacity", "lastupdate");

    private GhentExtract() {}

    static void write(Path raw, Path output) throws IOException {
        TreeMap<Instant, String> answers = readAll(raw.resolve("opendatasoft-snapshots-20221129-20221206.tar.gz"));
        TreeMap<String, JsonNode> garages = new TreeMap<>();
        List<String> lines = new ArrayList<>();
        String before = "";
        for (Map.Entry<Instant, String> answer : answers.entrySet()) {
            Instant seen = answer.getKey();
            Optional<JsonNode> body = records(answer.getValue());
            String line = body.isPresent() ? "ok," + values(body.get(), seen, garages) : fault(answer.getValue());
            String content = body.map(records -> contentOf(records)).orElse(line);
            if (ExtractGenerator.inWeek(seen) && !content.equals(before)) {
                lines.add(seen + "," + line);
                before = content;
            }
        }
        lines.addFirst("seen,answer,record_timestamp," + String.join(",", garages.keySet()));
        ExtractGenerator.writeLines(output.resolve("snapshots.csv"), lines);
        ArrayNode constants = JSON.createArrayNode();
        garages.values().forEach(constants::add);
        Files.writeString(
                output.resolve("garages.json"),
                JSON.writerWithDefaultPrettyPrinter().writeValueAsString(constants) + "\n");
    }

    private static TreeMap<Instant, String> readAll(Path archive) throws IOException {
        TreeMap<Instant, String> answers = new TreeMap<>();
        try (InputStream file = Files.newInputStream(archive);
                TarArchiveInputStream tar = new TarArchiveInputStream(new GZIPInputStream(file))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                String name = Path.of(entry.getName()).getFileName().toString();
                if (name.startsWith("data-") && name.endsWith(".json")) {
                    String time = name.substring("data-".length(), name.length() - ".json".length());
                    Instant seen = LocalDateTime.parse(time, FILE_TIME).toInstant(ZoneOffset.UTC);
                    answers.put(seen, new String(tar.readAllBytes(), StandardCharsets.UTF_8));
                }
            }
        }
        return answers;
    }

    private static Optional<JsonNode> records(String body) {
        try {
            JsonNode records = JSON.readTree(body).path("records");
            return records.size() > 0 ? Optional.of(records) : Optional.empty();
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    private static String fault(String body) {
        if (body.isBlank()) {
            return "empty,";
        }
        return body.contains("Unknown dataset") ? "unknown-dataset," : "no-records,";
    }

    /** {@code available occupation total seconds-since-lastupdate} for each garage, in the order of their names. */
    private static String values(JsonNode records, Instant seen, TreeMap<String, JsonNode> garages) {
        TreeMap<String, String> cells = new TreeMap<>();
        String timestamp = "";
        for (JsonNode record : records) {
            JsonNode fields = record.get("fields");
            String name = fields.get("name").asString();
            garages.computeIfAbsent(name, key -> constants(record));
            Instant updated =
                    OffsetDateTime.parse(fields.get("lastupdate").asString()).toInstant();
            cells.put(
                    name,
                    fields.get("availablecapacity").asInt() + " "
                            + fields.get("occupation").asInt() + " "
                            + fields.get("totalcapacity").asInt() + " "
                            + Duration.between(updated, seen).toSeconds());
            timestamp = record.get("record_timestamp").asString();
        }
        return timestamp + "," + String.join(",", cells.values());
    }

    private static String contentOf(JsonNode records) {
        TreeMap<String, String> byName = new TreeMap<>();
        for (JsonNode record : records) {
            byName.put(
                    record.get("fields").get("name").asString(),
                    record.get("fields").toString());
        }
        return byName.toString();
    }

    private static JsonNode constants(JsonNode record) {
        ObjectNode constant = JSON.createObjectNode();
        ObjectNode fields = constant.putObject("fields");
        record.get("fields").properties().forEach(field -> {
            if (!CHANGING.contains(field.getKey())) {
                fields.set(field.getKey(), field.getValue());
            }
        });
        constant.set("geometry", record.get("geometry"));
        return constant;
    }
}
