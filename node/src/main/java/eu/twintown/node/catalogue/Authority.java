package eu.twintown.node.catalogue;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Codes of the European Union's authority tables that the catalogue uses (data-theme, frequency, file-type, country,
 * language; Publications Office of the European Union, CC BY 4.0), and which of them fits what.
 */
final class Authority {
    static final String BASE = "http://publications.europa.eu/resource/authority/";
    static final String ENGLISH = BASE + "language/ENG";
    static final String THEMES = BASE + "data-theme";
    static final String PUBLIC = BASE + "access-right/PUBLIC";
    static final String JSON_LD = BASE + "file-type/JSON_LD";
    static final String GEOJSON = BASE + "file-type/GEOJSON";

    private static final Theme TRANSPORT = new Theme(THEMES + "/TRAN", "Transport");
    private static final Theme ENVIRONMENT = new Theme(THEMES + "/ENVI", "Environment");
    private static final Theme REGIONS = new Theme(THEMES + "/REGI", "Regions and cities");

    /** By the subject that stands in a data model's IRI, such as {@code dataModel.Parking}, or the type's own name. */
    private static final Map<String, Theme> THEME_OF = Map.of(
            "Parking", TRANSPORT,
            "Transportation", TRANSPORT,
            "UrbanMobility", TRANSPORT,
            "OffStreetParking", TRANSPORT,
            "TrafficFlowObserved", TRANSPORT,
            "Environment", ENVIRONMENT,
            "Weather", ENVIRONMENT,
            "AirQualityObserved", ENVIRONMENT,
            "AdministrativeArea", REGIONS);

    record Theme(String iri, String label) {}

    private Authority() {}

    /** The theme of a data model; regions and cities where none is known. */
    static Theme theme(String type) {
        for (String part : type.split("[/#.]")) {
            Theme theme = THEME_OF.get(part);
            if (theme != null) {
                return theme;
            }
        }
        return REGIONS;
    }

    /** How often something read with this pause is updated; irregularly where it is read once. */
    static String frequency(Optional<Duration> every) {
        String code = "IRREG";
        if (every.isPresent()) {
            long minutes = every.get().toMinutes();
            code = minutes < 60 ? "UPDATE_CONT" : minutes < 120 ? "HOURLY" : minutes <= 1440 ? "DAILY" : "WEEKLY";
        }
        return BASE + "frequency/" + code;
    }

    /** The country of an ISO 3166-1 code of two letters. */
    static String country(String code) {
        return BASE + "country/" + Locale.of("", code).getISO3Country();
    }
}
