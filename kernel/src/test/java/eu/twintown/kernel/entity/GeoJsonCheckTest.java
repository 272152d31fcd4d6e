package eu.twintown.kernel.entity;

import static eu.twintown.kernel.entity.Documents.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.twintown.kernel.problem.ProblemException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GeoJsonCheckTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Point|[7.6, 51.9]",
                "Point|[-180, 90, 120.5]",
                "MultiPoint|[[1, 2], [3, 4]]",
                "LineString|[[1, 2], [3, 4]]",
                "MultiLineString|[[[1, 2], [3, 4]]]",
                "Polygon|[[[0, 0], [1, 0], [1, 1], [0, 0]]]",
                "Polygon|[[[0, 0], [9, 0], [9, 9], [0, 0]], [[1, 1], [2, 1], [2, 2], [1, 1]]]",
                "MultiPolygon|[[[[0, 0], [1, 0], [1, 1], [0, 0]]]]"
            })
    void geometriesOfAllAllowedTypesPass_4_7_1(String type, String coordinates) {
        assertThatCode(() -> check(type, coordinates)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "GeometryCollection|[]|not a geometry type|/g/type",
                "Circle|[1, 2]|not a geometry type|/g/type",
                "Point|'1,2'|array of coordinates|/g/coordinates",
                "Point|[1]|A position is|/g/coordinates",
                "Point|['1', '2']|numbers only|/g/coordinates",
                "Point|[181, 2]|longitude 181.0|/g/coordinates/0",
                "Point|[51.9, 97.6]|longitude comes first|/g/coordinates/1",
                "LineString|[[1, 2]]|at least two positions|/g/coordinates",
                "LineString|[1, 2]|A position is|/g/coordinates/0",
                "Polygon|[]|outer ring|/g/coordinates",
                "Polygon|[[[0, 0], [1, 0], [0, 0]]]|at least four|/g/coordinates/0",
                "Polygon|[[[0, 0], [1, 0], [1, 1], [0, 1]]]|closed|/g/coordinates/0",
                "Polygon|[[0, 0], [1, 0]]|at least four|/g/coordinates/0",
                "MultiPolygon|[[[[0, 0], [1, 0], [1, 1], [0, 1]]]]|closed|/g/coordinates/0/0",
                "MultiPoint|[[1, 2], 3]|A position is|/g/coordinates/1"
            })
    void faultsAreToldWithTheirPlace(String type, String coordinates, String said, String pointer) {
        assertThatThrownBy(() -> check(type, coordinates))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problem().extensions()).containsEntry("pointer", pointer))
                .hasMessageContaining(said);
    }

    private static void check(String type, String coordinates) {
        GeoJsonCheck.check(json("{'type': '" + type + "', 'coordinates': " + coordinates + "}"), "/g");
    }
}
