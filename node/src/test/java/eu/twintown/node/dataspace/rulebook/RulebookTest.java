package eu.twintown.node.dataspace.rulebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.twintown.kernel.policy.Rule;
import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.node.dataspace.dataset.OfferRules;
import eu.twintown.node.dataspace.text.HtmlPage;
import eu.twintown.node.dataspace.text.Markdown;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One document for people and machines. */
class RulebookTest {
    static final String DOCUMENT = """
            {"id": "https://space.example/rulebook", "version": "%s", "publisher": "%s",
             "title": {"en": "Rules of the space", "de": "Regeln des Raums"},
             "summary": "Two cities <share> data.",
             "membership": [{"id": "m1", "text": "Members are public bodies.", "credential": "MembershipCredential"}],
             "dataModels": [{"type": "https://city.example/OffStreetParking", "title": "Car parks", "required": true}],
             "bounds": {"@context": ["http://www.w3.org/ns/odrl.jsonld", {"city": "https://twintown.eu/odrl/city/"}],
               "@type": "Set", "permission": [{"uid": "https://space.example/rulebook#members", "action": "use",
                 "constraint": [{"leftOperand": "city:recipientCredential", "operator": "isAnyOf",
                                 "rightOperand": "MembershipCredential"}]}],
               "prohibition": [{"uid": "https://space.example/rulebook#no-ai", "action": "city:trainAi"}]},
             "serviceLevels": [
               {"id": "s1", "text": "No older than an hour.", "metric": "freshness",
                "type": "https://city.example/OffStreetParking", "target": "PT1H"},
               {"id": "s2", "text": "Somebody answers the telephone."}],
             "procedures": [{"id": "p1", "title": "Complaints", "text": "Write to the publisher.\\nHe answers."}]}
            """;

    static JsonNode document(String version, String publisher) {
        return JsonMapper.shared().readTree(DOCUMENT.formatted(version, publisher));
    }

    private static Rulebook rulebook() {
        return Rulebook.read(document("1.0", "did:web:space.example"));
    }

    @Test
    void theHashIsOfTheContentWhateverTheOrderOfItsMembers() {
        JsonNode turned = JsonMapper.shared().readTree(DOCUMENT.formatted("1.0", "did:web:space.example"));
        JsonNode title = ((tools.jackson.databind.node.ObjectNode) turned).remove("title");
        ((tools.jackson.databind.node.ObjectNode) turned).set("title", title);
        assertThat(Rulebook.read(turned).hash()).isEqualTo(rulebook().hash()).hasSize(64);
        assertThat(Rulebook.read(document("1.1", "did:web:space.example")).hash())
                .isNotEqualTo(rulebook().hash());
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "de", "nl", "fr", "es"})
    void peopleReadItUnderHeadingsOfTheirLanguage(String language) {
        Locale locale = Locale.of(language);
        var blocks = RulebookPage.of(rulebook(), locale, iri -> iri);
        String html = new String(HtmlPage.of(locale, blocks), StandardCharsets.UTF_8);
        String markdown = new String(Markdown.of(blocks), StandardCharsets.UTF_8);

        assertThat(html)
                .contains("<html lang=\"" + language + "\">")
                .contains(language.equals("de") ? "<h1>Regeln des Raums</h1>" : "<h1>Rules of the space</h1>")
                .contains("Two cities &lt;share&gt; data.")
                .contains("MembershipCredential")
                .contains("PT1H")
                .contains(rulebook().hash());
        assertThat(markdown)
                .startsWith("# R")
                .contains("\\<share\\>")
                .contains("## ")
                .contains("MembershipCredential");
        assertThat(html.contains("Members") || html.contains("Mit") || html.contains("Lid") || html.contains("Adh"))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "id | \"no iri\" | id",
                "version | \"1 0\" | version",
                "publisher | \"https://x\" | DID",
                "title | 5 | title",
                "title | {\"en\": 5} | title",
                "membership | [{\"text\": \"x\"}] | id",
                "dataModels | [{\"title\": \"x\"}] | type",
                "serviceLevels | [{\"id\":\"s\",\"text\":\"x\",\"metric\":\"luck\"}] | metric",
                "serviceLevels | [{\"id\":\"s\",\"text\":\"x\",\"target\":\"soon\"}] | target",
                "serviceLevels | [{\"id\":\"s\",\"text\":\"x\",\"minimum\":-1}] | minimum",
                "bounds | {\"@type\": \"Set\", \"permission\": [{}]} | action",
                "procedures | {} | procedures",
            })
    void aDocumentThatIsNotCompleteIsRefusedWithThePlace(String member, String value, String word) {
        var document = (tools.jackson.databind.node.ObjectNode) document("1.0", "did:web:space.example");
        document.set(member, JsonMapper.shared().readTree(value));
        assertThatThrownBy(() -> Rulebook.read(document))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining(word);
    }

    @Test
    void whatItDemandsOfOffersAreItsBoundsAndTheLevelsOfTheData() {
        OfferRules rules = rulebook().rules();

        assertThat(rules.version()).isEqualTo("1.0");
        assertThat(rules.bounds().orElseThrow().prohibitions())
                .extracting(Rule::id)
                .containsExactly("https://space.example/rulebook#no-ai");
        assertThat(rules.levels()).hasSize(1);
        OfferRules.Level level = rules.levels().getFirst();
        assertThat(level.id()).isEqualTo("s1");
        assertThat(level.maxAge()).contains(Duration.ofHours(1));
        assertThat(level.type()).contains("https://city.example/OffStreetParking");
        assertThat(level.text().apply(Locale.FRENCH)).isEqualTo("No older than an hour.");
    }

    @Test
    void howManyThereMustBeIsReported() {
        var document = (tools.jackson.databind.node.ObjectNode) document("1.0", "did:web:space.example");
        document.set("serviceLevels", JsonMapper.shared().readTree("""
                [{"id": "s", "text": "At least three.", "metric": "completeness", "type": "urn:t", "minimum": 3}]"""));
        Rulebook rulebook = Rulebook.read(document);

        assertThat(rulebook.rules().levels().getFirst().entities()).hasValue(3);
        assertThat(new ServiceLevels(Map.of(), item -> 2)
                        .of(rulebook)
                        .at("/0/met")
                        .asBoolean())
                .isFalse();
        assertThat(new ServiceLevels(Map.of(), item -> 3).of(rulebook).path(0).toString())
                .contains("\"minimum\":3,\"entities\":3,\"met\":true");
    }

    @Test
    void serviceLevelsAreMetNotMetOrOpen() {
        ServiceLevels young = new ServiceLevels(
                Map.of(ServiceLevels.FRESHNESS, item -> Optional.of(Duration.ofMinutes(20))), item -> 0);
        ServiceLevels old = new ServiceLevels(
                Map.of(ServiceLevels.FRESHNESS, item -> Optional.of(Duration.ofMinutes(90))), item -> 0);
        assertThat(young.of(rulebook()).at("/0/met").asBoolean()).isTrue();
        assertThat(old.of(rulebook()).at("/0/met").asBoolean()).isFalse();
        assertThat(old.of(rulebook()).at("/0/measured").asString()).isEqualTo("PT1H30M");
        assertThat(young.of(rulebook()).at("/1/met").isNull()).isTrue();
        assertThat(new ServiceLevels(Map.of(), item -> 0)
                        .of(rulebook())
                        .at("/0/met")
                        .isNull())
                .isTrue();
    }
}
