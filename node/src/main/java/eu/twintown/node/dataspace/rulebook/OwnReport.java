package eu.twintown.node.dataspace.rulebook;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** How this node keeps to the rulebook, as far as it can know that itself. */
public final class OwnReport {
    static final String STATEMENT = "rulebook-report";
    private static final JsonMapper MAPPER = JsonMapper.shared();

    private final String me;
    private final Facts facts;
    private final Function<String, Optional<ObjectNode>> acknowledged;
    private final InstantSource clock;

    /**
     * What the node knows of itself.
     *
     * @param offers each offer as {@code {id, title, published, conflicts}}, in the words of a language
     * @param entities number of entities by expanded type
     * @param holds whether the node holds a valid credential of a type
     */
    public record Facts(
            Function<Locale, List<ObjectNode>> offers,
            Supplier<Map<String, Long>> entities,
            Function<String, Boolean> holds,
            ServiceLevels levels) {}

    /** @param acknowledged what this node has acknowledged of a version: {@code {version, hash, at, by}} */
    OwnReport(String me, Facts facts, Function<String, Optional<ObjectNode>> acknowledged, InstantSource clock) {
        this.me = me;
        this.facts = facts;
        this.acknowledged = acknowledged;
        this.clock = clock;
    }

    /** @param locale language of the sentences that are quoted */
    ObjectNode of(Rulebook rulebook, Locale locale) {
        Instant now = clock.instant();
        ObjectNode report = MAPPER.createObjectNode()
                .put("member", me)
                .put("rulebook", rulebook.id())
                .put("version", rulebook.version())
                .put("hash", rulebook.hash())
                .put("at", now.toString());
        acknowledged
                .apply(rulebook.version())
                .ifPresentOrElse(own -> report.set("acknowledged", own), () -> report.putNull("acknowledged"));
        report.set("membership", membership(rulebook));
        report.set("dataModels", dataModels(rulebook));
        report.set("offers", offers(locale));
        report.set("serviceLevels", facts.levels().of(rulebook));
        return report;
    }

    private ArrayNode membership(Rulebook rulebook) {
        ArrayNode items = MAPPER.createArrayNode();
        for (JsonNode item : rulebook.document().path("membership")) {
            ObjectNode told = items.addObject().put("id", item.path("id").asString());
            told.set("text", item.path("text"));
            if (item.has("credential")) {
                String type = item.path("credential").asString();
                told.put("credential", type).put("met", facts.holds().apply(type));
            } else {
                told.putNull("met");
            }
        }
        return items;
    }

    private ArrayNode dataModels(Rulebook rulebook) {
        ArrayNode items = MAPPER.createArrayNode();
        Map<String, Long> held = facts.entities().get();
        for (JsonNode item : rulebook.document().path("dataModels")) {
            String type = item.path("type").asString();
            long entities = held.getOrDefault(type, 0L);
            items.addObject()
                    .put("type", type)
                    .put("required", item.path("required").asBoolean(true))
                    .put("entities", entities)
                    .put("used", entities > 0);
        }
        return items;
    }

    private ObjectNode offers(Locale locale) {
        List<ObjectNode> all = facts.offers().apply(locale);
        ObjectNode offers = MAPPER.createObjectNode()
                .put("total", all.size())
                .put(
                        "published",
                        all.stream()
                                .filter(offer -> offer.path("published").asBoolean())
                                .count());
        ArrayNode inConflict = offers.putArray("inConflict");
        all.stream()
                .filter(offer -> !offer.path("conflicts").isEmpty())
                .forEach(offer -> inConflict.add(offer.deepCopy().retain("id", "title", "conflicts")));
        return offers;
    }
}
