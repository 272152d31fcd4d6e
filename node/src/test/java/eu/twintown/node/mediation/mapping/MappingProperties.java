package eu.twintown.node.mediation.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import eu.twintown.node.mediation.Crs;
import eu.twintown.node.mediation.Slug;
import eu.twintown.node.mediation.TimeFormat;
import eu.twintown.node.mediation.Unit;
import eu.twintown.node.mediation.WallClock;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.BigRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import tools.jackson.databind.JsonNode;

/** What holds for any input of the mapping language. */
class MappingProperties {

    @Property
    void anyTextIsAnExpressionOrAToldFault(@ForAll("expressionLike") String text) {
        try {
            Expression expression = Expression.parse(text);
            expression.evaluate(Scope.of(Mappings.json("{'a': {'b': [1]}}")));
        } catch (IllegalArgumentException e) {
            assertThat(e.getMessage()).isNotBlank();
        } catch (RecordFault e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }

    @Provide
    Arbitrary<String> expressionLike() {
        return Arbitraries.of(
                        "a",
                        "b",
                        ".",
                        "[0]",
                        "[",
                        "]",
                        "(",
                        ")",
                        "|",
                        " ",
                        "'x'",
                        "'",
                        "number",
                        "slug",
                        "$",
                        "$t",
                        "==",
                        "and",
                        "or",
                        "not",
                        "1",
                        "-",
                        "field('a*')",
                        "json",
                        "time",
                        "ü",
                        ",")
                .list()
                .ofMaxSize(12)
                .map(parts -> String.join("", parts));
    }

    @Property
    void aTextLiteralGivesItsText(@ForAll @StringLength(max = 30) String text) {
        String literal = "'" + text.replace("'", "''") + "'";
        assertThat(Expression.parse(literal)
                        .evaluate(Scope.of(Mappings.json("{}")))
                        .asString())
                .isEqualTo(text);
    }

    @Property
    void aFieldIsFoundByItsName(@ForAll @StringLength(min = 1, max = 20) String name) {
        String field = "field('" + name.replace("'", "''") + "')";
        var record = Values.JSON.objectNode().put(name, 7);
        assertThat(Expression.parse(field).evaluate(Scope.of(record)).asInt()).isEqualTo(7);
    }

    @Property
    void slugsAreMadeOfLettersDigitsAndSingleHyphensAndStayAsTheyAre(@ForAll String name) {
        String slug = Slug.of(name);
        assertThat(slug).matches("([a-z0-9]+(-[a-z0-9]+)*)?");
        assertThat(Slug.of(slug)).isEqualTo(slug);
    }

    @Property
    void numbersSurviveTheWayThroughText(@ForAll @BigRange(min = "-1000000", max = "1000000") BigDecimal number) {
        assertThat(Values.asNumber(Values.number(number)).orElseThrow().doubleValue())
                .isEqualTo(number.doubleValue());
        String german = number.toPlainString().replace('.', ',');
        assertThat(Mappings.evaluate("'" + german + "' | number(',')", "{}").asDouble())
                .isEqualTo(number.doubleValue());
    }

    @Property
    void unitsConvertThereAndBack(
            @ForAll("pairs") List<Unit> pair, @ForAll @BigRange(min = "-1000", max = "1000") BigDecimal value) {
        BigDecimal there = pair.getFirst().convert(value, pair.getLast());
        double back = pair.getLast().convert(there, pair.getFirst()).doubleValue();
        // the offset of a temperature scale takes digits from very small values
        assertThat(back).isCloseTo(value.doubleValue(), within(1e-6));
    }

    @Provide
    Arbitrary<List<Unit>> pairs() {
        List<List<Unit>> pairs = new ArrayList<>();
        for (List<String> codes : List.of(
                List.of("CEL", "KEL"),
                List.of("FAH", "CEL"),
                List.of("KMH", "MTS"),
                List.of("GQ", "GP"),
                List.of("P1", "C62"),
                List.of("KWH", "WHR"))) {
            pairs.add(codes.stream().map(code -> Unit.of(code).orElseThrow()).toList());
        }
        return Arbitraries.of(pairs);
    }

    @Property(tries = 10)
    void everyQuarterOfAnHourOfAYearIsReadBackFromTheWall(@ForAll @IntRange(min = 2000, max = 2030) int year) {
        ZoneId zone = ZoneId.of("Europe/Berlin");
        TimeRule rule = new TimeRule(
                Scope::record,
                TimeFormat.of("yyyy-MM-dd HH:mm"),
                new WallClock(zone, WallClock.Gap.REJECT, WallClock.Overlap.ORDER));
        TimeRule.Memory memory = new TimeRule.Memory();
        Instant end = Instant.parse((year + 1) + "-01-01T00:00:00Z");
        for (Instant at = Instant.parse(year + "-01-01T00:00:00Z"); at.isBefore(end); at = at.plusSeconds(900)) {
            String wall = LocalDateTime.ofInstant(at, zone).toString().replace('T', ' ');
            Scope scope = Scope.of(Values.text(wall));
            assertThat(rule.evaluate(scope, "counter", memory)).contains(at);
        }
    }

    @Property
    void coordinatesComeThroughInAnyLayout(
            @ForAll @Size(min = 1, max = 6) List<@LongRange(min = -89, max = 89) Long> numbers) {
        var lonLat = Values.JSON.arrayNode();
        var latLon = Values.JSON.arrayNode();
        for (long number : numbers) {
            lonLat.add(Values.JSON.arrayNode().add(number).add(number / 2));
            latLon.add(Values.JSON.arrayNode().add(Long.toString(number / 2)).add(Long.toString(number)));
        }
        var straight = new Positions(Crs.WGS84, false).geometry(line(lonLat));
        var swapped = new Positions(Crs.WGS84, true).geometry(line(latLon));
        assertThat(swapped).isEqualTo(straight);
        assertThat(straight.path("coordinates").size()).isEqualTo(numbers.size());
    }

    private static JsonNode line(JsonNode coordinates) {
        return Values.JSON.objectNode().put("type", "LineString").set("coordinates", coordinates);
    }
}
