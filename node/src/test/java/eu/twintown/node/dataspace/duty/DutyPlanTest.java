package eu.twintown.node.dataspace.duty;

import static org.assertj.core.api.Assertions.assertThat;

import eu.twintown.node.dataspace.TestAgreements;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class DutyPlanTest {
    private static List<DutyPlan.Planned> plan(String rules) {
        return DutyPlan.of(TestAgreements.policy("urn:uuid:1", rules));
    }

    @Test
    void everyObligationIsFoundWhereverItStands() {
        List<DutyPlan.Planned> plan = plan("""
                "permission": [{"action": "use",
                  "constraint": [{"leftOperand": "city:requestsPerDay", "operator": "lteq", "rightOperand": 10}],
                  "duty": [{"action": "delete",
                    "constraint": {"leftOperand": "elapsedTime", "operator": "gteq",
                                   "rightOperand": {"@value": "P30D", "@type": "xsd:duration"}}}]}],
                "prohibition": [{"action": "city:trainAi"}, {"action": "city:shareOnward"}, {"action": "modify"}],
                "obligation": [{"action": "attribute"}, {"action": "compensate"}]""");
        assertThat(plan)
                .extracting(DutyPlan.Planned::kind)
                .containsExactly(
                        DutyKind.DELETE,
                        DutyKind.ATTRIBUTE,
                        DutyKind.OTHER,
                        DutyKind.NO_AI_TRAINING,
                        DutyKind.NO_ONWARD_SHARING,
                        DutyKind.COUNT);
        assertThat(plan.getFirst().after()).contains(Duration.ofDays(30));
        assertThat(plan.getFirst().text()).isEqualTo("The data are deleted 30 days after they were received");
        assertThat(plan.get(2).text()).isEqualTo("This must be done: compensate");
        assertThat(plan).extracting(DutyPlan.Planned::rule).doesNotHaveDuplicates();
    }

    @Test
    void deletionWithoutATimeIsDueWhenTheAgreementHasEnded() {
        assertThat(plan("\"obligation\": [{\"action\": \"delete\"}]"))
                .singleElement()
                .satisfies(planned -> {
                    assertThat(planned.after()).contains(Duration.ZERO);
                    assertThat(planned.text()).contains("has ended");
                });
    }

    @Test
    void anOpenAgreementObligesToNothing() {
        assertThat(plan("\"permission\": [{\"action\": \"use\"}]")).isEmpty();
    }
}
