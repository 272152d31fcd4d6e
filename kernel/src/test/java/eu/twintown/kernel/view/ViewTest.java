package eu.twintown.kernel.view;

import static org.assertj.core.api.Assertions.assertThat;

import eu.twintown.kernel.entity.Attribute;
import eu.twintown.kernel.entity.AttributeKind;
import eu.twintown.kernel.entity.Entity;
import eu.twintown.kernel.entity.Representation;
import eu.twintown.kernel.geo.Geometries;
import eu.twintown.kernel.query.EntityFilter;
import eu.twintown.kernel.query.GeoQuery;
import eu.twintown.kernel.query.QExpression;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ViewTest {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final Area SQUARE = Area.of(Geometries.parse(
            JSON.readTree("{\"type\":\"Polygon\",\"coordinates\":[[[0,0],[2,0],[2,2],[0,2],[0,0]]]}")));

    private static Attribute value(String json, @Nullable String observedAt, @Nullable String modifiedAt) {
        return new Attribute(
                AttributeKind.PROPERTY,
                JSON.readTree(json),
                null,
                observedAt,
                null,
                List.of(),
                null,
                null,
                null,
                modifiedAt == null ? null : Instant.parse(modifiedAt),
                null,
                Map.of());
    }

    private static Attribute point(double x, double y, String at) {
        JsonNode point = JSON.readTree("{\"type\":\"Point\",\"coordinates\":[" + x + "," + y + "]}");
        return new Attribute(
                AttributeKind.GEO_PROPERTY, point, null, at, null, List.of(), null, null, null, null, null, Map.of());
    }

    private static Entity entity(List<String> types, Object... attributes) {
        Map<String, List<Attribute>> all = new LinkedHashMap<>();
        for (int i = 0; i < attributes.length; i += 2) {
            all.put((String) attributes[i], List.of((Attribute) attributes[i + 1]));
        }
        return new Entity("urn:x:1", types, List.of("/scope"), NOON, NOON, null, all);
    }

    private static Part part(Names types, Names attributes, List<Area> areas, Window window) {
        return new Part(types, attributes, areas, window, Optional.empty(), Level.EXACT, 1);
    }

    @Test
    void namesOfTwoRulesMustBeAdmittedByBoth() {
        Names both =
                Names.only(Set.of("a", "b", "c")).and(Names.except(Set.of("b"))).and(Names.only(Set.of("b", "c")));

        assertThat(List.of("a", "b", "c", "d")).filteredOn(both::admits).containsExactly("c");
        assertThat(Names.ALL.and(Names.ALL).isAll()).isTrue();
        assertThat(Names.ALL.and(both)).isEqualTo(both);
    }

    @Test
    void aWindowBeginsAtItsFirstMomentAndEndsBeforeItsLast() {
        Window window = Window.since(NOON).and(Window.until(NOON.plusSeconds(60)));

        assertThat(window.contains(NOON)).isTrue();
        assertThat(window.contains(NOON.minusNanos(1))).isFalse();
        assertThat(window.contains(NOON.plusSeconds(60))).isFalse();
        assertThat(window.covers(NOON, NOON.plusSeconds(60))).isTrue();
        assertThat(window.covers(NOON, NOON.plusSeconds(61))).isFalse();
        assertThat(window.and(Window.since(NOON.minusSeconds(5)))).isEqualTo(window);
        assertThat(window.admits(value("1", null, null))).as("no time").isFalse();
        assertThat(Window.ALWAYS.admits(value("1", null, null))).isTrue();
    }

    @Test
    void hiddenTypesAttributesAndScopesDoNotExist() {
        Entity whole =
                entity(List.of("A", "B"), "n", value("1", null, "2026-11-22T10:00:00Z"), "m", value("2", null, null));

        Entity shown = part(Names.only(Set.of("A")), Names.only(Set.of("n")), List.of(), Window.ALWAYS)
                .project(whole)
                .orElseThrow();

        assertThat(shown.types()).containsExactly("A");
        assertThat(shown.attributes().keySet()).containsExactly("n");
        assertThat(shown.scopes()).isEmpty();
        assertThat(shown.modifiedAt()).as("of what is shown").isEqualTo("2026-11-22T10:00:00Z");
        assertThat(part(Names.except(Set.of("B")), Names.ALL, List.of(), Window.ALWAYS)
                        .project(whole))
                .isEmpty();
        assertThat(part(Names.ALL, Names.only(Set.of("other")), List.of(), Window.ALWAYS)
                        .project(whole))
                .isEmpty();
        assertThat(Part.OPEN.project(whole)).containsSame(whole);
    }

    @Test
    void anExcludedNameIsLeftOutAtEveryDepth() {
        Attribute inner = value("1", null, null);
        Attribute outer = Instances.with(
                inner,
                Map.of(
                        "secret",
                        List.of(inner),
                        "open",
                        List.of(Instances.with(inner, Map.of("secret", List.of(inner))))));

        Entity shown = part(Names.ALL, Names.except(Set.of("secret")), List.of(), Window.ALWAYS)
                .project(entity(List.of("A"), "n", outer))
                .orElseThrow();

        Attribute n = shown.attributes().get("n").getFirst();
        assertThat(n.attributes().keySet()).containsExactly("open");
        assertThat(n.attributes().get("open").getFirst().attributes()).isEmpty();
    }

    @Test
    void aThingLiesInAnAreaWithAllItsLocationsEdgeIncluded() {
        Part inside = part(Names.ALL, Names.ALL, List.of(SQUARE), Window.ALWAYS);

        assertThat(inside.project(entity(List.of("A"), Representation.LOCATION, point(2, 1, "2026-11-22T10:00:00Z"))))
                .isPresent();
        assertThat(inside.project(
                        entity(List.of("A"), Representation.LOCATION, point(2.001, 1, "2026-11-22T10:00:00Z"))))
                .isEmpty();
        assertThat(inside.project(entity(List.of("A"), "n", value("1", null, null))))
                .as("no location")
                .isEmpty();
    }

    @Test
    void aTrackTellsWhereAThingWasWhen() {
        Track track = new Track(
                List.of(point(1, 1, "2026-11-22T08:00:00Z"), point(9, 9, "2026-11-22T09:00:00Z")), List.of(SQUARE));

        assertThat(track.test(value("1", "2026-11-22T08:30:00Z", null))).isTrue();
        assertThat(track.test(value("1", "2026-11-22T09:00:00Z", null))).isFalse();
        assertThat(track.test(value("1", null, null))).as("no time").isFalse();
    }

    @Test
    void theMeanIsThatOfTheLastWholePeriodAndAStateMustHaveHeldForOne() {
        Averages hourly = new Averages(Duration.ofHours(1), Window.ALWAYS, NOON.plusSeconds(1800));
        Entity now = entity(
                List.of("A"),
                "n",
                value("100", "2026-11-22T12:10:00Z", null),
                "name",
                value("\"x\"", null, "2026-11-22T10:59:59Z"),
                "fresh",
                value("\"y\"", null, "2026-11-22T12:01:00Z"));
        Entity samples = new Entity(
                "urn:x:1",
                List.of("A"),
                Map.of(
                        "n",
                        List.of(
                                value("1", "2026-11-22T10:59:59Z", null),
                                value("2", "2026-11-22T11:00:00Z", null),
                                value("4", "2026-11-22T11:59:59Z", null),
                                value("100", "2026-11-22T12:00:00Z", null))));

        Entity shown = hourly.current(now, Optional.of(samples)).orElseThrow();

        assertThat(hourly.start()).isEqualTo("2026-11-22T11:00:00Z");
        assertThat(shown.attributes().get("n").getFirst().value().asDouble()).isEqualTo(3);
        assertThat(shown.attributes().keySet()).containsExactly("n", "name");
        assertThat(hourly.current(
                        entity(List.of("A"), "fresh", value("1", null, "2026-11-22T12:01:00Z")), Optional.empty()))
                .isEmpty();
    }

    @Test
    void aPeriodThatTheWindowCutsIsNotShown() {
        Averages hourly = new Averages(
                Duration.ofHours(1), Window.since(Instant.parse("2026-11-22T10:30:00Z")), NOON.plusSeconds(1800));
        Entity samples = new Entity(
                "urn:x:1",
                List.of("A"),
                Map.of(
                        "n",
                        List.of(value("1", "2026-11-22T10:40:00Z", null), value("2", "2026-11-22T11:40:00Z", null))));

        assertThat(hourly.evolution(samples).orElseThrow().attributes().get("n"))
                .extracting(Attribute::observedAt)
                .containsExactly("2026-11-22T11:00:00Z");
    }

    @Test
    void ofSeveralViewsTheFirstThatShowsAnAttributeCounts() {
        Entity one = new Entity("urn:x:1", List.of("A"), Map.of("n", List.of(value("1", null, null))));
        Entity two = new Entity(
                "urn:x:1",
                List.of("B"),
                Map.of("n", List.of(value("2", null, null)), "m", List.of(value("3", null, null))));

        Entity both = Restriction.merge(List.of(one, two)).orElseThrow();

        assertThat(both.types()).containsExactly("A", "B");
        assertThat(both.attributes().get("n")).isEqualTo(one.attributes().get("n"));
        assertThat(both.attributes()).containsKey("m");
        assertThat(Restriction.merge(List.of())).isEmpty();
    }

    @Test
    void conditionsOnHiddenAttributesAreTakenOutOrMakeTheAnswerEmpty() {
        Restriction shown =
                new Restriction(List.of(part(Names.ALL, Names.only(Set.of("n")), List.of(), Window.ALWAYS)));

        assertThat(shown.askable(q("secret>1"))).isEmpty();
        assertThat(shown.askable(q("n>1;secret"))).isEmpty();
        assertThat(shown.askable(q("n>1|secret"))
                        .orElseThrow()
                        .q()
                        .orElseThrow()
                        .print(UnaryOperator.identity()))
                .isEqualTo("n>1");
        assertThat(shown.askable(q("n>1"))).isPresent();
        assertThat(shown.askable(with(List.of("secret", "n"), Optional.empty()))
                        .orElseThrow()
                        .attributes())
                .containsExactly("n");
        assertThat(shown.askable(with(List.of("secret"), Optional.empty()))).isEmpty();
        assertThat(shown.askable(with(
                        List.of(),
                        Optional.of(
                                GeoQuery.parse("within", "Polygon", "[[[0,0],[2,0],[2,2],[0,2],[0,0]]]", "place")))))
                .isEmpty();
    }

    private static EntityFilter q(String text) {
        return new EntityFilter(
                List.of(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.of(QExpression.parse(text, UnaryOperator.identity())),
                Optional.empty(),
                Optional.empty());
    }

    private static EntityFilter with(List<String> attributes, Optional<GeoQuery> geo) {
        return new EntityFilter(
                List.of(), Optional.empty(), Optional.empty(), attributes, Optional.empty(), geo, Optional.empty());
    }

    @Test
    void groupsHaveMeansOverWhatLiesInTheirAreas() {
        assertThat(groups(2).entities()).singleElement().satisfies(group -> {
            assertThat(group.attributes().keySet()).containsExactly("n");
            assertThat(group.attributes().get("n").getFirst().value().asDouble())
                    .isEqualTo(1.5);
        });
    }

    @Test
    void aValueThatTooFewThingsStandBehindIsNotShown() {
        assertThat(groups(3).entities()).isEmpty();
    }

    private static Groups groups(int least) {
        Groups groups = new Groups(
                new Part(Names.ALL, Names.ALL, List.of(), Window.ALWAYS, Optional.empty(), Level.DISTRICT, least),
                List.of(new Place("urn:x:district", Optional.of(SQUARE), Optional.empty())),
                EntityFilter.ALL);
        Entity inside = entity(
                List.of("A"),
                "n",
                value("1", null, null),
                "name",
                value("\"x\"", null, null),
                Representation.LOCATION,
                point(1, 1, "2026-11-22T10:00:00Z"));
        Entity other = entity(
                List.of("A"),
                "n",
                value("2", null, null),
                Representation.LOCATION,
                point(1.5, 1, "2026-11-22T10:00:00Z"));
        Entity outside = entity(
                List.of("A"),
                "n",
                value("50", null, null),
                Representation.LOCATION,
                point(7, 7, "2026-11-22T10:00:00Z"));
        List.of(inside, other, outside).forEach(one -> groups.add(one, one));
        return groups;
    }
}
