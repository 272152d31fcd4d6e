package eu.twintown.kernel.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import eu.twintown.kernel.entity.AttributeKind;
import eu.twintown.kernel.entity.Entity;
import eu.twintown.kernel.geo.BoundingBox;
import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.kernel.problem.ProblemType;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Clause 4.10. */
class GeoQueryTest {

    private static final String LOCATION = "https://uri.etsi.org/ngsi-ld/location";
    private static final String SQUARE = "[[[0,0],[10,0],[10,10],[0,10],[0,0]]]";

    private static Entity at(String type, String coordinates) {
        return Samples.entity(Map.of(
                "location",
                Samples.attribute(
                        AttributeKind.GEO_PROPERTY, "{'type':'" + type + "','coordinates':" + coordinates + "}")));
    }

    private static GeoQuery query(String georel, String geometry, String coordinates) {
        return GeoQuery.parse(georel, geometry, coordinates, LOCATION);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "within # Point # [5,5] # true",
                "within # Point # [11,5] # false",
                "within # Point # [10,5] # false",
                "intersects # Point # [10,5] # true",
                "disjoint # Point # [11,5] # true",
                "disjoint # Point # [5,5] # false",
                "within # Polygon # [[[1,1],[2,1],[2,2],[1,1]]] # true",
                "contains # Polygon # [[[-1,-1],[11,-1],[11,11],[-1,11],[-1,-1]]] # true",
                "contains # Polygon # [[[1,1],[2,1],[2,2],[1,1]]] # false",
                "overlaps # Polygon # [[[5,5],[15,5],[15,15],[5,15],[5,5]]] # true",
                "overlaps # Polygon # [[[1,1],[2,1],[2,2],[1,1]]] # false",
                "overlaps # Point # [5,5] # false",
                "equals # Polygon # [[[10,0],[10,10],[0,10],[0,0],[10,0]]] # true",
                "equals # Polygon # [[[10,0],[10,10],[0,10],[0,1],[10,0]]] # false",
                "intersects # LineString # [[-5,5],[15,5]] # true",
                "within # LineString # [[-5,5],[15,5]] # false",
                "intersects # MultiPoint # [[20,20],[3,3]] # true",
                "within # MultiPoint # [[20,20],[3,3]] # false",
            })
    void relationsToASquare(String georel, String type, String coordinates, boolean expected) {
        assertThat(query(georel, "Polygon", SQUARE).test(at(type, coordinates))).isEqualTo(expected);
    }

    @Test
    void pointsEqualAndContainPoints() {
        assertThat(query("equals", "Point", "[7,51]").test(at("Point", "[7.0,51.0,40]")))
                .isTrue();
        assertThat(query("equals", "Point", "[7,51]").test(at("Point", "[7.1,51]")))
                .isFalse();
        assertThat(query("contains", "Point", "[5,5]").test(at("Polygon", SQUARE)))
                .isTrue();
        assertThat(query("contains", "Point", "[50,5]").test(at("Polygon", SQUARE)))
                .isFalse();
    }

    @Test
    void nearIsMeasuredAlongTheEllipsoid() {
        // Münster cathedral to Ghent belfry: 276.2 km by an independent geodesic calculator, to some hundred metres.
        Entity ghent = at("Point", "[3.7250,51.0536]");
        assertThat(query("near;maxDistance==300000", "Point", "[7.6257,51.9631]")
                        .test(ghent))
                .isTrue();
        assertThat(query("near;maxDistance==285000", "Point", "[7.6257,51.9631]")
                        .test(ghent))
                .isFalse();
        assertThat(query("near;minDistance==285000", "Point", "[7.6257,51.9631]")
                        .test(ghent))
                .isTrue();
        assertThat(query("near;minDistance==300000", "Point", "[7.6257,51.9631]")
                        .test(ghent))
                .isFalse();
    }

    @Test
    void nearReachesTheNearestPartOfAnArea() {
        Entity area = at("Polygon", SQUARE);
        assertThat(query("near;maxDistance==1", "Point", "[5,5]").test(area)).isTrue();
        assertThat(query("near;maxDistance==112000", "Point", "[11,0]").test(area))
                .isTrue();
        assertThat(query("near;maxDistance==111000", "Point", "[11,0]").test(area))
                .isFalse();
        assertThat(query("near;maxDistance==112000", "LineString", "[[11,0],[20,0]]")
                        .test(area))
                .isTrue();
    }

    @Test
    void nearLooksAcrossTheAntimeridian() {
        GeoQuery query = query("near;maxDistance==30000", "Point", "[179.9,0]");
        assertThat(query.test(at("Point", "[-179.9,0]"))).isTrue();
        assertThat(query.test(at("LineString", "[[-179.9,0],[-179,0]]"))).isTrue();
        assertThat(query.test(at("LineString", "[[-179.5,0],[-179,0]]"))).isFalse();
        assertThat(query.candidates().orElseThrow().intersects(new BoundingBox(-179.9, 0, -179.9, 0)))
                .isTrue();
    }

    @Test
    void anEntityWithoutTheGeoPropertyNeverMatches() {
        Entity other = Samples.entity(Map.of("location", Samples.property("{'type':'Point','coordinates':[1,1]}")));
        Entity none = Samples.entity(Map.of());
        Entity broken = at("Point", "[]");
        for (String georel : new String[] {"within", "disjoint", "near;minDistance==1", "near;maxDistance==1"}) {
            GeoQuery query = query(georel, "Point", "[50,50]");
            assertThat(query.test(other)).isFalse();
            assertThat(query.test(none)).isFalse();
            assertThat(query.test(broken)).isFalse();
        }
    }

    @Test
    void candidatesBoundWhatMayMatch() {
        assertThat(query("within", "Polygon", SQUARE).candidates()).contains(new BoundingBox(0, 0, 10, 10));
        assertThat(query("disjoint", "Polygon", SQUARE).candidates()).isEmpty();
        assertThat(query("near;minDistance==5", "Point", "[7,51]").candidates()).isEmpty();
        BoundingBox near =
                query("near;maxDistance==1000", "Point", "[7,51]").candidates().orElseThrow();
        assertThat(near.maxLatitude()).isBetween(51.008, 51.0095);
        assertThat(near.minLongitude()).isBetween(6.985, 6.9858);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '"',
            value = {
                "far # Point # [1,1] # georel # near;maxDistance==metres",
                "near # Point # [1,1] # georel # maxDistance==metres",
                "near;maxDistance=5 # Point # [1,1] # georel # '=='",
                "near;maxDistance==0 # Point # [1,1] # georel # greater than 0",
                "near;maxDistance==-5 # Point # [1,1] # georel # greater than 0",
                "near;maxDistance==1e999 # Point # [1,1] # georel # greater than 0",
                "near;maxDistance==5m # Point # [1,1] # georel # the end",
                "near;someDistance==5 # Point # [1,1] # georel # maxDistance or minDistance",
                "within;maxDistance==5 # Point # [1,1] # georel # near;maxDistance==metres",
                "within # Circle # [1,1] # geometry # Point, MultiPoint",
                "within # GeometryCollection # [] # geometry # Point, MultiPoint",
                "within # Point # [1,1 # coordinates # not a JSON array",
                "within # Point # [1] # coordinates # must be a position",
                "within # Point # ['1',2] # coordinates # not a JSON array",
                "within # Point # [1,95] # coordinates # at /1: The latitude 95",
                "within # Point # [200,5] # coordinates # at /0: The longitude 200",
                "within # LineString # [[1,1]] # coordinates # at least 2 positions",
                "within # Polygon # [[[0,0],[1,0],[1,1]]] # coordinates # at least 4 positions",
                "within # Polygon # [[[0,0],[1,0],[1,1],[0,1]]] # coordinates # at /0: A ring must end",
                "within # Polygon # [[[0,0],[1,1],[2,2],[0,0]]] # coordinates # no area",
                "within # Polygon # [[0,0],[1,0],[1,1],[0,0]] # coordinates # at /0",
                "within # Polygon # [] # coordinates # rings",
            })
    void impossibleOnesAreRefusedWithWhatIsWrong(
            String georel, String geometry, String coordinates, String parameter, String message) {
        ProblemException fault =
                catchThrowableOfType(ProblemException.class, () -> query(georel, geometry, coordinates));
        assertThat(fault.problem().type()).isEqualTo(ProblemType.BAD_REQUEST_DATA);
        assertThat(fault.problem().extensions()).containsEntry("parameter", parameter);
        assertThat(fault.problem().detail()).contains(message);
    }

    @Test
    void aSwappedPositionIsGuessed() {
        ProblemException fault =
                catchThrowableOfType(ProblemException.class, () -> query("within", "Point", "[51.96,107.6]"));
        assertThat(fault.problem().detail()).contains("is it [latitude, longitude]?");
    }

    @Test
    void theRelationIsPrintedAsItWasRead() {
        for (String text : new String[] {"near;maxDistance==2000", "near;minDistance==0.5", "within", "overlaps"}) {
            assertThat(query(text, "Point", "[8,40]").relation().text()).isEqualTo(text);
        }
    }
}
