package eu.twintown.kernel.geo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import eu.twintown.kernel.problem.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.locationtech.jts.geom.Geometry;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** RFC 7946 geometries, without GeometryCollection (clause 4.6.3). */
class GeometriesTest {

    private static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text.replace('\'', '"'));
    }

    private static Geometry parse(String type, String coordinates) {
        return Geometries.parse(json("{'type':'" + type + "','coordinates':" + coordinates + "}"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "Point # [7.6,51.9] # POINT (7.6 51.9)",
                "Point # [7.6,51.9,60.5] # POINT (7.6 51.9)",
                "MultiPoint # [[1,2],[3,4]] # MULTIPOINT ((1 2), (3 4))",
                "LineString # [[1,2],[3,4]] # LINESTRING (1 2, 3 4)",
                "MultiLineString # [[[1,2],[3,4]],[[5,6],[7,8]]] # MULTILINESTRING ((1 2, 3 4), (5 6, 7 8))",
                "Polygon # [[[0,0],[4,0],[4,4],[0,0]]] # POLYGON ((0 0, 4 0, 4 4, 0 0))",
                "MultiPolygon # [[[[0,0],[4,0],[4,4],[0,0]]]] # MULTIPOLYGON (((0 0, 4 0, 4 4, 0 0)))",
            })
    void eachTypeIsRead(String type, String coordinates, String wkt) {
        assertThat(parse(type, coordinates)).hasToString(wkt);
    }

    @Test
    void holesAreHoles() {
        Geometry ring = parse("Polygon", "[[[0,0],[9,0],[9,9],[0,9],[0,0]],[[3,3],[6,3],[6,6],[3,6],[3,3]]]");
        assertThat(ring.getArea()).isEqualTo(72);
        assertThat(ring.contains(Geometries.point(4, 4))).isFalse();
    }

    @Test
    void aStringMayHoldTheGeometry() {
        assertThat(Geometries.parse(json("'{\\'type\\':\\'Point\\',\\'coordinates\\':[1,2]}'".replace("\\'", "\\\""))))
                .hasToString("POINT (1 2)");
    }

    @Test
    void ringsThatCrossThemselvesAreMended() {
        Geometry bow = parse("Polygon", "[[[0,0],[2,2],[2,0],[0,2],[0,0]]]");
        assertThat(bow.isValid()).isTrue();
        assertThat(bow.getArea()).isEqualTo(2);
        assertThat(bow.intersects(Geometries.point(0.2, 1))).isTrue();
        assertThat(bow.intersects(Geometries.point(1, 0.2))).isFalse();
    }

    @Test
    void aHoleThatSticksOutIsCutOff() {
        Geometry cut = parse("Polygon", "[[[0,0],[4,0],[4,4],[0,4],[0,0]],[[3,1],[6,1],[6,2],[3,2],[3,1]]]");
        assertThat(cut.isValid()).isTrue();
        assertThat(cut.getArea()).isEqualTo(15);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '"',
            value = {
                "5 # '' # JSON object",
                "'x' # '' # no JSON geometry",
                "'[1]' # '' # JSON object",
                "{} # /type # missing",
                "{'type':5} # /type # 5",
                "{'type':'point','coordinates':[1,2]} # /type # must be one of Point",
                "{'type':'GeometryCollection','geometries':[]} # /type # must be one of Point",
                "{'type':'Point'} # /coordinates # no coordinates",
                "{'type':'Point','coordinates':null} # /coordinates # must be a position",
                "{'type':'Point','coordinates':[]} # /coordinates # must be a position",
                "{'type':'Point','coordinates':[1,'2']} # /coordinates # must be a position",
                "{'type':'Point','coordinates':[1,2,3,4,5]} # /coordinates # must be a position",
                "{'type':'Point','coordinates':[[1,2]]} # /coordinates # must be a position",
                "{'type':'Point','coordinates':[180.1,2]} # /coordinates/0 # longitude",
                "{'type':'Point','coordinates':[1,-90.5]} # /coordinates/1 # latitude",
                "{'type':'Point','coordinates':[1e999,5]} # /coordinates/0 # longitude",
                "{'type':'MultiPoint','coordinates':[[1,2],[3]]} # /coordinates/1 # must be a position",
                "{'type':'LineString','coordinates':[[1,2]]} # /coordinates # at least 2",
                "{'type':'MultiLineString','coordinates':[[[1,2],[3,4]],[[1,2]]]} # /coordinates/1 # at least 2",
                "{'type':'MultiLineString','coordinates':[]} # /coordinates # lines",
                "{'type':'Polygon','coordinates':[[[0,0],[1,0],[1,1],[0,1]]]} # /coordinates/0 # must end",
                "{'type':'Polygon','coordinates':[[[1,1],[1,1],[1,1],[1,1]]]} # /coordinates/0 # no area",
                "{'type':'MultiPolygon','coordinates':[[]]} # /coordinates/0 # rings",
            })
    void impossibleOnesAreRefusedWithAPointer(String geoJson, String pointer, String message) {
        String at = pointer.equals("''") ? "" : pointer;
        ProblemException fault = catchThrowableOfType(ProblemException.class, () -> Geometries.parse(json(geoJson)));
        assertThat(fault.problem().extensions()).containsEntry("pointer", at);
        assertThat(fault.problem().detail()).contains(message);
        assertThat(Geometries.box(json(geoJson))).isEmpty();
    }

    @Test
    void theBoxSurroundsTheGeometry() {
        assertThat(Geometries.box(json("{'type':'LineString','coordinates':[[5,3],[1,4],[2,-2]]}")))
                .contains(new BoundingBox(1, -2, 5, 4));
    }

    @Test
    void boxesMeetAtTheirEdges() {
        BoundingBox box = new BoundingBox(0, 0, 1, 1);
        assertThat(box.intersects(new BoundingBox(1, 1, 2, 2))).isTrue();
        assertThat(box.intersects(new BoundingBox(1.01, 0, 2, 1))).isFalse();
        assertThat(box.intersects(new BoundingBox(0, -2, 1, -0.01))).isFalse();
    }
}
