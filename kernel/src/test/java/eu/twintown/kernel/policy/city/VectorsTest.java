package eu.twintown.kernel.policy.city;

import static org.assertj.core.api.Assertions.assertThat;

import eu.twintown.kernel.policy.document.PolicyReader;
import eu.twintown.kernel.policy.document.PolicyWriter;
import eu.twintown.kernel.policy.evaluation.PolicyReport;
import eu.twintown.kernel.policy.evaluation.RuleReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** The test vectors for ODRL and the city profile that the product ships. */
@Tag("odrl")
class VectorsTest {

    static List<Vector> vectors() {
        List<Vector> vectors = new ArrayList<>();
        TestVectors.document().get("vectors").forEach(node -> vectors.add(new Vector(node)));
        return vectors;
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void comesToWhatIsExpected(Vector vector) {
        PolicyReport report = CityProfile.EVALUATOR.evaluate(vector.policy(), vector.request(), vector.world());

        JsonNode expected = vector.json().get("expected");
        assertThat(report.outcome().name())
                .as("%s (%s)", report.reason(), vector.json().get("clause").asString())
                .isEqualTo(expected.get("outcome").asString());
        for (String rule : expected.path("rules").propertyNames()) {
            assertThat(report.rules())
                    .filteredOn(r -> r.rule().id().equals(rule))
                    .extracting(r -> r.activation().name())
                    .containsExactly(expected.get("rules").get(rule).asString().toUpperCase(Locale.ROOT));
        }
        assertThat(report.reason()).matches("[^\\n]+\\.");
        assertThat(report.rules()).extracting(RuleReport::reason).allMatch(reason -> reason.endsWith("."));
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void itsPolicySurvivesWritingAndReading(Vector vector) {
        assertThat(PolicyReader.read(PolicyWriter.write(vector.policy()))).isEqualTo(vector.policy());
    }
}
