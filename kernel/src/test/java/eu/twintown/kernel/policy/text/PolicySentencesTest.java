package eu.twintown.kernel.policy.text;

import static org.assertj.core.api.Assertions.assertThat;

import eu.twintown.kernel.policy.Asset;
import eu.twintown.kernel.policy.Party;
import eu.twintown.kernel.policy.Policy;
import eu.twintown.kernel.policy.city.TestVectors;
import eu.twintown.kernel.policy.document.PolicyReader;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Policies in words. */
class PolicySentencesTest {
    private static final Template.Choices CHOICES = Template.Choices.until(LocalDate.of(2027, 6, 30));
    private static final UnaryOperator<String> NAMES =
            iri -> Map.of("urn:ghent", "Ghent", "urn:muenster", "Münster", "urn:counters", "the bicycle counters")
                    .getOrDefault(iri, iri);

    @Test
    void tellsAnAgreementSentenceBySentence() {
        Policy agreement = PolicyReader.read(json("""
            {"@type": "Agreement", "uid": "urn:a", "conflict": "prohibit",
             "assigner": "urn:ghent", "assignee": "urn:muenster", "target": "urn:counters",
             "permission": [{"action": "use", "constraint": [
                 {"leftOperand": "purpose", "operator": "isA", "rightOperand": {"@id": "city:research"}},
                 {"or": [{"leftOperand": "dateTime", "operator": "lt", "rightOperand": "2027-01-01"},
                         {"leftOperand": "city:requestsPerHour", "operator": "lteq", "rightOperand": 1000}]}],
               "duty": [{"action": "delete",
                         "constraint": {"leftOperand": "elapsedTime", "operator": "gteq", "rightOperand": "P30D"}}]}],
             "prohibition": [{"action": "city:trainAi"}]}
            """));

        assertThat(new PolicySentences(Locale.ENGLISH, NAMES).of(agreement))
                .containsExactly(
                        "This is an agreement between Ghent and Münster.",
                        "Münster may use the bicycle counters.",
                        "This holds only if the purpose is research and (it is before January 1, 2027 or the number of"
                                + " requests per hour is at most 1,000).",
                        "In return, Münster must delete the bicycle counters.",
                        "This duty exists only if the time since receipt is at least 30 days.",
                        "Münster must not train AI models with the bicycle counters.",
                        "Where a permission and a prohibition meet, the prohibition holds.",
                        "Whatever is not permitted here is not permitted.");
        assertThat(new PolicySentences(Locale.GERMAN, NAMES).of(agreement))
                .contains(
                        "Münster darf the bicycle counters nutzen.",
                        "Diese Pflicht besteht nur, wenn die Zeit seit dem Empfang mindestens 30 Tage ist.");
    }

    @Test
    void tellsTemplatesInGerman() {
        Policy offer = Template.UNTIL.offer("urn:offer", CHOICES);

        assertThat(new PolicySentences(Locale.GERMAN, NAMES).of(offer))
                .containsExactly(
                        "Dies ist ein Angebot; es gilt erst, wenn es vereinbart ist.",
                        "Jeder darf die Daten nutzen.",
                        "Das gilt nur, wenn es nicht später als 30. Juni 2027 ist.",
                        "Was hier nicht erlaubt ist, ist nicht erlaubt.");
    }

    @Test
    void aNameThatLooksLikeAPlaceIsTakenAsItIs() {
        Policy offer = Template.OPEN
                .offer("urn:offer", CHOICES)
                .agreed(
                        "urn:a",
                        new Policy.Shared(
                                Optional.of(new Asset("{1} $1")),
                                Optional.empty(),
                                Optional.of(new Party("{2}")),
                                Optional.empty()));

        assertThat(new PolicySentences(Locale.ENGLISH, NAMES).of(offer)).contains("{2} may use {1} $1.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "de", "nl", "fr", "es"})
    void eachLanguageHasWordsForEveryTemplateAndVector(String language) {
        Locale locale = Locale.of(language);
        PolicySentences sentences = new PolicySentences(locale, NAMES);
        List<String> all = new ArrayList<>();
        for (Template template : Template.values()) {
            all.add(template.title(locale));
            all.add(template.text(locale));
            List<String> offer = sentences.of(template.offer("urn:offer", CHOICES));
            assertThat(offer).noneMatch(sentence -> sentence.contains("://"));
            all.addAll(offer);
        }
        for (JsonNode vector : TestVectors.document().get("vectors")) {
            all.addAll(sentences.of(PolicyReader.read((ObjectNode) vector.get("policy"))));
        }
        assertThat(all)
                .allSatisfy(sentence -> assertThat(sentence).doesNotContain("{").isNotBlank());
    }

    @ParameterizedTest
    @ValueSource(strings = {"de", "nl", "fr", "es"})
    void eachLanguageHasTheSameMessagesAndPlaces(String language) {
        ResourceBundle.Control exact =
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);
        ResourceBundle english = ResourceBundle.getBundle("eu.twintown.kernel.policy.text.policy", Locale.ROOT, exact);
        ResourceBundle other =
                ResourceBundle.getBundle("eu.twintown.kernel.policy.text.policy", Locale.of(language), exact);

        assertThat(other.getLocale().getLanguage()).isEqualTo(language);
        for (String key : english.keySet()) {
            assertThat(places(other.getString(key))).as(key).isEqualTo(places(english.getString(key)));
        }
        List<String> same = english.keySet().stream()
                .filter(key -> english.getString(key).equals(other.getString(key)))
                .toList();
        assertThat(same).hasSizeLessThan(8);
    }

    private static List<String> places(String text) {
        return text.chars()
                .filter(Character::isDigit)
                .mapToObj(digit -> String.valueOf((char) digit))
                .sorted()
                .toList();
    }

    private static ObjectNode json(String text) {
        return (ObjectNode) JsonMapper.shared().readTree(text);
    }
}
