package eu.twintown.kernel.query;

import eu.twintown.kernel.entity.Attribute;
import eu.twintown.kernel.entity.Entity;
import eu.twintown.kernel.time.DateTimes;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.StringNode;

/** Members of entities and attributes that are not sub-attributes but can be queried like them (clauses 4.8, 4.5). */
final class SystemMember {

    private static final String NGSI_LD = "https://uri.etsi.org/ngsi-ld/";

    private static final Map<String, Function<Entity, Optional<Instant>>> ENTITY_TIMES = Map.of(
            NGSI_LD + "createdAt", entity -> Optional.ofNullable(entity.createdAt()),
            NGSI_LD + "modifiedAt", entity -> Optional.ofNullable(entity.modifiedAt()),
            NGSI_LD + "expiresAt", entity -> Optional.ofNullable(entity.expiresAt()));

    private static final Map<String, Function<Attribute, Optional<Instant>>> TIMES = Map.of(
            NGSI_LD + "observedAt",
                    attribute -> Optional.ofNullable(attribute.observedAt()).flatMap(DateTimes::parse),
            NGSI_LD + "createdAt", attribute -> Optional.ofNullable(attribute.createdAt()),
            NGSI_LD + "modifiedAt", attribute -> Optional.ofNullable(attribute.modifiedAt()),
            NGSI_LD + "expiresAt", attribute -> Optional.ofNullable(attribute.expiresAt()));

    private static final Map<String, Function<Attribute, Optional<JsonNode>>> TEXTS = Map.of(
            NGSI_LD + "unitCode",
                    attribute -> Optional.ofNullable(attribute.unitCode()).map(StringNode::valueOf),
            NGSI_LD + "datasetId",
                    attribute -> Optional.ofNullable(attribute.datasetId()).map(StringNode::valueOf),
            NGSI_LD + "instanceId",
                    attribute -> Optional.ofNullable(attribute.instanceId()).map(StringNode::valueOf),
            NGSI_LD + "hasValueType",
                    attribute -> Optional.ofNullable(attribute.valueType()).map(StringNode::valueOf),
            NGSI_LD + "hasObjectType", SystemMember::objectTypes);

    private SystemMember() {}

    static Optional<Target> of(Entity entity, String name) {
        return Optional.ofNullable(ENTITY_TIMES.get(name))
                .flatMap(time -> time.apply(entity))
                .map(Target.Time::new);
    }

    static Optional<Target> of(Attribute attribute, String name) {
        Function<Attribute, Optional<Instant>> time = TIMES.get(name);
        if (time != null) {
            return time.apply(attribute).map(Target.Time::new);
        }
        return Optional.ofNullable(TEXTS.get(name))
                .flatMap(text -> text.apply(attribute))
                .map(value -> new Target.Value(value, false));
    }

    private static Optional<JsonNode> objectTypes(Attribute attribute) {
        if (attribute.objectTypes().isEmpty()) {
            return Optional.empty();
        }
        var types = JsonNodeFactory.instance.arrayNode();
        attribute.objectTypes().forEach(types::add);
        return Optional.of(types);
    }
}
