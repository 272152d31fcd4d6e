package eu.twintown.kernel.view;

import static org.assertj.core.api.Assertions.assertThat;

import eu.twintown.kernel.entity.Attribute;
import eu.twintown.kernel.entity.AttributeKind;
import eu.twintown.kernel.geo.Geometries;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class TrackTest {
    private static final List<Area> AREA =
            List.of(Area.of(Geometries.tryParse(json("""
                    {"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, 1], [0, 1], [0, 0]]]}""")).orElseThrow()));
    private static final String INSIDE = "{\"type\": \"Point\", \"coordinates\": [0.5, 0.5]}";
    private static final String OUTSIDE = "{\"type\": \"Point\", \"coordinates\": [5, 5]}";

    private static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text);
    }

    private static Attribute place(String geometry, @Nullable String observedAt, String came) {
        return attribute(AttributeKind.GEO_PROPERTY, json(geometry), observedAt, came);
    }

    private static Attribute value(String observedAt) {
        return attribute(AttributeKind.PROPERTY, json("1"), observedAt, "2026-11-22T12:00:00Z");
    }

    private static Attribute attribute(AttributeKind kind, JsonNode value, @Nullable String observedAt, String came) {
        Instant at = Instant.parse(came);
        return new Attribute(kind, value, null, observedAt, null, List.of(), null, null, at, at, null, Map.of());
    }

    @Test
    void aThingThatMovesIsShownWhileItWasInside() {
        Track track = new Track(
                List.of(
                        place(INSIDE, "2026-11-22T10:00:00Z", "2026-11-22T12:00:00Z"),
                        place(OUTSIDE, "2026-11-22T11:00:00Z", "2026-11-22T12:00:00Z")),
                AREA);
        assertThat(track).rejects(value("2026-11-22T09:59:59Z"), value("2026-11-22T11:00:00Z"));
        assertThat(track).accepts(value("2026-11-22T10:00:00Z"), value("2026-11-22T10:59:59Z"));
    }

    /** A counter does not move: that it was entered today says nothing about where it stood yesterday. */
    @Test
    void aPlaceThatNobodyObservedCountsForTheTimeBeforeItCame() {
        assertThat(new Track(List.of(place(INSIDE, null, "2026-11-22T12:00:00Z")), AREA))
                .accepts(value("2026-11-15T10:00:00Z"), value("2026-11-22T13:00:00Z"));
        assertThat(new Track(List.of(place(OUTSIDE, null, "2026-11-22T12:00:00Z")), AREA))
                .rejects(value("2026-11-15T10:00:00Z"), value("2026-11-22T13:00:00Z"));
    }

    @Test
    void withAnObservedPlaceNothingIsAssumedOfTheTimeBefore() {
        Track track = new Track(
                List.of(
                        place(INSIDE, null, "2026-11-22T12:00:00Z"),
                        place(INSIDE, "2026-11-22T13:00:00Z", "2026-11-22T13:00:00Z")),
                AREA);
        assertThat(track).rejects(value("2026-11-22T11:00:00Z"));
        assertThat(track).accepts(value("2026-11-22T12:00:00Z"));
    }

    @Test
    void withoutAnyPlaceNothingIsShown() {
        assertThat(new Track(List.of(), AREA)).rejects(value("2026-11-22T11:00:00Z"));
    }
}
