package eu.twintown.kernel.policy.conflict;

import static org.assertj.core.api.Assertions.assertThat;

import eu.twintown.kernel.policy.Policy;
import eu.twintown.kernel.policy.city.CityProfile;
import eu.twintown.kernel.policy.document.PolicyReader;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Conflicts between policies (Information Model 2.2, clause 2.10) and against a rulebook. */
@Tag("odrl")
class ConflictDetectorTest {
    private static final ConflictDetector DETECTOR = new ConflictDetector(CityProfile.ACTIONS);

    @Test
    void aProhibitionOfTheWholeMeetsThePermissionOfAPart() {
        List<Conflict> conflicts = DETECTOR.between(
                policy("'permission': [{'uid': 'urn:1', 'action': 'read'}]"),
                policy("'prohibition': [{'uid': 'urn:2', 'action': 'use'}]"));

        assertThat(conflicts)
                .containsExactly(new Conflict(
                        "urn:1",
                        "urn:2",
                        true,
                        "urn:1 permits http://www.w3.org/ns/odrl/2/read, which urn:2 prohibits."));
    }

    @Test
    void aProhibitionOfAPartMeetsThePermissionOfTheWholeInSomeCases() {
        assertThat(DETECTOR.within(policy("'permission': [{'uid': 'urn:1', 'action': 'use'}],"
                        + " 'prohibition': [{'uid': 'urn:2', 'action': 'city:shareOnward'}]")))
                .extracting(Conflict::certain)
                .containsExactly(false);
    }

    @Test
    void aDutyThatIsProhibitedIsAConflict() {
        assertThat(DETECTOR.within(
                        policy("'permission': [{'action': 'read', 'duty': [{'uid': 'urn:1', 'action': 'delete'}]}],"
                                + " 'prohibition': [{'uid': 'urn:2', 'action': 'delete'}]")))
                .extracting(Conflict::rule)
                .containsExactly("urn:1");
    }

