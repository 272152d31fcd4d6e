package eu.twintown.node.mediation.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong in a mapping file or an answer is told where it is. */
class MappingFaultsTest {
    private static final String GOOD = """
            mapping: m
            records: items
            id: urn:x:{id}
            type: T
            attributes: {name: name}
            """;

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '`',
            value = {
                "name: name # name: name | shout # attributes.name: there is no function 'shout'",
                "name: name # name: {value: a, constant: b} # attributes.name.value: give exactly one of value, constant",
                "name: name # name: {} # attributes.name.value: give exactly one of",
                "name: name # name: {value: a, colour: b} # attributes.name.colour: unknown key",
                "name: name # name: {value: a, kind: Property2} # attributes.name.kind: 'Property2' is not one of Property,",
                "name: name # name: {value: a, unit: XX} # attributes.name.unit: 'XX' is not a known UN/CEFACT unit code",
                "name: name # name: {value: a, from: P1, unit: CEL} # attributes.name.from: needs a unit of the same quantity",
                "name: name # p: {point: {lon: a}} # attributes.p.point.lat: is missing",
                "name: name # p: {pair: a, crs: EPSG:1} # attributes.p.crs: 'EPSG:1' is not a known coordinate reference",
                "name: name # p: {pair: a, order: yx} # attributes.p.order: 'yx' is not one of lonlat, latlon",
                "name: name # p: {value: a, drop: [{reason: r}]} # attributes.p.drop[0].when: is missing",
                "urn:x:{id} # urn:x:{id # id: the brace at position 7 does not end",
                "urn:x:{id} # urn:x:{} # id: a path, a variable or a value was expected",
                "type: T # kind: T # type: is missing",
                "records: items # records: items | # records: a function such as slug or number was expected",
                "records: items # csv: {delimiter: ';'} # csv: is for CSV only",
                "records: items # time: {value: a, format: bbb} # time.format:",
                "records: items # time: {value: a, zone: Mars} # time.zone: 'Mars' is not a time zone",
                "records: items # time: {format: iso} # time.value: give either value",
                "records: items # time: {value: a, overlap: both} # time.overlap: 'both' is not one of earlier",
                "records: items # expect: ['a..b'] # expect: 'a..b' is not a path",
                "records: items # tables: {t: {file: none.csv, key: a, match: b}} # tables.t.file: cannot be read",
                "records: items # version: new # version: must be a whole number",
            })
    void faultsOfMappingFilesAreToldWithTheirPlace(String good, String bad, String fault) {
        assertThat(Mappings.faults(SourceKind.JSON, GOOD.replace(good.strip(), bad.strip())))
                .anySatisfy(told -> assertThat(told).startsWith(fault.strip()));
    }

    @Test
    void allFaultsAreToldAtOnce() {
        assertThat(Mappings.faults(SourceKind.CSV, "{records: a, csv: {delimiter: xx, charset: klingon}, typ: T}"))
                .anyMatch(fault -> fault.startsWith("records: is for JSON only"))
                .anyMatch(fault -> fault.startsWith("csv.delimiter: must be one character"))
                .anyMatch(fault -> fault.startsWith("csv.charset: 'klingon' is not a character set"))
                .anyMatch(fault -> fault.startsWith("typ: unknown key"))
                .anyMatch(fault -> fault.startsWith("mapping: is missing"))
                .anyMatch(fault -> fault.startsWith("id: is missing"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '`',
            value = {
                "<html> # The answer is not JSON: ",
                "{\"items\": {}} # The answer has no list of records where the mapping looks for it; it has: items",
                "[1, 2] # The answer has no list of records where the mapping looks for it. Has the source changed",
                "{\"items\": []} {} # The answer is not JSON: ",
                "`` # The answer",
            })
    void anAnswerThatIsNotAsExpectedIsAFaultOfTheSource(String answer, String fault) {
        Mapping mapping = Mappings.read(SourceKind.JSON, GOOD);
        assertThatThrownBy(() -> mapping.decode(answer.strip().getBytes(StandardCharsets.UTF_8), false))
                .isInstanceOf(SourceFault.class)
                .hasMessageStartingWith(fault.strip());
    }

    @Test
    void missingColumnsAreNamedBesideThoseThatAreThere() {
        Mapping mapping = Mappings.read(
                SourceKind.CSV, "{mapping: m, expect: [a, 'b*', c], id: 'urn:x:{a}', type: T, attributes: {n: a}}");
        assertThatThrownBy(() -> mapping.decode("a,d\n1,2\n".getBytes(StandardCharsets.UTF_8), false))
                .hasMessage("The source has changed its schema: b*, c are missing. Its columns are: a, d");
        assertThat(mapping.decode("a,bee,c\n1,2,3\n".getBytes(StandardCharsets.UTF_8), false))
                .hasSize(1);
        assertThatThrownBy(() -> mapping.decode(new byte[0], false)).hasMessageStartingWith("The answer is empty");
    }

    @Test
    void textOfAnotherCharacterSetIsToldAndCanBeNamed() {
        byte[] latin = "a\nMünster\n".getBytes(StandardCharsets.ISO_8859_1);
        String yaml = "{mapping: m, csv: {charset: utf-8}, id: 'urn:x:{a | slug}', type: T, attributes: {n: a}}";
        assertThatThrownBy(() -> Mappings.read(SourceKind.CSV, yaml).decode(latin, false))
                .hasMessage(
                        "The answer is not text in UTF-8; name its character set in the mapping (csv: {charset: …})");
        assertThat(Mappings.map(Mappings.read(SourceKind.CSV, yaml.replace("utf-8", "windows-1252")), latin)
                        .getFirst()
                        .entities()
                        .getFirst()
                        .id())
                .isEqualTo("urn:x:munster");
    }

    @Test
    void anIdWithoutAValueIsAFaultOfTheRecord() {
        MappedRecord record = Mappings.map(Mappings.read(SourceKind.JSON, GOOD), "{\"items\": [{\"name\": \"x\"}]}")
                .getFirst();
        assertThat(record.faults()).singleElement().satisfies(fault -> {
            assertThat(fault).hasMessage("id: {id} has no value");
            assertThat(fault.place()).isEqualTo("id");
        });
    }

    @Test
    void valuesThatAreInvalidOrMissingAreHandledAsTheRuleSays() {
        String yaml = GOOD.replace(
                "{name: name}",
                "{a: {value: a | number, invalid: drop}, b: {value: b, required: true}, c: {value: c, map: {x: 1},"
                        + " otherwise: null}, d: {value: d, when: d > 5}}");
        List<MappedRecord> records = Mappings.map(Mappings.read(SourceKind.JSON, yaml), """
                {"items": [{"id": 1, "a": "?", "b": 1, "c": "y", "d": 3}, {"id": 2, "a": 1, "c": "x", "d": 6}]}""");
        assertThat(records.getFirst().dropped()).containsExactly("a: a value that cannot be read");
        assertThat(records.getFirst().entities().getFirst().normalised().propertyNames())
                .containsExactly("id", "type", "b");
        assertThat(records.getLast().faults()).singleElement().satisfies(fault -> assertThat(fault)
                .hasMessageContaining("b: there is no value"));
    }

    @Test
    void jsonInsideTextAndSharedValuesOfTheAnswerCanBeUsed() {
        Mapping mapping = Mappings.read(SourceKind.JSON, """
                mapping: m
                records: payload | json | get('data.stations')
                shared: {updated: last_updated}
                time: {value: $updated, format: epoch}
                id: urn:x:{id}
                type: T
                attributes: {n: {value: n, observedAt: $time}}
                """);
        MappedEntity entity = Mappings.only(mapping, """
                {"last_updated": 1669881240, "payload": "{\\"data\\": {\\"stations\\": [{\\"id\\": 7, \\"n\\": 3}]}}"}""");
        assertThat(entity.normalised().path("n").path("observedAt").asString()).isEqualTo("2022-12-01T07:54:00Z");
    }

    @Test
    void theHourThatOccursTwiceIsToldApartByTheOrderOfEachThingsRecords() {
        Mapping mapping = Mappings.read(SourceKind.CSV, """
                mapping: m
                time: {value: at, format: yyyy-MM-dd HH:mm, zone: Europe/Berlin, overlap: order}
                id: urn:x:{id}
                type: T
                attributes: {n: n}
                """);
        List<MappedEntity> entities = Mappings.entities(mapping, """
                id,at,n
                a,2022-10-30 01:30,1
                a,2022-10-30 02:00,2
                b,2022-10-30 02:00,2
                a,2022-10-30 02:30,3
                a,2022-10-30 02:00,4
                a,2022-10-30 02:30,5
                b,2022-10-30 02:00,3
                a,2022-10-30 03:00,6
                """);
        assertThat(entities)
                .extracting(entity -> entity.id() + " " + entity.time().orElseThrow())
                .containsExactly(
                        "urn:x:a 2022-10-29T23:30:00Z",
                        "urn:x:a 2022-10-30T00:00:00Z",
                        "urn:x:b 2022-10-30T00:00:00Z",
                        "urn:x:a 2022-10-30T00:30:00Z",
                        "urn:x:a 2022-10-30T01:00:00Z",
                        "urn:x:a 2022-10-30T01:30:00Z",
                        "urn:x:b 2022-10-30T01:00:00Z",
                        "urn:x:a 2022-10-30T02:00:00Z");
    }
}
