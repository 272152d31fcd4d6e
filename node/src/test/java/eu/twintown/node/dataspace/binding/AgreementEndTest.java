package eu.twintown.node.dataspace.binding;

import static org.assertj.core.api.Assertions.assertThat;

import eu.twintown.node.dataspace.TestAgreements;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AgreementEndTest {
    private static final String UNTIL = """
            {"leftOperand": "dateTime", "operator": "%s", "rightOperand": {"@value": "%s", "@type": "xsd:%s"}}""";

    private static Optional<Instant> end(String permissions) {
        return AgreementEnd.of(TestAgreements.policy("urn:uuid:1", "\"permission\": [" + permissions + "]"));
    }

    private static String permission(String constraint) {
        return "{\"action\": \"use\", \"constraint\": [" + constraint + "]}";
    }

    @ParameterizedTest
    @CsvSource({
        "lt, 2027-06-30T12:00:00Z, dateTime, 2027-06-30T12:00:00Z",
        "lteq, 2027-06-30T12:00:00Z, dateTime, 2027-06-30T12:00:00.000000001Z",
        "lt, 2027-06-30, date, 2027-06-30T00:00:00Z",
        "lteq, 2027-06-30, date, 2027-07-01T00:00:00Z",
        "lt, 2027-06-30T12:00:00+02:00, dateTime, 2027-06-30T10:00:00Z"
    })
    void aPermissionEndsWhenItsTimeIsOver(String operator, String value, String type, String end) {
        assertThat(end(permission(UNTIL.formatted(operator, value, type)))).contains(Instant.parse(end));
    }

    @ParameterizedTest
    @CsvSource({"gt, 2027-06-30, date", "gteq, 2027-06-30, date", "lt, 18:00:00, time"})
    void whatIsNoEndIsNone(String operator, String value, String type) {
        assertThat(end(permission(UNTIL.formatted(operator, value, type)))).isEmpty();
    }

    @Test
    void ofSeveralConstraintsTheFirstEndCountsAndOfSeveralPermissionsTheLast() {
        String june = UNTIL.formatted("lt", "2027-06-30", "date");
        String may = UNTIL.formatted("lt", "2027-05-31", "date");
        assertThat(end(permission(june + "," + may))).contains(Instant.parse("2027-05-31T00:00:00Z"));
        assertThat(end(permission(june) + "," + permission(may))).contains(Instant.parse("2027-06-30T00:00:00Z"));
        assertThat(end(permission("{\"or\": {\"@list\": [" + june + "," + may + "]}}")))
                .contains(Instant.parse("2027-06-30T00:00:00Z"));
        assertThat(end(permission("{\"and\": {\"@list\": [" + june + "," + may + "]}}")))
                .contains(Instant.parse("2027-05-31T00:00:00Z"));
    }

    @Test
    void onePermissionWithoutEndKeepsTheAgreementOpen() {
        assertThat(end(permission(UNTIL.formatted("lt", "2027-06-30", "date")) + ", {\"action\": \"read\"}"))
                .isEmpty();
        assertThat(AgreementEnd.of(TestAgreements.policy("urn:uuid:1", "\"prohibition\": [{\"action\": \"use\"}]")))
                .isEmpty();
    }
}
