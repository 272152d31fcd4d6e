package eu.twintown.node.dataspace.dataset;

import eu.twintown.kernel.entity.Attribute;
import eu.twintown.kernel.entity.AttributeKind;
import eu.twintown.kernel.entity.Entity;
import eu.twintown.kernel.entity.EntityChange;
import eu.twintown.kernel.entity.Representation;
import eu.twintown.node.access.enforce.Prospect;
import eu.twintown.node.access.view.Places;
import eu.twintown.node.access.view.Views;
import eu.twintown.store.Entities.Mutation;
import eu.twintown.store.Store;
import eu.twintown.store.StoreFixture;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A small city: car parks and counters with places, and short names for their types. */
final class CarParks {
    static final String NS = "https://city.example/";
    static final String PARKING = NS + "OffStreetParking";
    static final String COUNTER = NS + "Counter";
    static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    static final TermNames NAMES = new TermNames(
            name -> name.equals("location") ? Representation.LOCATION : NS + name,
            iri -> iri.equals(Representation.LOCATION)
                    ? "location"
                    : iri.startsWith(NS) ? iri.substring(NS.length()) : iri);

    /** The western half: car parks west of 7.65 lie in it. */
    static final String WEST = "POLYGON((7.60 51.90, 7.65 51.90, 7.65 52.00, 7.60 52.00, 7.60 51.90))";

    private CarParks() {}

    /** What offers let be seen at {@link #NOW}; this city has no areas but itself to put values together by. */
    static Prospect prospect(Store store) {
        Places places = new Places(store.entities(), Map.of());
        Views views = new Views(store.entities(), store.history(), places, () -> NOW);
        return new Prospect(store.entities(), views, places, NAMES::iri);
    }

    static void put(StoreFixture store, String id, String type, double longitude, String observedAt) {
        put(store, id, type, longitude, observedAt, 12);
    }

    static void put(StoreFixture store, String id, String type, double longitude, String observedAt, int free) {
        Map<String, List<Attribute>> attributes = new LinkedHashMap<>();
        attributes.put(
                Representation.LOCATION,
                List.of(Attribute.of(
                        AttributeKind.GEO_PROPERTY,
                        json("{\"type\":\"Point\",\"coordinates\":[" + longitude + ",51.95]}"))));
        attributes.put(NS + "free", List.of(observed(json(Integer.toString(free)), observedAt)));
        attributes.put(NS + "operator", List.of(Attribute.of(AttributeKind.PROPERTY, json("\"secret plc\""))));
        put(store, new Entity(id, List.of(type), attributes));
    }

    /** A district with an area. */
    static void district(StoreFixture store, String id) {
        put(
                store,
                new Entity(
                        id,
                        List.of(NS + "District"),
                        Map.of(Representation.LOCATION, List.of(Attribute.of(AttributeKind.GEO_PROPERTY, json("""
                                                {"type":"Polygon","coordinates":
                                                 [[[7.60,51.90],[7.65,51.90],[7.65,52.0],[7.60,52.0],[7.60,51.90]]]}"""))))));
    }

    private static void put(StoreFixture store, Entity entity) {
        store.store()
                .entities()
                .apply("", new Mutation(entity.id(), before -> EntityChange.upsert(before, entity, false, NOW)));
    }

    private static Attribute observed(JsonNode value, String at) {
        return new Attribute(
                AttributeKind.PROPERTY, value, null, at, null, List.of(), null, null, null, null, null, Map.of());
    }

    private static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text);
    }
}
