package eu.twintown.kernel.policy.text;

import static org.assertj.core.api.Assertions.assertThat;

import eu.twintown.kernel.policy.Literal;
import eu.twintown.kernel.policy.Odrl;
import eu.twintown.kernel.policy.Operand;
import eu.twintown.kernel.policy.Policy;
import eu.twintown.kernel.policy.city.CityProfile;
import eu.twintown.kernel.policy.document.PolicyReader;
import eu.twintown.kernel.policy.evaluation.DutyRecord;
import eu.twintown.kernel.policy.evaluation.PolicyReport;
import eu.twintown.kernel.policy.evaluation.Request;
import eu.twintown.kernel.policy.evaluation.World;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Reasons for people: no identifiers of terms, whatever stands in the way. */
class DecisionSentencesTest {
    private static final String GHENT = "did:web:ghent.example";
    private static final World NOON = World.at(Instant.parse("2026-11-22T12:00:00Z"));

    private static Policy policy(String rules) {
        return PolicyReader.read((ObjectNode) JsonMapper.shared().readTree("""
                {"@context": ["http://www.w3.org/ns/odrl.jsonld", {"city": "https://twintown.eu/odrl/city/"}],
                 "@type": "Agreement", "@id": "urn:x:policy", "profile": "https://twintown.eu/odrl/city/",
                 "assigner": "did:web:muenster.example", "assignee": "%s", "target": "urn:x:dataset", %s}
                """.formatted(GHENT, rules)));
    }

    private static String reason(Locale locale, String rules, World world) {
        Policy policy = policy(rules);
        PolicyReport report = CityProfile.EVALUATOR.evaluate(
                policy, Request.of("urn:x:request", Odrl.READ, GHENT, "urn:x:dataset"), world);
        return new DecisionSentences(locale, PlainNames::of).reason(policy, report);
    }

    private static String reason(String rules, World world) {
        return reason(Locale.ENGLISH, rules, world);
    }

    @Test
    void aConstraintThatFailsIsToldWithWhatIsSo() {
        String daily = """
                "permission": [{"action": "use", "constraint":
                  {"leftOperand": "city:requestsPerDay", "operator": "lteq", "rightOperand": 1000}}]""";
        World world = NOON.with(CityProfile.REQUESTS_PER_DAY, Operand.number("1001"));

        assertThat(reason(daily, world))
                .isEqualTo(
                        "This is allowed only if the number of requests per day is at most 1,000. Here it is: 1,001.");
        assertThat(reason(daily, NOON)).endsWith("Whether that is so is not known.");
    }

    @Test
    void anEmergencyThatIsNotDeclaredIsSaidSo() {
        World world = new World(
                NOON.now(),
                Map.of(CityProfile.EMERGENCY, List.of(Literal.of("false", Odrl.XSD + "boolean"))),
                Map.of(),
                List.of(),
                Map.of());

        assertThat(reason("""
                "permission": [{"action": "use", "constraint": {"leftOperand": "city:emergency", "operator": "eq",
                  "rightOperand": {"@value": "true", "@type": "xsd:boolean"}}}]""", world)).isEqualTo("This is allowed only if an emergency is declared. That is not so.");
    }

    @Test
    void aProhibitionIsToldAsItsRule() {
        assertThat(reason("""
                "permission": [{"action": "use"}], "conflict": "prohibit", "prohibition": [{"action": "read"}]""", NOON))
                .isEqualTo("The agreement forbids this: Ghent.example must not read urn:x:dataset.");
        assertThat(reason("""
                "permission": [{"action": "use"}], "conflict": "prohibit", "prohibition": [{"action": "read",
                  "constraint": {"leftOperand": "city:recipientRole", "operator": "eq", "rightOperand": "baker"}}]""", NOON)).endsWith("is not known: the recipient’s role is baker.");
    }

    @Test
    void anActionThatIsNotPermittedAndADutyThatIsViolatedAreTold() {
        assertThat(reason("\"permission\": [{\"action\": \"delete\"}]", NOON))
                .startsWith("What is to be done is not what the agreement permits:");
        String duty = """
                "permission": [{"action": "use", "duty": [{"@id": "urn:x:duty", "action": "compensate"}]}]""";
        World violated = new World(
                NOON.now(), Map.of(), Map.of(), List.of(DutyRecord.violated("urn:x:record", "urn:x:duty")), Map.of());
        assertThat(reason(duty, NOON)).startsWith("This must be done first: ");
        assertThat(reason(duty, violated)).startsWith("This duty was not fulfilled: ");
    }

    @Test
    void anAreaIsNotReadOutAsCoordinates() {
        assertThat(new PolicySentences(Locale.ENGLISH, PlainNames::of).of(policy("""
                "permission": [{"action": "use", "constraint": {"leftOperand": "spatial", "operator": "isPartOf",
                  "rightOperand": "POLYGON ((7.5 51.8, 7.8 51.8, 7.8 52, 7.5 52, 7.5 51.8))"}}]""")))
                .contains("This holds only if the area lies within an area drawn on the map.");
    }

    @ParameterizedTest
    @CsvSource({"en", "de", "nl", "fr", "es"})
    void noLanguageShowsIdentifiersOfTerms(String language) {
        String rules = """
                "permission": [{"action": "use", "constraint": [
                  {"leftOperand": "city:recipientRole", "operator": "isAnyOf", "rightOperand": ["planner", "steward"]}]}]""";

        assertThat(reason(Locale.of(language), rules, NOON))
                .doesNotContain("https://")
                .doesNotContain("{")
                .contains("planner");
    }

    @ParameterizedTest
    @CsvSource({
        "did:web:ghent.example,ghent.example",
        "https://twintown.eu/odrl/city/advertising,advertising",
        "https://www.geonames.org/2797656,https://www.geonames.org/2797656",
        "urn:uuid:1,urn:uuid:1"
    })
    void aThingIsCalledByItsWordWhereItHasOne(String iri, String name) {
        assertThat(PlainNames.of(iri)).isEqualTo(name);
    }
}
