package eu.twintown.node.catalogue;

import eu.twintown.kernel.policy.text.Template;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** A node with three sources and what it holds, for the tests. */
final class ExampleCatalogue {
    static final String PARKING = "https://smartdatamodels.org/dataModel.Parking/OffStreetParking";
    static final String TRAFFIC = "https://smartdatamodels.org/dataModel.Transportation/TrafficFlowObserved";
    static final String AIR = "https://smartdatamodels.org/dataModel.Environment/AirQualityObserved";
    static final String OTHER = "https://example.org/Bench";
    static final Instant NOW = Instant.parse("2026-11-22T16:00:00Z");

    static final CataloguedNode NODE = new CataloguedNode(
            "Stadt Münster", "DE", URI.create("http://127.0.0.1:8081"), Instant.parse("2026-11-22T15:00:00Z"));

    static final CataloguedSource UNCONFIRMED = new CataloguedSource(
            "muenster-parking",
            "Car parks of Münster",
            URI.create("https://opendata.stadt-muenster.de/parking"),
            List.of(PARKING),
            "Datenlizenz Deutschland Namensnennung 2.0",
            Optional.of(URI.create("https://www.govdata.de/dl-de/by-2-0")),
            false,
            "Stadt Münster",
            "Stadt Münster",
            Optional.of(Duration.ofMinutes(5)));

    static final CataloguedSource CONFIRMED = new CataloguedSource(
            "muenster-counters",
            "Bicycle counters of Münster",
            URI.create("https://github.com/od-ms/radverkehr-zaehlstellen"),
            List.of(TRAFFIC),
            "Datenlizenz Deutschland Namensnennung 2.0",
            Optional.of(URI.create("https://www.govdata.de/dl-de/by-2-0")),
            true,
            "Stadt Münster",
            "Stadt Münster",
            Optional.of(Duration.ofMinutes(15)));

    static final CataloguedSource WITHOUT_LICENCE_URL = new CataloguedSource(
            "muenster-air",
            "Air quality in Münster",
            URI.create("https://www.umweltbundesamt.de/en/data/air"),
            List.of(AIR),
            "Nutzungsbedingungen",
            Optional.empty(),
            false,
            "Umweltbundesamt",
            "Umweltbundesamt",
            Optional.empty());

    static final Holding PARKING_HELD = new Holding(
            PARKING,
            18,
            Optional.of(new Holding.Area(7.60, 51.94, 7.64, 51.97)),
            Optional.of(Instant.parse("2026-11-15T16:00:01Z")),
            Optional.of(Instant.parse("2026-11-22T15:55:01Z")));

    static final Holding OTHER_HELD = new Holding(OTHER, 3, Optional.empty(), Optional.empty(), Optional.empty());

    static final CataloguedOffer OFFERED = new CataloguedOffer(
            "urn:dataset:muenster:parking",
            "Car parks, hour by hour",
            "Free places of the car parks, summed up.",
            List.of(PARKING),
            Optional.empty(),
            List.of(
                    Template.AGGREGATED.offer("urn:uuid:offer-1", Template.Choices.until(LocalDate.of(2027, 12, 31))),
                    Template.RESEARCH.offer("urn:uuid:offer-2", Template.Choices.until(LocalDate.of(2027, 12, 31)))),
            Instant.parse("2026-11-22T15:30:00Z"));

    static final CataloguedOffer FILE_OFFERED = new CataloguedOffer(
            "https://twin.muenster.example/datasets/counts",
            "Counts",
            "",
            List.of(),
            Optional.of("text/csv; charset=utf-8"),
            List.of(Template.MEMBERS.offer("urn:uuid:offer-3", Template.Choices.until(LocalDate.of(2027, 12, 31)))),
            Instant.parse("2026-11-22T15:30:00Z"));

    private ExampleCatalogue() {}

    static Catalogue catalogue() {
        return catalogue(List.of());
    }

    /** The same with what can be had under an agreement. */
    static Catalogue withOffers() {
        return catalogue(List.of(OFFERED, FILE_OFFERED));
    }

    private static Catalogue catalogue(List<CataloguedOffer> offers) {
        return new Catalogue(
                NODE,
                () -> List.of(UNCONFIRMED, CONFIRMED, WITHOUT_LICENCE_URL),
                () -> List.of(PARKING_HELD, OTHER_HELD),
                () -> offers,
                () -> NOW);
    }
}
