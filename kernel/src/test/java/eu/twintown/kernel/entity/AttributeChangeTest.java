package eu.twintown.kernel.entity;

import static eu.twintown.kernel.entity.Documents.DEFAULT;
import static eu.twintown.kernel.entity.Documents.fragment;
import static eu.twintown.kernel.entity.Documents.json;
import static eu.twintown.kernel.entity.Documents.only;
import static eu.twintown.kernel.entity.EntityChangeTest.FIRST;
import static eu.twintown.kernel.entity.EntityChangeTest.THEN;
import static eu.twintown.kernel.entity.EntityChangeTest.after;
import static eu.twintown.kernel.entity.EntityChangeTest.assertProblem;
import static eu.twintown.kernel.entity.EntityChangeTest.stored;
import static org.assertj.core.api.Assertions.assertThat;

import eu.twintown.kernel.problem.ProblemType;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Changes that go into attributes: merging, and one attribute by itself. */
class AttributeChangeTest {

    @Nested
    class Merge_5_6_17 {

        /** Example 1 of clause 5.5.12. */
        @Test
        void keepsWhatTheFragmentDoesNotName() {
            EntityChange change = EntityChange.merge(
                    stored("'temperature': {'value': 25, 'unitCode': 'CEL', 'observedAt': '2022-03-14T01:59:26.535Z'}"),
                    fragment(
                            "{'temperature': {'type': 'Property', 'value': 100, 'observedAt': '2022-03-14T13:00:00.000Z'}}"),
                    THEN);
            Attribute temperature = only(after(change), "temperature");
            assertThat(temperature.unitCode()).isEqualTo("CEL");
            assertThat(temperature.value().intValue()).isEqualTo(100);
            assertThat(temperature.createdAt()).isEqualTo(FIRST);
            assertThat(temperature.modifiedAt()).isEqualTo(THEN);
        }

        /** Example 2 of clause 5.5.12. */
        @Test
        void goesIntoValues() {
            EntityChange change = EntityChange.merge(
                    stored(
                            "'address': {'value': {'street': 'S', 'city': 'Berlin', 'country': 'Germany', 'geo': {'a': 1, 'b': 2}}}"),
                    fragment(
                            "{'address': {'value': {'street': 'P', 'country': 'urn:ngsi-ld:null', 'geo': {'b': 'urn:ngsi-ld:null', 'c': 3}}}}"),
                    THEN);
            assertThat(only(after(change), "address").value())
                    .isEqualTo(json(
                            "{'#street': 'P', '#city': 'Berlin', '#geo': {'#a': 1, '#c': 3}}".replace("#", DEFAULT)));
        }

        @Test
        void mergesLanguagesAndDeletesWhatIsLeftEmpty() {
            Optional<Entity> before = stored("'says': {'languageMap': {'en': 'yes', 'fr': 'oui'}}");
            EntityChange one = EntityChange.merge(
                    before, fragment("{'says': {'languageMap': {'fr': 'urn:ngsi-ld:null', 'de': 'ja'}}}"), THEN);
            assertThat(only(after(one), "says").value()).isEqualTo(json("{'en': 'yes', 'de': 'ja'}"));
            EntityChange all = EntityChange.merge(
                    before, fragment("{'says': {'languageMap': {'@none': 'urn:ngsi-ld:null'}}}"), THEN);
            assertThat(after(all).attributes()).isEmpty();
            EntityChange each = EntityChange.merge(
                    before,
                    fragment("{'says': {'languageMap': {'fr': 'urn:ngsi-ld:null', 'en': 'urn:ngsi-ld:null'}}}"),
                    THEN);
            assertThat(after(each).attributes()).isEmpty();
        }

