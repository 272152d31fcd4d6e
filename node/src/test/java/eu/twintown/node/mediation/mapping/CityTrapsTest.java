package eu.twintown.node.mediation.mapping;

import static eu.twintown.node.mediation.mapping.Mappings.json;
import static eu.twintown.node.mediation.mapping.Mappings.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The peculiarities of real cities' data, each on a few rows of the same form. */
class CityTrapsTest {
    @TempDir
    private Path folder;

    private static final String GHENT = """
            mapping: ghent
            version: 3
            model: OffStreetParking
            records: records
            expect: [fields.name, fields.availablecapacity]
            time: fields.lastupdate
            id: urn:ngsi-ld:OffStreetParking:ghent:{fields.name | slug}
            type: OffStreetParking
            attributes:
              name: fields.name
              location: {pair: fields.location, order: latlon}
              totalSpotNumber: {value: fields.totalcapacity | integer, observedAt: $time, onChange: true}
              availableSpotNumber: {value: fields.availablecapacity | integer, observedAt: $time}
              occupancy:
                value: fields.occupation | number
                from: P1
                unit: C62
                observedAt: $time
                drop: [{when: fields.occupation < 0, reason: negative occupation}]
              status: {value: fields.isopennow, map: {1: [open], 0: [closed]}, observedAt: $time}
              free: fields.freeparking | boolean
              level: fields.locationanddimension | json | get('level')
            """;

    private static String ghent(String fields) {
        return """
                {"nhits": 1, "records": [{"fields": {"name": "Sint-Pietersplein", "location": [51.04, 3.72],
                  "totalcapacity": 708, "availablecapacity": 300, "occupation": 58, "isopennow": 1, "freeparking": 0,
                  "locationanddimension": "{\\"level\\": \\"-1\\", \\"roadName\\": \\"?\\"}",
                  "lastupdate": "2022-12-01T08:54:00+01:00"%s},
                  "geometry": {"type": "Point", "coordinates": [3.72, 51.04]}}]}
                """.formatted(fields.isEmpty() ? "" : ", " + fields);
    }

    @Test
    void opendatasoftRecordsBecomeCarParks() {
        MappedEntity entity = Mappings.only(Mappings.read(SourceKind.JSON, GHENT), ghent(""));
        assertThat(entity.id()).isEqualTo("urn:ngsi-ld:OffStreetParking:ghent:sint-pietersplein");
        assertThat(entity.time()).hasValueSatisfying(time -> assertThat(time).hasToString("2022-12-01T07:54:00Z"));
        assertThat(entity.onChange()).containsExactly("totalSpotNumber");
        assertThat(entity.normalised().toString()).isEqualTo(text("""
                {'id': 'urn:ngsi-ld:OffStreetParking:ghent:sint-pietersplein', 'type': 'OffStreetParking',
                 'name': {'type': 'Property', 'value': 'Sint-Pietersplein'},
                 'location': {'type': 'GeoProperty', 'value': {'type': 'Point', 'coordinates': [3.72, 51.04]}},
                 'totalSpotNumber': {'type': 'Property', 'value': 708, 'observedAt': '2022-12-01T07:54:00Z'},
                 'availableSpotNumber': {'type': 'Property', 'value': 300, 'observedAt': '2022-12-01T07:54:00Z'},
                 'occupancy': {'type': 'Property', 'value': 0.58, 'observedAt': '2022-12-01T07:54:00Z', 'unitCode': 'C62'},
                 'status': {'type': 'Property', 'value': ['open'], 'observedAt': '2022-12-01T07:54:00Z'},
                 'free': {'type': 'Property', 'value': false},
                 'level': {'type': 'Property', 'value': '-1'}}
                """));
    }

    @Test
    void latLonPairsAndLonLatGeometriesGiveTheSamePlace() {
        Mapping pairs = Mappings.read(SourceKind.JSON, GHENT);
        Mapping geometries = Mappings.read(
                SourceKind.JSON, GHENT.replace("{pair: fields.location, order: latlon}", "{geometry: geometry}"));
        assertThat(Mappings.only(pairs, ghent("")).normalised().path("location"))
                .isEqualTo(Mappings.only(geometries, ghent("")).normalised().path("location"));
    }

    @Test
    void axesTheWrongWayRoundAreAFaultWhereTheResultIsNoPlace() {
        Mapping mapping =
                Mappings.read(SourceKind.JSON, GHENT.replace("order: latlon", "order: latlon, crs: EPSG:31370"));
        MappedRecord record = Mappings.map(mapping, ghent("")).getFirst();
        assertThat(record.entities().size() + record.faults().size()).isEqualTo(1);
        Mapping northFirst = Mappings.read(SourceKind.JSON, GHENT);
        MappedRecord far = Mappings.map(northFirst, ghent("").replace("[51.04, 3.72]", "[3.72, 510.4]"))
                .getFirst();
        assertThat(far.faults()).singleElement().satisfies(fault -> {
            assertThat(fault).hasMessageContaining("are the axes the wrong way round?");
            assertThat(fault.place()).isEqualTo("location");
        });
    }

