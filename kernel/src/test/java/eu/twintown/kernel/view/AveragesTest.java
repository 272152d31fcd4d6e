package eu.twintown.kernel.view;

import static org.assertj.core.api.Assertions.assertThat;

import eu.twintown.kernel.entity.Attribute;
import eu.twintown.kernel.entity.AttributeKind;
import eu.twintown.kernel.entity.Entity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class AveragesTest {
    private static final Instant NOW = Instant.parse("2026-11-22T12:34:56Z");
    private static final Averages HOURLY = new Averages(Duration.ofHours(1), Window.ALWAYS, NOW);

    private static Attribute attribute(String json, @Nullable String observedAt, String created, String modified) {
        JsonNode value = JsonMapper.shared().readTree(json);
        return new Attribute(
                AttributeKind.PROPERTY,
                value,
                null,
                observedAt,
                null,
                List.of(),
                null,
                null,
                Instant.parse(created),
                Instant.parse(modified),
                null,
                Map.of());
    }

    private static Optional<Entity> current(Attribute present, Attribute... samples) {
        Entity entity = new Entity("urn:1", List.of("urn:T"), Map.of("urn:a", List.of(present)));
        return HOURLY.current(
                entity, Optional.of(new Entity("urn:1", List.of("urn:T"), Map.of("urn:a", List.of(samples)))));
    }

    private static Optional<String> shown(Optional<Entity> entity) {
        return entity.map(
                one -> one.attributes().get("urn:a").getFirst().value().toString());
    }

    @Test
    void aNumberBecomesTheMeanOfTheLastWholeHour() {
        String came = "2026-11-22T12:30:00Z";
        assertThat(shown(current(
                        attribute("9", "2026-11-22T12:30:00Z", came, came),
                        attribute("1", "2026-11-22T11:00:00Z", came, came),
                        attribute("4", "2026-11-22T11:59:59Z", came, came),
                        attribute("100", "2026-11-22T12:00:00Z", came, came),
                        attribute("100", "2026-11-22T10:59:59Z", came, came))))
                .contains("2.5");
    }

    @Test
    void aNameThatHasNeverChangedIsShownFromTheStartANumberIsNot() {
        String came = "2026-11-22T12:30:00Z";
        assertThat(shown(current(attribute("\"Gartenstraße\"", null, came, came))))
                .contains("\"Gartenstraße\"");
        assertThat(current(attribute("5", null, came, came))).isEmpty();
    }

    @Test
    void aStateThatHasChangedIsShownOnceItHasHeldForAWholeHour() {
        String created = "2026-11-20T08:00:00Z";
        assertThat(current(attribute("\"open\"", null, created, "2026-11-22T12:30:00Z")))
                .isEmpty();
        assertThat(shown(current(attribute("\"open\"", null, created, "2026-11-22T10:59:00Z"))))
                .contains("\"open\"");
    }
}