        @Test
        void goesIntoSubAttributesAndMetadata() {
            EntityChange change = EntityChange.merge(
                    stored(
                            "'x': {'value': 1, 'unitCode': 'CEL', 'observedAt': '2022-01-01T00:00:00Z', 'k': {'value': 1, 'unitCode': 'P1'}, 'r': 2}"),
                    fragment(
                            "{'x': {'type': 'Property', 'unitCode': 'urn:ngsi-ld:null', 'observedAt': 'urn:ngsi-ld:null', 'k': {'type': 'Property', 'value': 9}, 'r': 'urn:ngsi-ld:null', 's': 4}}"),
                    THEN);
            Attribute x = only(after(change), "x");
            assertThat(x.value().intValue()).isEqualTo(1);
            assertThat(x.unitCode()).isNull();
            assertThat(x.observedAt()).isNull();
            assertThat(x.attributes()).containsOnlyKeys(DEFAULT + "k", DEFAULT + "s");
            Attribute k = x.attributes().getOrDefault(DEFAULT + "k", List.of()).getFirst();
            assertThat(k.value().intValue()).isEqualTo(9);
            assertThat(k.unitCode()).isEqualTo("P1");
        }

        @Test
        void addsWhatIsNotThereWithoutItsNulls() {
            EntityChange change = EntityChange.merge(
                    stored("'x': 1"),
                    fragment(
                            "{'type': 'U', 'y': {'value': {'a': 1, 'b': 'urn:ngsi-ld:null'}}, 'z': 'urn:ngsi-ld:null'}"),
                    THEN);
            assertThat(only(after(change), "y").value()).isEqualTo(json("{'" + DEFAULT + "a': 1}"));
            assertThat(only(after(change), "y").createdAt()).isEqualTo(THEN);
            assertThat(after(change).types()).containsExactly(DEFAULT + "T", DEFAULT + "U");
            assertThat(change.notUpdated()).hasSize(1);
        }

        @Test
        void arraysAndGeometriesAreReplaced() {
            EntityChange change = EntityChange.merge(
                    stored("'x': [1, 2], 'g': {'type': 'LineString', 'coordinates': [[1, 2], [3, 4]]}"),
                    fragment("{'x': [3], 'g': {'type': 'Point', 'coordinates': [5, 6]}}"),
                    THEN);
            assertThat(only(after(change), "x").value()).isEqualTo(json("[3]"));
            assertThat(only(after(change), "g").value()).isEqualTo(json("{'type': 'Point', 'coordinates': [5, 6]}"));
        }

        @Test
        void scopesAreReplacedAndDeleted() {
            Optional<Entity> before = stored("'scope': '/a'");
            assertThat(after(EntityChange.merge(before, fragment("{'scope': '/b'}"), THEN))
                            .scopes())
                    .containsExactly("/b");
            assertThat(after(EntityChange.merge(before, fragment("{'scope': 'urn:ngsi-ld:null'}"), THEN))
                            .scopes())
                    .isEmpty();
        }
    }

    @Nested
    class OneAttribute_5_6_4_5_6_5_5_6_19 {

        private static final String X = DEFAULT + "x";

        private static Attribute given(String text) {
            return only(fragment("{'x': " + text + "}"), "x");
        }

        /** Example 1 of clause 5.5.8. */
        @Test
        void aPartialUpdateKeepsMembersThatItDoesNotName() {
            EntityChange change = EntityChange.updateAttribute(
                    stored("'x': {'value': 25, 'unitCode': 'CEL', 'k': 1}"),
                    X,
                    given("{'type': 'Property', 'value': 100, 'observedAt': '2022-03-14T13:00:00.000Z'}"),
                    THEN);
            Attribute x = only(after(change), "x");
            assertThat(x.value().intValue()).isEqualTo(100);
            assertThat(x.unitCode()).isEqualTo("CEL");
            assertThat(x.attributes()).containsOnlyKeys(DEFAULT + "k");
            assertThat(x.createdAt()).isEqualTo(FIRST);
            assertThat(x.modifiedAt()).isEqualTo(THEN);
        }

        @Test
        void aPartialUpdateMayLeaveTheValueAlone() {
            EntityChange change =
                    EntityChange.updateAttribute(stored("'x': 25"), X, given("{'unitCode': 'KEL'}"), THEN);
            assertThat(only(after(change), "x").value().intValue()).isEqualTo(25);
            assertThat(only(after(change), "x").unitCode()).isEqualTo("KEL");
        }

