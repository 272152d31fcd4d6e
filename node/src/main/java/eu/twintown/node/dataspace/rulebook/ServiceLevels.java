package eu.twintown.node.dataspace.rulebook;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Holds service levels against what a node measures of itself. What it does not measure stays open. */
public final class ServiceLevels {
    /** Age of the newest observation of an entity type. */
    public static final String FRESHNESS = "freshness";
    /** How long answers to requests for data take, the middle one of all. */
    public static final String TIME_TO_ANSWER = "timeToAnswer";
    /** How many entities of a type there are; its target is the member {@code minimum}. */
    public static final String COMPLETENESS = "completeness";
    /** What people look after. */
    public static final String OTHER = "other";

    static final List<String> METRICS = List.of(FRESHNESS, COMPLETENESS, TIME_TO_ANSWER, OTHER);

    private final Map<String, Function<JsonNode, Optional<Duration>>> measures;

    private final ToLongFunction<JsonNode> entities;

    /**
     * Measures.
     *
     * @param measures by metric, for the item of the rulebook; empty where there is nothing to measure yet
     * @param entities how many there are of the type of an item
     */
    public ServiceLevels(
            Map<String, Function<JsonNode, Optional<Duration>>> measures, ToLongFunction<JsonNode> entities) {
        this.measures = Map.copyOf(measures);
        this.entities = entities;
    }

    /** Whether each offer must promise this level, as it is about the data. */
    static boolean isOfOffers(JsonNode item) {
        String metric = item.path("metric").asString(OTHER);
        return metric.equals(FRESHNESS) && item.has("target") || metric.equals(COMPLETENESS) && item.has("minimum");
    }

    /** Each level with what was measured and whether it is met: true, false or null. */
    ArrayNode of(Rulebook rulebook) {
        ArrayNode levels = JsonMapper.shared().createArrayNode();
        for (JsonNode item : rulebook.document().path("serviceLevels")) {
            ObjectNode level = levels.addObject().put("id", item.path("id").asString());
            level.set("text", item.path("text"));
            String metric = item.path("metric").asString(OTHER);
            level.put("metric", metric);
            Optional<Duration> target = item.has("target")
                    ? Optional.of(Duration.parse(item.path("target").asString()))
                    : Optional.empty();
            target.ifPresent(most -> level.put("target", most.toString()));
            Optional<Duration> measured =
                    Optional.ofNullable(measures.get(metric)).flatMap(measure -> measure.apply(item));
            measured.ifPresent(found -> level.put("measured", found.toString()));
            if (metric.equals(COMPLETENESS) && item.has("minimum")) {
                long minimum = item.path("minimum").asLong();
                long there = entities.applyAsLong(item);
                level.put("minimum", minimum).put("entities", there).put("met", there >= minimum);
            } else if (target.isPresent() && measured.isPresent()) {
                level.put("met", measured.get().compareTo(target.get()) <= 0);
            } else {
                level.putNull("met");
            }
        }
        return levels;
    }
}