    @Test
    void anOfferThatProhibitsWhatTheRulebookProhibitsMayPermitTheRest() {
        Policy rulebook = policy("'prohibition': [{'uid': 'urn:2', 'action': 'city:trainAi'}]");
        String wide = "'permission': [{'uid': 'urn:1', 'action': 'use'}]";
        String own = ", 'prohibition': [{'uid': 'urn:3', 'action': 'city:trainAi'}]";
        String narrow = ", 'prohibition': [{'uid': 'urn:3', 'action': 'city:trainAi', 'constraint': ["
                + "{'leftOperand': 'count', 'operator': 'gt', 'rightOperand': 5}]}]";

        assertThat(DETECTOR.against(policy(wide), rulebook)).hasSize(1);
        assertThat(DETECTOR.against(policy("'conflict': 'prohibit', " + wide + own), rulebook))
                .isEmpty();
        assertThat(DETECTOR.against(policy("'conflict': 'perm', " + wide + own), rulebook))
                .hasSize(1);
        assertThat(DETECTOR.against(policy("'conflict': 'prohibit', " + wide + narrow), rulebook))
                .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', textBlock = """
            'leftOperand': 'count', 'operator': 'lt', 'rightOperand': 5 ; 'leftOperand': 'count', 'operator': 'gteq', 'rightOperand': 5 ; false
            'leftOperand': 'count', 'operator': 'lteq', 'rightOperand': 5 ; 'leftOperand': 'count', 'operator': 'gteq', 'rightOperand': 5 ; true
            'leftOperand': 'dateTime', 'operator': 'lt', 'rightOperand': '2026-01-01' ; 'leftOperand': 'dateTime', 'operator': 'gteq', 'rightOperand': '2027-01-01' ; false
            'leftOperand': 'purpose', 'operator': 'isAnyOf', 'rightOperand': ['a', 'b'] ; 'leftOperand': 'purpose', 'operator': 'eq', 'rightOperand': 'c' ; false
            'leftOperand': 'purpose', 'operator': 'isAnyOf', 'rightOperand': ['a', 'b'] ; 'leftOperand': 'purpose', 'operator': 'eq', 'rightOperand': 'b' ; true
            'leftOperand': 'purpose', 'operator': 'eq', 'rightOperand': 'a' ; 'leftOperand': 'purpose', 'operator': 'isNoneOf', 'rightOperand': ['a', 'b'] ; false
            'leftOperand': 'purpose', 'operator': 'isA', 'rightOperand': 'a' ; 'leftOperand': 'purpose', 'operator': 'isA', 'rightOperand': 'b' ; true
            'or': [{'leftOperand': 'count', 'operator': 'lt', 'rightOperand': 5}, {'leftOperand': 'count', 'operator': 'eq', 'rightOperand': 9}] ; 'leftOperand': 'count', 'operator': 'gt', 'rightOperand': 9 ; false
            'leftOperand': 'spatial', 'operator': 'eq', 'rightOperand': 'a' ; 'leftOperand': 'purpose', 'operator': 'eq', 'rightOperand': 'b' ; true
            """)
    void constraintsThatExcludeEachOtherKeepRulesApart(String permitted, String prohibited, boolean meet) {
        List<Conflict> conflicts = DETECTOR.within(policy("'permission': [{'action': 'read', 'constraint': {"
                + permitted + "}}], 'prohibition': [{'action': 'read', 'constraint': {" + prohibited + "}}]"));

        assertThat(conflicts).hasSize(meet ? 1 : 0);
    }

    @Test
    void otherAssetsAndOtherPartiesKeepRulesApart() {
        String permission = "'permission': [{'action': 'read', 'target': 'urn:a', 'assignee': 'urn:p'}],";
        assertThat(DETECTOR.within(policy(permission + "'prohibition': [{'action': 'read', 'target': 'urn:b'}]")))
                .isEmpty();
        assertThat(DETECTOR.within(policy(permission + "'prohibition': [{'action': 'read', 'assignee': 'urn:q'}]")))
                .isEmpty();
        assertThat(DETECTOR.within(policy(permission + "'prohibition': [{'action': 'read', 'target': {'@type':"
                        + " 'AssetCollection', 'uid': 'urn:all'}}]")))
                .hasSize(1);
    }

    @Test
    void anOfferKeepsToTheRulebook() {
        Policy rulebook = policy("'permission': [{'uid': 'urn:bound', 'action': 'use', 'constraint': ["
                + "{'uid': 'urn:until', 'leftOperand': 'dateTime', 'operator': 'lteq', 'rightOperand': '2027-12-31'},"
                + "{'uid': 'urn:hour', 'leftOperand': 'city:requestsPerHour', 'operator': 'lteq', 'rightOperand': 1000}]}],"
                + "'prohibition': [{'uid': 'urn:no-ai', 'action': 'city:trainAi'}],"
                + "'obligation': [{'uid': 'urn:attribute', 'action': 'attribute'}]");
        String within = "{'leftOperand': 'dateTime', 'operator': 'lt', 'rightOperand': '2027-06-30'},"
                + " {'leftOperand': 'city:requestsPerHour', 'operator': 'lteq', 'rightOperand': 60}";
        String beyond = within.replace("60", "6000");
        String read = "'permission': [{'uid': 'urn:read', 'action': 'read', 'constraint': [%s]}]";
        String attribute = ", 'obligation': [{'action': 'attribute'}]";

        assertThat(DETECTOR.against(policy(read.formatted(within) + attribute), rulebook))
                .isEmpty();
        assertThat(DETECTOR.against(policy(read.formatted(beyond) + attribute), rulebook))
                .extracting(Conflict::reason)
                .containsExactly("urn:read permits more than the constraint urn:hour of the rulebook allows.");
        assertThat(DETECTOR.against(policy(read.formatted(within)), rulebook))
                .extracting(Conflict::against)
                .containsExactly("urn:attribute");
        assertThat(DETECTOR.against(
                        policy("'permission': [{'uid': 'urn:train', 'action': 'city:trainAi', 'constraint': [" + within
                                + "]}]" + attribute),
                        rulebook))
                .extracting(Conflict::against)
                .containsExactly("urn:no-ai");
    }

    private static Policy policy(String rules) {
        String document = ("{'uid': 'urn:policy', " + rules + "}").replace('\'', '"');
        return PolicyReader.read((ObjectNode) JsonMapper.shared().readTree(document));
    }
}
