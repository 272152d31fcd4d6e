package eu.twintown.node.demo.replay;

import static org.assertj.core.api.Assertions.assertThat;

import eu.twintown.node.demo.replay.GhentGarages.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The extracts are what their README says: counts, first and last values, traps. */
class ExtractTest {

    @Test
    void ghentHasTheTwelveGaragesAndAllStatesOfTheWeek() {
        List<List<String>> rows = Extract.rows("ghent/snapshots.csv");
        List<List<String>> good =
                rows.stream().filter(row -> row.get(1).equals("ok")).toList();

        assertThat(rows.getFirst().subList(3, 15))
                .startsWith("B-Park Dampoort", "B-Park Gent Sint-Pieters")
                .endsWith("Vrijdagmarkt");
        assertThat(good).hasSize(1706);
        assertThat(good.getFirst().subList(0, 4))
                .containsExactly("2022-11-29T17:00:01Z", "ok", "2022-11-29T16:53:04.419Z", "56 6 60 482");
        assertThat(good.getLast().getFirst()).isEqualTo("2022-12-06T16:55:01Z");
        assertThat(good).allSatisfy(row -> assertThat(row).hasSize(15));
    }

    @Test
    void ghentKeepsNegativeOccupationChangingCapacityAndFaults() {
        GhentGarages garages = new GhentGarages();
        Instant to = Instant.parse("2022-12-06T17:00:00Z");
        List<GhentGarages.Garage> all = new ArrayList<>();
        garages.archive(to.minus(Duration.ofDays(7)), to)
                .forEach(state -> all.addAll(state.value().garages()));

        assertThat(all).anyMatch(garage -> garage.occupation() < 0);
        assertThat(all.stream().filter(garage -> garage.name().equals("B-Park Dampoort")))
                .extracting(GhentGarages.Garage::total)
                .contains(60, 120, 200);
        assertThat(Extract.rows("ghent/snapshots.csv").stream()
                        .map(row -> row.get(1))
                        .distinct())
                .containsExactlyInAnyOrder("answer", "ok", "no-records", "empty", "unknown-dataset");
        assertThat(garages.at(Instant.parse("2022-11-30T16:55:30Z")).value().kind())
                .isEqualTo(Kind.UNKNOWN_DATASET);
        assertThat(garages.at(Instant.parse("2022-11-30T16:56:01Z")).value().kind())
                .isEqualTo(Kind.OK);
    }

    @Test
    void muensterHasEighteenColumnsOfFreePlacesAndSixteenPlaces() {
        List<List<String>> values = Extract.rows("muenster/parking.csv");
        List<List<String>> places = Extract.rows("muenster/places.csv");

        assertThat(values).hasSize(1144);
        assertThat(values.get(1).getFirst()).isEqualTo("2022-11-29T17:00:01Z");
        assertThat(values.get(1).get(1)).isEqualTo("297");
        assertThat(values).allSatisfy(row -> assertThat(row).hasSize(19));
        assertThat(places).hasSize(17);
        assertThat(values.getFirst())
                .containsAll(places.stream().skip(1).map(place -> place.get(2)).toList());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "100031297",
                "100031300",
                "100034978",
                "100034980",
                "100034981",
                "100034982",
                "100034983",
                "100035541",
                "100053305"
            })
    void eachCounterHasSixDaysBecauseThePublishersNovemberLacksItsLastDay(String counter) {
        List<List<String>> rows = Extract.rows("muenster/counter-" + counter + ".csv");

        assertThat(rows).hasSize(1 + 6 * 96);
        assertThat(rows.get(1).getFirst()).isEqualTo("2022-11-29T18:00");
        assertThat(rows.getLast().getFirst()).isEqualTo("2022-12-06T17:45");
        assertThat(rows).noneMatch(row -> row.getFirst().startsWith("2022-11-30"));
        assertThat(Extract.rows("muenster/counters.csv"))
                .anyMatch(row -> row.getFirst().equals(counter));
    }

    @Test
    void bothAirQualityStationsHaveAllHoursOfTheWeek() {
        assertThat(Extract.rows("muenster/air-DENW095.csv")).hasSize(1 + 168);
        assertThat(Extract.rows("muenster/air-DENW260.csv")).hasSize(1 + 168);
        assertThat(Extract.rows("muenster/air-DENW095.csv").get(1))
                .containsExactly("2022-11-29T18:00", "20", "17", "28", "", "good");
    }

    @Test
    void theSixDistrictsAreClosedRingsAroundTheTown() {
        JsonNode features = JsonMapper.shared()
                .readTree(Extract.text("muenster/districts.geojson"))
                .get("features");

        assertThat(features).hasSize(6);
        for (JsonNode feature : features) {
            JsonNode ring = feature.get("geometry").get("coordinates").get(0);
            assertThat(ring.size()).isBetween(20, 400);
            assertThat(ring.get(0)).isEqualTo(ring.get(ring.size() - 1));
            assertThat(ring.get(0).get(0).asDouble()).isBetween(7.4, 7.8);
            assertThat(ring.get(0).get(1).asDouble()).isBetween(51.8, 52.1);
        }
    }

    @Test
    void theReadmeNamesSourceLicenceAndWhetherThePublisherConfirmsIt() {
        assertThat(Extract.text("README.md"))
                .contains("Stad Gent", "Stadt Münster", "dl-de/by-2-0", "licence unconfirmed", "2022-11-30");
    }
}
