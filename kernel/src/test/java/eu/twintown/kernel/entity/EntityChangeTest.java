package eu.twintown.kernel.entity;

import static eu.twintown.kernel.entity.Documents.DEFAULT;
import static eu.twintown.kernel.entity.Documents.entity;
import static eu.twintown.kernel.entity.Documents.fragment;
import static eu.twintown.kernel.entity.Documents.only;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.kernel.problem.ProblemType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Changes of entities as a whole. */
class EntityChangeTest {

    static final Instant FIRST = Instant.parse("2026-11-22T10:00:00Z");
    static final Instant THEN = FIRST.plus(Duration.ofHours(1));

    /** A stored entity with what the text says. */
    static Optional<Entity> stored(String members) {
        return EntityChange.create(Optional.empty(), entity("{'id': 'urn:a:b', 'type': 'T', " + members + "}"), FIRST)
                .after();
    }

    static Entity after(EntityChange change) {
        return change.after().orElseThrow();
    }

    static void assertProblem(ThrowingCallable call, ProblemType type) {
        assertThatThrownBy(call).isInstanceOfSatisfying(ProblemException.class, e -> assertThat(
                        e.problem().type())
                .isEqualTo(type));
    }

    @Nested
    class Create_5_6_1 {

        @Test
        void setsTheTimesOfTheEntityAndItsAttributes() {
            EntityChange change = EntityChange.create(
                    Optional.empty(),
                    entity(
                            "{'id': 'urn:a:b', 'type': 'T', 'createdAt': '1999-01-01T00:00:00Z', 'x': {'value': 1, 'createdAt': '1999-01-01T00:00:00Z', 'instanceId': 'urn:i:1', 'y': {'value': 2, 'modifiedAt': '1999-01-01T00:00:00Z'}}}"),
                    FIRST);
            Entity after = after(change);
            assertThat(after.createdAt()).isEqualTo(FIRST);
            assertThat(after.modifiedAt()).isEqualTo(FIRST);
            Attribute x = only(after, "x");
            assertThat(x.createdAt()).isEqualTo(FIRST);
            assertThat(x.modifiedAt()).isEqualTo(FIRST);
            assertThat(x.instanceId()).isNull();
            assertThat(x.attributes()
                            .getOrDefault(DEFAULT + "y", List.of())
                            .getFirst()
                            .modifiedAt())
                    .isNull();
            assertThat(change.changed()).containsExactly(DEFAULT + "x");
        }

        @Test
        void failsWhereThereIsOneAlready() {
            assertProblem(
                    () -> EntityChange.create(stored("'x': 1"), entity("{'id': 'urn:a:b', 'type': 'T'}"), THEN),
                    ProblemType.ALREADY_EXISTS);
        }

        @Test
        void anExpiredEntityIsNotThereAnymore_4_22() {
            Optional<Entity> before = stored("'expiresAt': '2026-11-22T10:30:00Z', 'x': 1");
            assertThat(after(EntityChange.create(before, entity("{'id': 'urn:a:b', 'type': 'T'}"), THEN))
                            .createdAt())
                    .isEqualTo(THEN);
            assertProblem(
                    () -> EntityChange.append(before, fragment("{'y': 1}"), true, THEN),
                    ProblemType.RESOURCE_NOT_FOUND);
        }
    }

    @Nested
    class Append_5_6_3 {

        @Test
        void addsAndOverwritesKeepingWhenItWasCreated() {
            EntityChange change = EntityChange.append(
                    stored("'x': {'value': 1, 'unitCode': 'CEL'}, 'z': 3"),
                    fragment("{'type': 'U', 'x': 5, 'y': 6}"),
                    true,
                    THEN);
            Entity after = after(change);
            assertThat(change.changed()).containsExactlyInAnyOrder(DEFAULT + "x", DEFAULT + "y");
            assertThat(after.types()).containsExactly(DEFAULT + "T", DEFAULT + "U");
            assertThat(only(after, "x").value().intValue()).isEqualTo(5);
            assertThat(only(after, "x").unitCode()).isNull();
            assertThat(only(after, "x").createdAt()).isEqualTo(FIRST);
            assertThat(only(after, "x").modifiedAt()).isEqualTo(THEN);
            assertThat(only(after, "y").createdAt()).isEqualTo(THEN);
            assertThat(only(after, "z").modifiedAt()).isEqualTo(FIRST);
            assertThat(after.createdAt()).isEqualTo(FIRST);
            assertThat(after.modifiedAt()).isEqualTo(THEN);
        }

