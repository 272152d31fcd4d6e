package eu.twintown.kernel.policy.conflict;

import static org.assertj.core.api.Assertions.assertThat;

import eu.twintown.kernel.policy.Policy;
import eu.twintown.kernel.policy.city.CityProfile;
import eu.twintown.kernel.policy.document.PolicyReader;
import eu.twintown.kernel.policy.text.Template;
import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Offers brought within a rulebook. */
class FittingTest {
    private static final ConflictDetector DETECTOR = new ConflictDetector(CityProfile.ACTIONS);
    private static final Template.Choices CHOICES = Template.Choices.until(LocalDate.of(2027, 12, 31));

    private static final String STRICT = """
            "permission": [{"uid": "urn:r:members", "action": "use", "constraint": [
               {"leftOperand": "city:recipientCredential", "operator": "isAnyOf", "rightOperand": "MembershipCredential"},
               {"leftOperand": "dateTime", "operator": "lt",
                "rightOperand": {"@value": "2030-01-01T00:00:00Z", "@type": "xsd:dateTime"}}]}],
             "prohibition": [{"uid": "urn:r:no-ai", "action": "city:trainAi"}],
             "obligation": [{"uid": "urn:r:attribute", "action": "attribute"}]""";

    private static Policy rulebook(String rules) {
        return PolicyReader.read((ObjectNode) JsonMapper.shared().readTree("""
                {"@context": ["http://www.w3.org/ns/odrl.jsonld", {"city": "https://twintown.eu/odrl/city/"}],
                 "@type": "Set", "uid": "urn:r", %s}""".formatted(rules)));
    }

    private static Optional<Policy> fitted(Template template, String rules) {
        return new Fitting(DETECTOR).within(template.offer("urn:o", CHOICES), rulebook(rules));
    }

    @ParameterizedTest
    @EnumSource(Template.class)
    void everyTemplateFitsAStrictRulebookOnceWhatItLacksIsAdded(Template template) {
        Policy offer = template.offer("urn:o", CHOICES);
        Policy fitted = fitted(template, STRICT).orElseThrow();

        assertThat(DETECTOR.against(offer, rulebook(STRICT))).isNotEmpty();
        assertThat(DETECTOR.against(fitted, rulebook(STRICT))).isEmpty();
        assertThat(fitted.id()).isEqualTo("urn:o");
        assertThat(fitted.permissions().getFirst().head().constraints())
                .as("nothing of its own is taken away")
                .containsAll(offer.permissions().getFirst().head().constraints());
        assertThat(fitted.prohibitions()).containsAll(offer.prohibitions());
        assertThat(fitted.prohibitions()).extracting(rule -> rule.id()).doesNotHaveDuplicates();
    }

    @Test
    void anOfferThatKeepsToTheRulebookStaysAsItIs() {
        Policy offer = Template.RESEARCH.offer("urn:o", CHOICES);
        assertThat(fitted(Template.RESEARCH, "\"permission\": [{\"action\": \"use\"}]"))
                .contains(offer);
    }

    @Test
    void ofAlternativesTheFirstIsTakenThatItCanBeJoinedWith() {
        Policy fitted = fitted(Template.UNTIL, """
                "permission": [
                  {"uid": "urn:r:later", "action": "use", "constraint": [
                    {"leftOperand": "dateTime", "operator": "gt",
                     "rightOperand": {"@value": "2029-01-01T00:00:00Z", "@type": "xsd:dateTime"}}]},
                  {"uid": "urn:r:count", "action": "use", "constraint": [
                    {"leftOperand": "count", "operator": "lteq", "rightOperand": 100}]}]""").orElseThrow();
        assertThat(fitted.permissions().getFirst().head().constraints()).hasSize(2);
    }

    @Test
    void whereTheRulebookForbidsTheUseItselfNothingHelps() {
        assertThat(fitted(Template.OPEN, "\"prohibition\": [{\"action\": \"use\"}]"))
                .isEmpty();
    }
}