    @Test
    void negativeOccupationIsDroppedWithItsReasonAndTheRestIsUsed() {
        MappedRecord record = Mappings.map(Mappings.read(SourceKind.JSON, GHENT), ghent("\"occupation\": -8"))
                .getFirst();
        assertThat(record.faults()).isEmpty();
        assertThat(record.dropped()).containsExactly("occupancy: negative occupation");
        JsonNode entity = record.entities().getFirst().normalised();
        assertThat(entity.has("occupancy")).isFalse();
        assertThat(entity.path("availableSpotNumber").path("value").asInt()).isEqualTo(300);
    }

    @Test
    void aValueOutsideTheTableOfValuesIsAFault() {
        MappedRecord record = Mappings.map(Mappings.read(SourceKind.JSON, GHENT), ghent("\"isopennow\": 2"))
                .getFirst();
        assertThat(record.entities()).isEmpty();
        assertThat(record.faults()).singleElement().satisfies(fault -> assertThat(fault)
                .hasMessage("status: '2' is not in the table of values: 1, 0"));
    }

    private static final String MUENSTER_VALUES = """
            mapping: muenster-values
            part: true
            expect: [timestamp]
            columns: {match: 'stadt-muenster-parken-{place}'}
            time: timestamp
            id: urn:ngsi-ld:OffStreetParking:muenster:{$place | slug}
            type: OffStreetParking
            attributes:
              name: {value: "$place | replace('-', ' ')", ifAbsent: true}
              availableSpotNumber: {value: $cell | integer, observedAt: $time}
            """;

    @Test
    void oneColumnPerThingWhereEmptyMeansUnchanged() {
        List<MappedEntity> entities = Mappings.entities(Mappings.read(SourceKind.CSV, MUENSTER_VALUES), """
                timestamp,stadt-muenster-parken-Parkhaus-Aegidii,stadt-muenster-parken-Parkplatz-Schlossplatz-Sud
                2022-11-22T00:00:02+00:00,702,0
                2022-11-22T06:05:01+00:00,,413
                2022-11-22T06:10:01+00:00,,
                """);
        assertThat(entities)
                .extracting(entity -> entity.id().replaceFirst(".*:", "") + " "
                        + entity.time().orElseThrow() + " "
                        + entity.normalised()
                                .path("availableSpotNumber")
                                .path("value")
                                .asInt())
                .containsExactly(
                        "parkhaus-aegidii 2022-11-22T00:00:02Z 702",
                        "parkplatz-schlossplatz-sud 2022-11-22T00:00:02Z 0",
                        "parkplatz-schlossplatz-sud 2022-11-22T06:05:01Z 413");
        assertThat(entities.getFirst().ifAbsent()).containsExactly("name");
    }

    @Test
    void theSetOfColumnsMayChangeFromDayToDay() {
        Mapping mapping = Mappings.read(SourceKind.CSV, MUENSTER_VALUES);
        String day = "timestamp,stadt-muenster-parken-A\n2022-11-22T00:00:02+00:00,1\n";
        String next = "timestamp,stadt-muenster-parken-New,stadt-muenster-parken-A\n2022-11-23T00:00:02+00:00,7,2\n";
        assertThat(Mappings.entities(mapping, day)).hasSize(1);
        assertThat(Mappings.entities(mapping, next)).hasSize(2);
    }

    @Test
    void aBadCellIsAFaultOfItsColumnAloneAndNegativeNumbersAreRead() {
        MappedRecord record = Mappings.map(
                        Mappings.read(SourceKind.CSV, MUENSTER_VALUES),
                        "timestamp,stadt-muenster-parken-A,stadt-muenster-parken-B\n2022-11-23T00:00:02+00:00,zu,-2\n")
                .getFirst();
        assertThat(record.faults()).singleElement().satisfies(fault -> {
            assertThat(fault).hasMessageContaining("'zu' is not a number");
            assertThat(fault.place()).isEqualTo("stadt-muenster-parken-A");
        });
        assertThat(record.entities()).hasSize(1);
    }

