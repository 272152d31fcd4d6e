package eu.twintown.store;

import eu.twintown.kernel.entity.Attribute;
import eu.twintown.kernel.entity.AttributeKind;
import eu.twintown.kernel.entity.Entity;
import eu.twintown.kernel.entity.EntityChange;
import eu.twintown.store.Entities.Mutation;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.DoubleNode;
import tools.jackson.databind.node.IntNode;
import tools.jackson.databind.node.StringNode;

/** Car parks for tests. */
public final class TestEntities {
    public static final String PARKING = "https://example.org/OffStreetParking";
    public static final String COUNTER = "https://example.org/TrafficFlowObserved";
    public static final String NAME = "https://example.org/name";
    public static final String FREE = "https://example.org/availableSpotNumber";
    public static final String LOCATION = "https://uri.etsi.org/ngsi-ld/location";

    private static final JsonMapper JSON = JsonMapper.shared();

    private TestEntities() {}

    public static String id(int number) {
        return "urn:ngsi-ld:OffStreetParking:test:" + number;
    }

    public static Entity parking(int number, int free) {
        return parking(id(number), free, 7.6 + number * 0.001, 51.9);
    }

    public static Entity parking(String id, int free, double longitude, double latitude) {
        Map<String, List<Attribute>> attributes = new LinkedHashMap<>();
        attributes.put(NAME, List.of(text("Parkhaus " + id)));
        attributes.put(FREE, List.of(number(free)));
        attributes.put(LOCATION, List.of(point(longitude, latitude)));
        return new Entity(id, List.of(PARKING), attributes);
    }

    public static Entity fragment(String id, String attribute, Attribute instance) {
        return new Entity(id, List.of(), Map.of(attribute, List.of(instance)));
    }

    public static Attribute text(String text) {
        return Attribute.of(AttributeKind.PROPERTY, StringNode.valueOf(text));
    }

    public static Attribute number(int value) {
        return Attribute.of(AttributeKind.PROPERTY, IntNode.valueOf(value));
    }

    public static Attribute number(double value) {
        return Attribute.of(AttributeKind.PROPERTY, DoubleNode.valueOf(value));
    }

    public static Attribute observed(int value, Instant at) {
        Attribute plain = number(value);
        return new Attribute(
                plain.kind(),
                plain.value(),
                null,
                at.toString(),
                null,
                List.of(),
                null,
                null,
                null,
                null,
                null,
                Map.of());
    }

    public static Attribute inDataset(Attribute plain, String datasetId) {
        return new Attribute(
                plain.kind(),
                plain.value(),
                datasetId,
                plain.observedAt(),
                plain.unitCode(),
                plain.objectTypes(),
                plain.valueType(),
                plain.expiresAt(),
                plain.createdAt(),
                plain.modifiedAt(),
                plain.instanceId(),
                plain.attributes());
    }

    public static Attribute point(double longitude, double latitude) {
        return geometry("{\"type\":\"Point\",\"coordinates\":[" + longitude + "," + latitude + "]}");
    }

    public static Attribute geometry(String geoJson) {
        JsonNode node = JSON.readTree(geoJson);
        return Attribute.of(AttributeKind.GEO_PROPERTY, node);
    }

    public static Mutation create(Entity entity) {
        return new Mutation(entity.id(), before -> EntityChange.create(before, entity, Instant.now()), true);
    }

    public static Mutation upsert(Entity entity) {
        return new Mutation(entity.id(), before -> EntityChange.upsert(before, entity, false, Instant.now()));
    }

    public static Mutation update(String id, String attribute, Attribute instance) {
        return new Mutation(
                id, before -> EntityChange.update(before, fragment(id, attribute, instance), Instant.now()));
    }

    public static Mutation delete(String id) {
        return new Mutation(id, EntityChange::delete);
    }
}