        @Test
        void aPartialUpdateReplacesValuesWhole() {
            EntityChange change = EntityChange.updateAttribute(
                    stored("'x': {'value': {'a': 1}}"), X, given("{'value': {'b': 2}}"), THEN);
            assertThat(only(after(change), "x").value()).isEqualTo(json("{'" + DEFAULT + "b': 2}"));
        }

        @Test
        void aPartialUpdateCannotChangeTheKind() {
            assertProblem(
                    () -> EntityChange.updateAttribute(
                            stored("'x': 1"), X, given("{'type': 'Relationship', 'object': 'urn:c:d'}"), THEN),
                    ProblemType.BAD_REQUEST_DATA);
        }

        @Test
        void aPartialUpdateWithNullDeletes() {
            EntityChange change = EntityChange.updateAttribute(
                    stored("'x': 1, 'y': 2"), X, given("{'value': 'urn:ngsi-ld:null'}"), THEN);
            assertThat(after(change).attributes()).containsOnlyKeys(DEFAULT + "y");
        }

        @Test
        void whatIsNotThereCannotBeChanged() {
            assertProblem(
                    () -> EntityChange.updateAttribute(stored("'y': 1"), X, given("5"), THEN),
                    ProblemType.RESOURCE_NOT_FOUND);
            assertProblem(
                    () -> EntityChange.updateAttribute(
                            stored("'x': 1"), X, given("{'value': 5, 'datasetId': 'urn:d:1'}"), THEN),
                    ProblemType.RESOURCE_NOT_FOUND);
            assertProblem(
                    () -> EntityChange.replaceAttribute(stored("'y': 1"), X, given("5"), THEN),
                    ProblemType.RESOURCE_NOT_FOUND);
        }

        @Test
        void aReplacementKeepsOnlyWhenItWasCreated() {
            EntityChange change = EntityChange.replaceAttribute(
                    stored("'x': {'value': 25, 'unitCode': 'CEL'}"), X, given("{'object': 'urn:c:d'}"), THEN);
            Attribute x = only(after(change), "x");
            assertThat(x.kind()).isEqualTo(AttributeKind.RELATIONSHIP);
            assertThat(x.unitCode()).isNull();
            assertThat(x.createdAt()).isEqualTo(FIRST);
        }

        @Test
        void oneInstanceOrAllAreDeleted() {
            Optional<Entity> before =
                    stored("'x': [{'value': 1}, {'value': 2, 'datasetId': 'urn:d:2'}], 'scope': '/a'");
            assertThat(after(EntityChange.deleteAttribute(before, X, Optional.empty(), false, THEN))
                            .attributes()
                            .getOrDefault(X, List.of()))
                    .extracting(Attribute::datasetId)
                    .containsExactly("urn:d:2");
            assertThat(after(EntityChange.deleteAttribute(before, X, Optional.of("urn:d:2"), false, THEN))
                            .attributes()
                            .getOrDefault(X, List.of()))
                    .extracting(Attribute::datasetId)
                    .containsExactly((String) null);
            assertThat(after(EntityChange.deleteAttribute(before, X, Optional.empty(), true, THEN))
                            .attributes())
                    .isEmpty();
            assertThat(after(EntityChange.deleteAttribute(
                                    before, "https://uri.etsi.org/ngsi-ld/scope", Optional.empty(), false, THEN))
                            .scopes())
                    .isEmpty();
            assertProblem(
                    () -> EntityChange.deleteAttribute(before, DEFAULT + "y", Optional.empty(), true, THEN),
                    ProblemType.RESOURCE_NOT_FOUND);
            assertProblem(
                    () -> EntityChange.deleteAttribute(before, X, Optional.of("urn:d:9"), false, THEN),
                    ProblemType.RESOURCE_NOT_FOUND);
        }
    }
}
