package eu.twintown.conformance.edc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What passed between a node and EDC, as JSON: {@code toNode} and {@code toEdc}, each a list of {@code {method, path,
 * authorization, body, status, answer}}. Tests read some of it again; where it is written to, a new one can be taken from.
 */
final class Recording {
    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private Recording() {}

    static void write(String name, List<Relay.Message> toNode, List<Relay.Message> toEdc) {
        ObjectNode all = MAPPER.createObjectNode();
        toNode.forEach(message -> add(all.withArray("toNode"), message));
        toEdc.forEach(message -> add(all.withArray("toEdc"), message));
        try {
            Path folder = Files.createDirectories(Path.of("target", "edc"));
            Files.writeString(folder.resolve(name + ".json"), MAPPER.writeValueAsString(all));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void add(ArrayNode list, Relay.Message message) {
        ObjectNode one = list.addObject()
                .put("method", message.method())
                .put("path", message.path())
                .put("authorization", message.authorization());
        one.set("body", json(message.body()));
        one.put("status", message.status()).set("answer", json(message.answer()));
    }

    private static JsonNode json(String text) {
        return text.startsWith("{") ? MAPPER.readTree(text) : MAPPER.valueToTree(text);
    }
}
