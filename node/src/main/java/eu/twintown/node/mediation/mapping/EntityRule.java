package eu.twintown.node.mediation.mapping;

import eu.twintown.node.config.ConfigNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * How an entity is made of a record.
 *
 * @param types as the mapping names them
 */
record EntityRule(Template id, List<String> types, List<AttributeRule> attributes) {

    static Optional<EntityRule> read(ConfigNode section) {
        Optional<Template> id = Reading.required(section, "id", Template::parse);
        List<String> types = section.texts("type");
        if (types.isEmpty()) {
            section.fault("type", "is missing");
        }
        if (!section.has("attributes")) {
            section.fault("attributes", "is missing");
        }
        List<AttributeRule> attributes = AttributeReader.read(section.section("attributes"));
        return id.map(template -> new EntityRule(template, types, attributes));
    }

    /** The entity's id, in so far as a record without its time tells it. */
    String id(Scope scope) {
        try {
            return id.evaluate(scope);
        } catch (RecordFault e) {
            throw new RecordFault("id: " + e.getMessage(), "id");
        }
    }

    /** The entity; empty where the record has no attribute for it. */
    Optional<MappedEntity> evaluate(Scope scope, Optional<Instant> time, Consumer<String> dropped) {
        ObjectNode entity = Values.JSON.objectNode();
        String name = id(scope);
        entity.put("id", name);
        if (types.size() == 1) {
            entity.put("type", types.getFirst());
        } else {
            ArrayNode list = entity.putArray("type");
            types.forEach(list::add);
        }
        for (AttributeRule rule : attributes) {
            rule.evaluate(scope, dropped).ifPresent(value -> entity.set(rule.name(), value));
        }
        return entity.size() == 2
                ? Optional.empty()
                : Optional.of(new MappedEntity(
                        name, time, entity, names(AttributeRule::onChange), names(AttributeRule::ifAbsent)));
    }

    private Set<String> names(Predicate<AttributeRule> condition) {
        return attributes.stream().filter(condition).map(AttributeRule::name).collect(Collectors.toUnmodifiableSet());
    }
}