        @Test
        void withoutOverwritingLeavesWhatIsThereAndSaysSo() {
            EntityChange change = EntityChange.append(stored("'x': 1"), fragment("{'x': 5, 'y': 6}"), false, THEN);
            assertThat(only(after(change), "x").value().intValue()).isEqualTo(1);
            assertThat(change.changed()).containsExactly(DEFAULT + "y");
            assertThat(change.notUpdated())
                    .extracting(EntityChange.NotUpdated::attribute)
                    .containsExactly(DEFAULT + "x");
        }

        @Test
        void whereNothingChangesTheEntityIsNotModified() {
            EntityChange change = EntityChange.append(stored("'x': 1"), fragment("{'x': 5}"), false, THEN);
            assertThat(after(change).modifiedAt()).isEqualTo(FIRST);
            assertThat(change.changed()).isEmpty();
        }

        @Test
        void instancesWithOtherDatasetIdsStay_4_5_5() {
            EntityChange change = EntityChange.append(
                    stored("'x': [{'value': 1}, {'value': 2, 'datasetId': 'urn:d:2'}]"),
                    fragment("{'x': [{'value': 9, 'datasetId': 'urn:d:2'}, {'value': 3, 'datasetId': 'urn:d:3'}]}"),
                    true,
                    THEN);
            assertThat(after(change).attributes().getOrDefault(DEFAULT + "x", List.of()))
                    .extracting(a -> a.value().intValue())
                    .containsExactly(1, 9, 3);
        }

        @Test
        void scopesAreReplacedOrAdded() {
            Optional<Entity> before = stored("'scope': '/a'");
            assertThat(after(EntityChange.append(before, fragment("{'scope': '/b'}"), true, THEN))
                            .scopes())
                    .containsExactly("/b");
            assertThat(after(EntityChange.append(before, fragment("{'scope': ['/a', '/b']}"), false, THEN))
                            .scopes())
                    .containsExactly("/a", "/b");
        }

        @Test
        void deletesNothing_5_5_4() {
            assertProblem(
                    () -> EntityChange.append(stored("'x': 1"), fragment("{'x': 'urn:ngsi-ld:null'}"), true, THEN),
                    ProblemType.BAD_REQUEST_DATA);
        }

        @Test
        void takesNoAttributeWithoutValue() {
            assertProblem(
                    () -> EntityChange.append(
                            stored("'x': 1"), fragment("{'x': {'type': 'Property', 'unitCode': 'C62'}}"), true, THEN),
                    ProblemType.BAD_REQUEST_DATA);
        }

        @Test
        void needsTheEntity() {
            assertProblem(
                    () -> EntityChange.append(Optional.empty(), fragment("{'x': 1}"), true, THEN),
                    ProblemType.RESOURCE_NOT_FOUND);
        }
    }

    @Nested
    class Update_5_6_2 {

        /** Example 2 of clause 5.5.8. */
        @Test
        void replacesWholeAttributes() {
            EntityChange change = EntityChange.update(
                    stored("'temperature': {'value': 25, 'unitCode': 'CEL', 'observedAt': '2022-03-14T01:59:26.535Z'}"),
                    fragment(
                            "{'temperature': {'type': 'Property', 'value': 100, 'observedAt': '2022-03-14T13:00:00.000Z'}}"),
                    THEN);
            Attribute temperature = only(after(change), "temperature");
            assertThat(temperature.unitCode()).isNull();
            assertThat(temperature.observedAt()).isEqualTo("2022-03-14T13:00:00.000Z");
            assertThat(temperature.createdAt()).isEqualTo(FIRST);
        }

        /** Example 3 of clause 5.5.8. */
        @Test
        void deletesWhatIsGivenAsNull() {
            EntityChange change = EntityChange.update(
                    stored("'x': 1, 'y': 2"),
                    fragment("{'x': {'type': 'Property', 'value': 'urn:ngsi-ld:null'}}"),
                    THEN);
            assertThat(after(change).attributes()).containsOnlyKeys(DEFAULT + "y");
            assertThat(change.changed()).containsExactly(DEFAULT + "x");
        }

        @Test
        void appendsWhatIsNotThere() {
            EntityChange change = EntityChange.update(stored("'x': 1"), fragment("{'y': 2}"), THEN);
            assertThat(after(change).attributes()).containsOnlyKeys(DEFAULT + "x", DEFAULT + "y");
        }

        @Test
        void deletesOneInstanceOnly() {
            EntityChange change = EntityChange.update(
                    stored("'x': [{'value': 1}, {'value': 2, 'datasetId': 'urn:d:2'}]"),
                    fragment("{'x': {'value': 'urn:ngsi-ld:null', 'datasetId': 'urn:d:2'}, 'y': 'urn:ngsi-ld:null'}"),
                    THEN);
            assertThat(only(after(change), "x").value().intValue()).isEqualTo(1);
            assertThat(change.notUpdated())
                    .extracting(EntityChange.NotUpdated::attribute)
                    .containsExactly(DEFAULT + "y");
        }

