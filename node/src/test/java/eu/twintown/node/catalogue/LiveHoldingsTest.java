package eu.twintown.node.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import eu.twintown.kernel.entity.Attribute;
import eu.twintown.kernel.entity.AttributeKind;
import eu.twintown.kernel.entity.Entity;
import eu.twintown.kernel.entity.EntityChange;
import eu.twintown.store.Entities.Mutation;
import eu.twintown.store.StoreFixture;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.IntNode;

class LiveHoldingsTest {
    private static final String FREE = "https://example.org/free";
    private static final String LOCATION = "https://uri.etsi.org/ngsi-ld/location";

    private final StoreFixture fixture = StoreFixture.open();
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-22T16:00:00Z"));
    private final LiveHoldings holdings = new LiveHoldings(fixture.store(), now::get);

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void anEmptyStoreHoldsNothing() {
        assertThat(holdings.get()).isEmpty();
    }

    @Test
    void tellsCountAreaAndTimeOfEachType() {
        write("urn:a", "{\"type\":\"Point\",\"coordinates\":[7.6,51.9]}", "2026-11-20T10:00:00Z");
        write("urn:a", "{\"type\":\"Point\",\"coordinates\":[7.6,51.9]}", "2026-11-22T10:00:00Z");
        write(
                "urn:b",
                "{\"type\":\"Polygon\",\"coordinates\":[[[7.7,51.8],[7.8,51.8],[7.8,52.0],[7.7,51.8]]]}",
                "2026-11-21T10:00:00Z");

        assertThat(holdings.get()).singleElement().satisfies(parking -> {
            assertThat(parking.type()).isEqualTo(ExampleCatalogue.PARKING);
            assertThat(parking.count()).isEqualTo(2);
            assertThat(parking.area()).hasValue(new Holding.Area(7.6, 51.8, 7.8, 52.0));
            assertThat(parking.first()).hasValue(Instant.parse("2026-11-20T10:00:00Z"));
            assertThat(parking.last()).hasValue(Instant.parse("2026-11-22T10:00:00Z"));
        });
    }

    @Test
    void looksAgainAfterAMinute() {
        assertThat(holdings.get()).isEmpty();
        write("urn:a", "{\"type\":\"Point\",\"coordinates\":[7.6,51.9]}", "2026-11-20T10:00:00Z");

        now.set(now.get().plusSeconds(30));
        assertThat(holdings.get()).isEmpty();
        now.set(now.get().plusSeconds(31));
        assertThat(holdings.get()).hasSize(1);
    }

    private void write(String id, String geometry, String observedAt) {
        Attribute free = new Attribute(
                AttributeKind.PROPERTY,
                IntNode.valueOf(observedAt.hashCode()),
                null,
                observedAt,
                null,
                List.of(),
                null,
                null,
                null,
                null,
                null,
                Map.of());
        Attribute location =
                Attribute.of(AttributeKind.GEO_PROPERTY, JsonMapper.shared().readTree(geometry));
        Entity entity = new Entity(
                id, List.of(ExampleCatalogue.PARKING), Map.of(FREE, List.of(free), LOCATION, List.of(location)));
        fixture.store()
                .entities()
                .apply("", new Mutation(id, before -> EntityChange.upsert(before, entity, false, now.get())));
    }
}
