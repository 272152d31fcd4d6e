package eu.twintown.node.mediation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Units, coordinate systems, angles and slugs: what is measured, where, and what it is called. */
class MeasuresTest {

    @ParameterizedTest
    @CsvSource({
        "58, P1, C62, 0.58",
        "1, GP, GQ, 1000",
        "20, CEL, KEL, 293.15",
        "68, FAH, CEL, 20",
        "36, KMH, MTS, 10",
        "1013.25, A97, PAL, 101325",
        "2, KWH, WHR, 2000",
        "-8, P1, C62, -0.08",
    })
    void unitsOfOneQuantityConvert(BigDecimal value, String from, String to, BigDecimal expected) {
        Unit target = Unit.of(to).orElseThrow();
        assertThat(Unit.of(from).orElseThrow().convert(value, target))
                .isCloseTo(expected, within(new BigDecimal("1e-9")));
    }

    @Test
    void unitsOfDifferentQuantitiesDoNot() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Unit.of("GQ")
                        .orElseThrow()
                        .convert(BigDecimal.ONE, Unit.of("CEL").orElseThrow()))
                .withMessage("µg/m³ (GQ, concentration) cannot be converted to °C (CEL, temperature)");
        assertThat(Unit.of("MICROGRAM")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        // two independent control points: reckoned with the series of Snyder and the parameters of EPSG 1777
        "EPSG:31467, 3405694, 5760010, 7.62679, 51.96599",
        "EPSG:31467, 3404741, 5758892, 7.61324, 51.95579",
        "EPSG:4326, 7.6, 51.9, 7.6, 51.9",
        "urn:ogc:def:crs:OGC:1.3:CRS84, 7.6, 51.9, 7.6, 51.9",
        // the false origin of UTM zone 32 lies on 9 degrees east on the equator
        "EPSG:25832, 500000, 0, 9, 0",
        "http://www.opengis.net/def/crs/EPSG/0/25832, 500000, 0, 9, 0",
        // the origin of Web Mercator
        "EPSG:3857, 0, 0, 0, 0",
    })
    void coordinatesOfOtherSystemsBecomeWgs84(String name, double east, double north, double lon, double lat) {
        Crs.LonLat position = Crs.of(name).orElseThrow().toWgs84(east, north);
        assertThat(position.lon()).isCloseTo(lon, within(2e-5));
        assertThat(position.lat()).isCloseTo(lat, within(2e-5));
    }

    @Test
    void whatIsNoPlaceIsRefused() {
        assertThat(Crs.of("EPSG:999999")).isEmpty();
        assertThat(Crs.of("somewhere")).isEmpty();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Crs.WGS84.toWgs84(51.9, 510))
                .withMessageContaining("are the axes the wrong way round?");
        assertThatIllegalArgumentException().isThrownBy(() -> Crs.WGS84.toWgs84(Double.NaN, 0));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "3°42'43.91\"O; ''; -3.7121972",
                "40°25'25.98\"N; ''; 40.4238833",
                "7°37'O; de; 7.6166667",
                "40° 25,5' S; ''; -40.425",
                "12.5; ''; 12.5",
                "-3.7; ''; -3.7",
                "3°42′43.91″W; ''; -3.7121972",
            })
    void anglesInDegreesMinutesAndSeconds(String text, String language, double expected) {
        assertThat(Degrees.parse(text, language.replace("'", ""))).isCloseTo(expected, within(1e-6));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {"north", "3°61'N", "3°4'99\"N", "3°4'N W"})
    void whatIsNoAngleIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Degrees.parse(text, ""));
    }

    @ParameterizedTest
    @CsvSource({
        "Parkplatz Schlossplatz Süd, parkplatz-schlossplatz-sud",
        "Parkhaus Bahnhofstraße, parkhaus-bahnhofstrasse",
        "B-Park Gent/Sint-Pieters!, b-park-gent-sint-pieters",
        "Łódź Æther Œuvre Ørsted, lodz-aether-oeuvre-orsted",
        "--, ''",
    })
    void namesBecomeSlugs(String name, String expected) {
        assertThat(Slug.of(name)).isEqualTo(expected);
    }
}