        @Test
        void replacesAScopeOnlyWhereThereIsOne() {
            assertThat(after(EntityChange.update(stored("'x': 1"), fragment("{'scope': '/a'}"), THEN))
                            .scopes())
                    .isEmpty();
            assertThat(after(EntityChange.update(stored("'scope': '/a'"), fragment("{'scope': '/b'}"), THEN))
                            .scopes())
                    .containsExactly("/b");
        }

        @Test
        void theSameValueAgainIsAChange() {
            EntityChange change = EntityChange.update(stored("'x': 1"), fragment("{'x': 1}"), THEN);
            assertThat(change.changed()).containsExactly(DEFAULT + "x");
            assertThat(only(after(change), "x").modifiedAt()).isEqualTo(THEN);
        }

        @Test
        void nullInsideAValueIsForMergeOnly_5_5_4() {
            assertProblem(
                    () -> EntityChange.update(
                            stored("'x': 1"), fragment("{'x': {'value': {'a': 'urn:ngsi-ld:null'}}}"), THEN),
                    ProblemType.BAD_REQUEST_DATA);
        }

        @Test
        void whenItExpiresCanBeSetAndTakenBack() {
            Optional<Entity> before = stored("'expiresAt': '2030-01-01T00:00:00Z'");
            assertThat(after(EntityChange.update(before, fragment("{'expiresAt': '2031-01-01T00:00:00Z'}"), THEN))
                            .expiresAt())
                    .isEqualTo(Instant.parse("2031-01-01T00:00:00Z"));
            assertThat(after(EntityChange.update(before, fragment("{'expiresAt': 'urn:ngsi-ld:null'}"), THEN))
                            .expiresAt())
                    .isNull();
        }
    }

    @Nested
    class ReplaceAndUpsert_5_6_18_5_6_8 {

        @Test
        void replacingKeepsOnlyWhenTheEntityWasCreated() {
            EntityChange change = EntityChange.replace(
                    stored("'x': 1, 'scope': '/a'"), entity("{'id': 'urn:a:b', 'type': 'U', 'y': 2}"), THEN);
            Entity after = after(change);
            assertThat(after.types()).containsExactly(DEFAULT + "U");
            assertThat(after.attributes()).containsOnlyKeys(DEFAULT + "y");
            assertThat(after.scopes()).isEmpty();
            assertThat(after.createdAt()).isEqualTo(FIRST);
            assertThat(after.modifiedAt()).isEqualTo(THEN);
            assertThat(change.changed()).containsExactlyInAnyOrder(DEFAULT + "x", DEFAULT + "y");
        }

        @Test
        void aReplacementWithoutIdAndTypeTakesThoseOfTheEntity() {
            Entity after = after(EntityChange.replace(stored("'x': 1"), fragment("{'y': 2}"), THEN));
            assertThat(after.id()).isEqualTo("urn:a:b");
            assertThat(after.types()).containsExactly(DEFAULT + "T");
        }

        @Test
        void replacingNeedsTheEntity() {
            assertProblem(
                    () -> EntityChange.replace(Optional.empty(), entity("{'id': 'urn:a:b', 'type': 'U'}"), THEN),
                    ProblemType.RESOURCE_NOT_FOUND);
        }

        @Test
        void upsertCreatesReplacesOrUpdates() {
            Entity given = entity("{'id': 'urn:a:b', 'type': 'U', 'y': 2}");
            assertThat(after(EntityChange.upsert(Optional.empty(), given, true, THEN))
                            .createdAt())
                    .isEqualTo(THEN);
            assertThat(after(EntityChange.upsert(stored("'x': 1"), given, false, THEN))
                            .attributes())
                    .containsOnlyKeys(DEFAULT + "y");
            assertThat(after(EntityChange.upsert(stored("'x': 1"), given, true, THEN))
                            .attributes())
                    .containsOnlyKeys(DEFAULT + "x", DEFAULT + "y");
        }
    }

    @Test
    void deletingLeavesNothing_5_6_6() {
        EntityChange change = EntityChange.delete(stored("'x': 1"));
        assertThat(change.after()).isEmpty();
        assertThat(change.changed()).containsExactly(DEFAULT + "x");
        assertProblem(() -> EntityChange.delete(Optional.empty()), ProblemType.RESOURCE_NOT_FOUND);
    }
}