    @Test
    void gaussKruegerCoordinatesAndNumbersAsText() {
        Mapping mapping = Mappings.read(SourceKind.GEOJSON, """
                mapping: muenster-places
                id: urn:ngsi-ld:OffStreetParking:muenster:{properties.NAME | slug}
                type: OffStreetParking
                attributes:
                  location: {geometry: geometry, crs: 'EPSG:31467'}
                  totalSpotNumber: properties.parkingTotal | integer
                """);
        MappedEntity entity = Mappings.only(mapping, """
                {"type": "FeatureCollection", "features": [{"type": "Feature",
                  "geometry": {"type": "Point", "coordinates": ["3405694", "5760010"]},
                  "properties": {"NAME": "Parkplatz Schlossplatz Süd", "parkingTotal": "748"}}]}
                """);
        assertThat(entity.id()).endsWith(":parkplatz-schlossplatz-sud");
        assertThat(entity.normalised().path("totalSpotNumber").path("value").isIntegralNumber())
                .isTrue();
        JsonNode position = entity.normalised().path("location").path("value").path("coordinates");
        // reckoned by hand: inverse Gauss-Krüger on Bessel 1841, then the seven parameters of EPSG 1777
        assertThat(position.get(0).asDouble()).isCloseTo(7.62679, within(0.00002));
        assertThat(position.get(1).asDouble()).isCloseTo(51.96599, within(0.00002));
    }

    @Test
    void airQualityWithByteOrderMarkQuotesInQuotesMidnightAndSourceLine() throws IOException {
        Files.writeString(folder.resolve("stations.csv"), "code,name,latitude,longitude\nDENW095,Geist,51.93,7.61\n");
        Mapping mapping = Mappings.read(SourceKind.CSV, """
                mapping: muenster-air
                csv: {delimiter: ';'}
                nulls: ['-']
                expect: [Station code, Date, 'Nitrogen dioxide*']
                skip: not Date
                tables:
                  stations: {file: stations.csv, key: code, match: field('Station code'), required: true}
                time: {value: Date | unquote, format: yyyy-MM-dd HH:mm, zone: Europe/Berlin}
                id: urn:ngsi-ld:AirQualityObserved:muenster:{field('Station code')}
                type: AirQualityObserved
                attributes:
                  location: {point: {lon: $stations.longitude, lat: $stations.latitude, precision: 100}}
                  no2: {value: field('Nitrogen dioxide*') | number, unit: GQ, observedAt: $time}
                  pm25: {value: "field('Particulate matter (PM₂,₅)*') | number", unit: GQ, observedAt: $time}
                """, folder);
        List<MappedEntity> entities = Mappings.entities(mapping, "\uFEFF" + """
                "Station code";Date;"Nitrogen dioxide (NO₂) One hour average in µg/m³";"Particulate matter (PM₂,₅) Daily average"
                DENW095;"'2020-01-01 24:00'";19;-
                DENW095;"'2020-07-01 01:00'";0.9;7

                "Source: German Environment Agency (Status: 04.09.2024). All times are CET or CEST."
                """);
        assertThat(entities).hasSize(2);
        assertThat(entities.getFirst().normalised().toString()).isEqualTo(text("""
                {'id': 'urn:ngsi-ld:AirQualityObserved:muenster:DENW095', 'type': 'AirQualityObserved',
                 'location': {'type': 'GeoProperty', 'value': {'type': 'Point', 'coordinates': [7.61, 51.93]},
                              'locationPrecision': {'type': 'Property', 'value': 100, 'unitCode': 'MTR'}},
                 'no2': {'type': 'Property', 'value': 19, 'observedAt': '2020-01-01T23:00:00Z', 'unitCode': 'GQ'}}
                """));
        assertThat(entities.getLast().time())
                .hasValueSatisfying(time -> assertThat(time).hasToString("2020-06-30T23:00:00Z"));
        assertThat(entities.getLast().normalised().path("no2").path("value").asDouble())
                .isEqualTo(0.9);
    }

    @Test
    void aStationThatIsNotInTheTableIsAFault() throws IOException {
        Files.writeString(folder.resolve("s.csv"), "code\nA\n");
        Mapping mapping = Mappings.read(SourceKind.CSV, """
                mapping: m
                tables: {stations: {file: s.csv, key: code, match: station, required: true}}
                id: urn:x:{station}
                type: T
                attributes: {name: $stations.code}
                """, folder);
        assertThat(Mappings.map(mapping, "station\nB\n").getFirst().faults())
                .singleElement()
                .satisfies(fault -> assertThat(fault).hasMessage("no row for 'B' in the table stations"));
        assertThat(mapping.tableFiles()).containsExactly(folder.resolve("s.csv"));
    }

