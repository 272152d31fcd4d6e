package eu.twintown.kernel.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import eu.twintown.kernel.entity.Attribute;
import eu.twintown.kernel.entity.AttributeKind;
import eu.twintown.kernel.problem.ProblemException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.IntNode;

/** Clause 4.11. */
class TemporalQueryTest {

    private static final String T1 = "2026-01-01T00:00:00Z";
    private static final String T2 = "2026-01-02T00:00:00Z";

    private static TemporalQuery parse(
            @Nullable String timerel, @Nullable String timeAt, @Nullable String endTimeAt, @Nullable String property) {
        return parse(timerel, timeAt, endTimeAt, property, null);
    }

    private static TemporalQuery parse(
            @Nullable String timerel,
            @Nullable String timeAt,
            @Nullable String endTimeAt,
            @Nullable String property,
            @Nullable String lastN) {
        return TemporalQuery.parse(
                Optional.ofNullable(timerel),
                Optional.ofNullable(timeAt),
                Optional.ofNullable(endTimeAt),
                Optional.ofNullable(property),
                Optional.ofNullable(lastN));
    }

    private static Attribute instance(
            @Nullable String observedAt, @Nullable String created, @Nullable String modified) {
        return new Attribute(
                AttributeKind.PROPERTY,
                IntNode.valueOf(1),
                null,
                observedAt,
                null,
                List.of(),
                null,
                null,
                created == null ? null : Instant.parse(created),
                modified == null ? null : Instant.parse(modified),
                null,
                Map.of());
    }

    @ParameterizedTest
    @CsvSource({
        "before, 2025-12-31T23:59:59Z, true",
        "before, 2026-01-01T00:00:00.000Z, false",
        "after, 2026-01-01T00:00:00.000Z, true",
        "after, 2025-12-31T23:59:59Z, false",
        "between, 2026-01-01T00:00:00Z, true",
        "between, 2026-01-01T23:59:59.999999Z, true",
        "between, 2026-01-02T00:00:00Z, false",
        "between, 2025-12-31T23:59:59Z, false",
    })
    void lowerBoundsAreInclusiveAndUpperBoundsExclusive(String timerel, String observedAt, boolean expected) {
        TemporalQuery query = parse(timerel, T1, timerel.equals("between") ? T2 : null, null);
        assertThat(query.test(instance(observedAt, null, null))).isEqualTo(expected);
    }

    @Test
    void thePropertyOfTimeIsTheOneAskedFor() {
        Attribute instance = instance("2020-01-01T00:00:00Z", T1, T2);
        assertThat(parse("before", T1, null, null).test(instance)).isTrue();
        assertThat(parse("before", T1, null, "createdAt").test(instance)).isFalse();
        assertThat(parse("after", T2, null, "modifiedAt").test(instance)).isTrue();
        assertThat(parse("after", T1, null, "deletedAt").test(instance)).isFalse();
    }

    @Test
    void anInstanceWithoutTheTimeDoesNotMatch() {
        assertThat(parse("before", T1, null, null).test(instance(null, T1, T1))).isFalse();
        assertThat(TemporalQuery.ALL.test(instance(null, null, null))).isTrue();
    }

    @Test
    void nothingGivenIsTheWholeHistory() {
        assertThat(parse(null, null, null, null)).isEqualTo(TemporalQuery.ALL);
        assertThat(parse(null, null, null, null, "3").lastN()).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "during, 2026-01-01T00:00:00Z, -, -, -, timerel",
                "Before, 2026-01-01T00:00:00Z, -, -, -, timerel",
                "-, 2026-01-01T00:00:00Z, -, -, -, timerel",
                "before, -, -, -, -, timeAt",
                "before, 2026-01-01, -, -, -, timeAt",
                "before, 2026-01-01T00:00:00+01:00, -, -, -, timeAt",
                "between, 2026-01-01T00:00:00Z, -, -, -, endTimeAt",
                "between, 2026-01-01T00:00:00Z, later, -, -, endTimeAt",
                "between, 2026-01-01T00:00:00Z, 2025-01-01T00:00:00Z, -, -, endTimeAt",
                "after, 2026-01-01T00:00:00Z, 2027-01-01T00:00:00Z, -, -, endTimeAt",
                "-, -, 2027-01-01T00:00:00Z, -, -, endTimeAt",
                "-, -, -, expiresAt, -, timeproperty",
                "-, -, -, -, 0, lastN",
                "-, -, -, -, -1, lastN",
                "-, -, -, -, 2.5, lastN",
                "-, -, -, -, 99999999999, lastN",
            })
    void faultsNameTheParameter(
            @Nullable String timerel,
            @Nullable String timeAt,
            @Nullable String endTimeAt,
            @Nullable String property,
            @Nullable String lastN,
            String parameter) {
        ProblemException fault =
                catchThrowableOfType(ProblemException.class, () -> parse(timerel, timeAt, endTimeAt, property, lastN));
        assertThat(fault.problem().extensions()).containsEntry("parameter", parameter);
    }
}
