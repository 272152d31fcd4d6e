package eu.twintown.kernel.policy.document;

import static org.assertj.core.api.Assertions.assertThat;

import eu.twintown.kernel.policy.Odrl;
import eu.twintown.kernel.policy.Operand;
import eu.twintown.kernel.policy.Policy;
import eu.twintown.kernel.policy.evaluation.DutyRecord;
import eu.twintown.kernel.policy.evaluation.Evaluator;
import eu.twintown.kernel.policy.evaluation.Request;
import eu.twintown.kernel.policy.evaluation.World;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Reports as documents: what the suite does not show. */
@Tag("odrl")
class ReportWriterTest {
    private static final Policy POLICY =
            PolicyReader.read((ObjectNode) JsonMapper.shared().readTree("""
            {"uid": "urn:policy", "conflict": "prohibit",
             "permission": [{"uid": "urn:permission", "action": "read",
               "constraint": [{"uid": "urn:constraint", "leftOperand": "count", "operator": "lteq", "rightOperand": 10}],
               "duty": [{"uid": "urn:duty", "action": "attribute"}]}],
             "prohibition": [{"uid": "urn:prohibition", "action": "sell", "remedy": [{"uid": "urn:remedy", "action": "delete"}]}],
             "obligation": [{"uid": "urn:obligation", "action": "inform"}]}
            """));
    private static final Request READ = Request.of("urn:request", Odrl.READ, "urn:ghent", "urn:counters");
    private static final World WORLD = World.at(Instant.parse("2026-11-22T12:00:00Z"));

    @Test
    void anUnknownConstraintIsATermOfOurOwnWithItsReason() {
        JsonNode permission = report(WORLD).get("ruleReport").get(0);
        JsonNode constraint = permission.get("premiseReport").get(1);

        assertThat(constraint.get("satisfactionState").get("@id").asString())
                .isEqualTo("https://twintown.eu/terms/policy#Unknown");
        assertThat(constraint.get("tt:reason").asString())
                .isEqualTo("It is not known what count is; it must be at most 10.");
        assertThat(permission.get("activationState").get("@id").asString()).endsWith("#Inactive");
    }

    @Test
    void aDutyWithoutRecordIsReportedHereAndOneWithRecordIsReferredTo() {
        JsonNode own =
                report(WORLD).get("ruleReport").get(0).get("conditionReport").get(0);
        JsonNode known = report(WORLD.withDuty(DutyRecord.fulfilled("urn:record", "urn:duty")))
                .get("ruleReport")
                .get(0)
                .get("conditionReport")
                .get(0);

        assertThat(own.get("@type").asString()).isEqualTo("DutyReport");
        assertThat(own.get("rule").get("@id").asString()).isEqualTo("urn:duty");
        assertThat(own.get("deonticState").get("@id").asString()).endsWith("#NonSet");
        assertThat(known.get("@id").asString()).isEqualTo("urn:record");
    }

    @Test
    void tellsTheOutcomeAndEveryRule() {
        ObjectNode report = report(
                WORLD.with(Odrl.COUNT, Operand.number("3")).withDuty(DutyRecord.accepted("urn:record", "urn:duty")));

        assertThat(report.get("tt:outcome").asString()).isEqualTo("PERMITTED");
        assertThat(report.get("tt:reason").asString()).isEqualTo("The permission urn:permission covers this.");
        assertThat(report.get("ruleReport"))
                .extracting(rule -> rule.get("@type").asString())
                .containsExactly("PermissionReport", "ProhibitionReport", "DutyReport");
    }

    @Test
    void thePlainFormKeepsToTheVocabulary() {
        ObjectNode plain = ReportWriter.writePlain(new Evaluator().evaluate(POLICY, READ, WORLD), "urn:report");

        assertThat(plain.toString()).doesNotContain("tt:reason").doesNotContain("tt:outcome");
    }

    private static ObjectNode report(World world) {
        return ReportWriter.write(new Evaluator().evaluate(POLICY, READ, world), "urn:report");
    }
}