    private static final String MADRID = """
            mapping: madrid
            csv: {delimiter: ';'}
            columns: {match: 'H{hour:digits}', with: {flag: 'V{hour}'}}
            keep: $flag == 'V'
            time: {text: '{ANO}-{MES}-{DIA} {$hour}:00', format: yyyy-MM-dd HH:mm, zone: Europe/Madrid}
            id: urn:ngsi-ld:AirQualityObserved:madrid:{ESTACION}
            type: AirQualityObserved
            attributes:
              no2: {value: $cell | number, unit: GQ, observedAt: $time, when: MAGNITUD == 8}
              o3: {value: $cell | number, unit: GQ, observedAt: $time, when: MAGNITUD == 14}
            """;

    @Test
    void twentyFourColumnsADayWithValidityFlags() {
        List<MappedRecord> records = Mappings.map(Mappings.read(SourceKind.CSV, MADRID), "\uFEFF" + """
                ESTACION;MAGNITUD;ANO;MES;DIA;H01;V01;H02;V02;H24;V24
                11;8;2025;10;02;11;V;0;N;56;V
                11;14;2025;10;02;1.6;V;0.1;V;;
                """);
        assertThat(records.stream().flatMap(record -> record.entities().stream()))
                .extracting(entity -> entity.time().orElseThrow() + " "
                        + String.join(",", entity.normalised().propertyNames()) + " "
                        + entity.normalised().path("no2").path("value").asString("-"))
                .containsExactly(
                        "2025-10-01T23:00:00Z id,type,no2 11",
                        "2025-10-02T22:00:00Z id,type,no2 56",
                        "2025-10-01T23:00:00Z id,type,o3 -",
                        "2025-10-02T00:00:00Z id,type,o3 -");
        assertThat(records.getFirst().dropped()).containsExactly("a record that is not to be kept");
    }

    @Test
    void degreesMinutesAndSecondsWithOesteForWest() {
        Mapping mapping = Mappings.read(SourceKind.CSV, """
                mapping: madrid-stations
                csv: {delimiter: ';'}
                id: urn:x:{CODIGO}
                type: T
                attributes:
                  location: {point: {lon: LONGITUD | dms, lat: LATITUD | dms}}
                """);
        JsonNode position = Mappings.only(mapping, """
                        CODIGO;LONGITUD;LATITUD
                        28079004;"3°42'43.91""O";"40°25'25.98""N"
                        """)
                .normalised()
                .path("location")
                .path("value")
                .path("coordinates");
        assertThat(position.get(0).asDouble()).isCloseTo(-3.7121972, within(1e-6));
        assertThat(position.get(1).asDouble()).isCloseTo(40.4238833, within(1e-6));
    }

    @Test
    void utf16FilesAreReadByTheirByteOrderMark() {
        Mapping mapping = Mappings.read(SourceKind.CSV, """
                mapping: bikes
                csv: {delimiter: tab}
                id: urn:x:{id}
                type: T
                attributes: {name: name}
                """);
        byte[] body = "\uFEFFid\tname\n1\tPlaça d'Espanya\n".getBytes(StandardCharsets.UTF_16LE);
        MappedRecord record = Mappings.map(mapping, body).getFirst();
        assertThat(record.entities()
                        .getFirst()
                        .normalised()
                        .path("name")
                        .path("value")
                        .asString())
                .isEqualTo("Plaça d'Espanya");
    }

    @Test
    void columnsWithoutANameGetOne() {
        Mapping mapping = Mappings.read(
                SourceKind.CSV,
                "{mapping: m, id: 'urn:x:{column1}', type: T, attributes: {name: a, other: field('a (2)')}}");
        MappedEntity entity = Mappings.only(mapping, "\uFEFF,a,a\n7,first,second\n");
        assertThat(entity.id()).isEqualTo("urn:x:7");
        assertThat(entity.normalised().path("name").path("value").asString()).isEqualTo("first");
        assertThat(entity.normalised().path("other").path("value").asString()).isEqualTo("second");
    }

    @Test
    void namesInSeveralLanguages() {
        String record = "[{\"id\": 990, \"name\": {\"fi\": \"Tapiola\", \"sv\": \"Hagalund\", \"en\": null}}]";
        String whole = "{mapping: m, id: 'urn:x:{id}', type: T, attributes: {name: {languages: name}}}";
        String each =
                "{mapping: m, id: 'urn:x:{id}', type: T, attributes: {name: {languages: {fi: name.fi, sv: name.sv,"
                        + " en: name.en}}}}";
        for (String yaml : List.of(whole, each)) {
            assertThat(Mappings.only(Mappings.read(SourceKind.JSON, yaml), record)
                            .normalised()
                            .path("name"))
                    .isEqualTo(
                            json("{'type': 'LanguageProperty', 'languageMap': {'fi': 'Tapiola', 'sv': 'Hagalund'}}"));
        }
    }
}
