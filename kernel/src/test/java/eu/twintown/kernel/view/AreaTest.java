package eu.twintown.kernel.view;

import static org.assertj.core.api.Assertions.assertThat;

import eu.twintown.kernel.entity.Attribute;
import eu.twintown.kernel.entity.AttributeKind;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKTReader;
import tools.jackson.databind.json.JsonMapper;

/** What lies in an area, its edge included, whichever way it is found out. */
class AreaTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "POLYGON ((0 0, 4 0, 4 4, 0 4, 0 0)); {'type': 'Point', 'coordinates': [4, 2]}; true",
                "POLYGON ((0 0, 4 0, 4 4, 0 4, 0 0)); {'type': 'Point', 'coordinates': [4.001, 2]}; false",
                "POLYGON ((0 0, 4 0, 4 4, 0 4, 0 0)); {'type': 'Point', 'coordinates': [2, 2, 30]}; true",
                "POLYGON ((0 0, 4 0, 4 4, 0 4, 0 0)); {'type': 'LineString', 'coordinates': [2, 2]}; false",
                "POLYGON ((0 0, 4 0, 4 4, 0 4, 0 0)); {'type': 'LineString', 'coordinates': [[2, 2], [5, 2]]}; false",
                "POLYGON ((0 0, 4 0, 0 4, 0 0)); {'type': 'Point', 'coordinates': [1, 1]}; true",
                "POLYGON ((0 0, 4 0, 0 4, 0 0)); {'type': 'Point', 'coordinates': [2, 2]}; true",
                "POLYGON ((0 0, 4 0, 0 4, 0 0)); {'type': 'Point', 'coordinates': [3, 3]}; false",
                "POLYGON ((0 0, 4 0, 4 4, 0 4, 0 0)); {'type': 'Point', 'coordinates': ['2', 2]}; false"
            })
    void coversWhatLiesInItOrOnItsEdge(String area, String geoJson, boolean covered) throws ParseException {
        Attribute location =
                Attribute.of(AttributeKind.GEO_PROPERTY, JsonMapper.shared().readTree(geoJson.replace('\'', '"')));

        assertThat(Area.of(new WKTReader().read(area)).covers(location)).isEqualTo(covered);
    }
}
