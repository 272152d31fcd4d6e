package eu.twintown.kernel.jsonld;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.kernel.problem.ProblemType;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ContextTest {

    private static final String DEFAULT = "https://uri.etsi.org/ngsi-ld/default-context/";

    private static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text.replace('\'', '"'));
    }

    private static Context context(String text) {
        return context(text, Map.of());
    }

    private static Context context(String text, Map<String, String> documents) {
        return Context.compile(json(text), url -> {
            String document = documents.get(url);
            if (document == null) {
                throw new ProblemException(ProblemType.LD_CONTEXT_NOT_AVAILABLE, "No context at " + url);
            }
            return json(document);
        });
    }

    @ParameterizedTest
    @CsvSource({
        "Vehicle,https://uri.etsi.org/ngsi-ld/default-context/Vehicle",
        "location,https://uri.etsi.org/ngsi-ld/location",
        "title,http://purl.org/dc/terms/title",
        "ngsi-ld:Foo,https://uri.etsi.org/ngsi-ld/Foo",
        "geojson:Point,https://purl.org/geojson/vocab#Point",
        "type,@type",
        "https://example.org/x,https://example.org/x",
        "urn:x:y,urn:x:y",
        "attributeCount,https://uri.etsi.org/ngsi-ld/default-context/attributeCount"
    })
    void theCoreContextExpandsItsTermsAndGivesAllOthersTheDefaultNamespace(String term, String iri) {
        assertThat(Context.core().expand(term)).isEqualTo(iri);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Vehicle", "location", "title", "hasName", "observationSpace", "ngsi-ld:Foo", "geojson:x"})
    void whatIsExpandedIsCompactedToWhatItWas(String term) {
        assertThat(Context.core().compact(Context.core().expand(term))).isEqualTo(term);
    }

    @Test
    void iriWithoutTermStaysFull() {
        assertThat(Context.core().compact("https://example.org/x")).isEqualTo("https://example.org/x");
        assertThat(Context.core().compact(DEFAULT + "a:b")).isEqualTo("ngsi-ld:default-context/a:b");
    }

    @Test
    void userTermsPrefixesAndObjectDefinitionsCount() {
        Context context = context("""
                {'ex': 'https://example.org/', 'speed': 'ex:speed', 'Car': {'@id': 'https://example.org/Car'},
                 'self': {'@id': 'ex:self', '@type': '@id'}, 'ex:direct': {'@type': '@id'}}""");
        assertThat(context.expand("speed")).isEqualTo("https://example.org/speed");
        assertThat(context.expand("Car")).isEqualTo("https://example.org/Car");
        assertThat(context.expand("ex:direct")).isEqualTo("https://example.org/direct");
        assertThat(context.expand("ex:new")).isEqualTo("https://example.org/new");
        assertThat(context.compact("https://example.org/speed")).isEqualTo("speed");
        assertThat(context.compact("https://example.org/self")).isEqualTo("self");
        assertThat(context.compact("https://example.org/new")).isEqualTo("ex:new");
    }

    @Test
    void termsMayReferToLaterOnes() {
        Context context = context("{'a': 'b:c', 'b': 'd:e/', 'd': 'https://example.org/'}");
        assertThat(context.expand("a")).isEqualTo("https://example.org/e/c");
    }

    @Test
    void theShortestNameWinsAndThenTheFirstInOrder() {
        Context context = context("{'longer': 'urn:i:x', 'b': 'urn:i:x', 'a': 'urn:i:x'}");
        assertThat(context.compact("urn:i:x")).isEqualTo("a");
    }

    @Test
    void anObjectDefinitionIsNoPrefixUnlessItSaysSo() {
        Context context = context("""
                {'no': {'@id': 'https://no.example/'}, 'yes': {'@id': 'https://yes.example/q', '@prefix': true},
                 'word': 'https://word.example/thing'}""");
        assertThat(context.expand("no:x")).isEqualTo("no:x");
        assertThat(context.expand("yes:x")).isEqualTo("https://yes.example/qx");
        assertThat(context.expand("word:x")).isEqualTo("word:x");
    }

    @Test
    void theCoreContextCannotBeOverridden_4_4() {
        Context context = context(
                "{'location': 'https://example.org/where', 'Property': 'https://example.org/P', 'type': 'https://x.y/t'}");
        assertThat(context.expand("location")).isEqualTo("https://uri.etsi.org/ngsi-ld/location");
        assertThat(context.expand("Property")).isEqualTo("https://uri.etsi.org/ngsi-ld/Property");
        assertThat(context.expand("type")).isEqualTo("@type");
    }

    @Test
    void theDefaultNamespaceOfTheUserHoldsOnlyForHisOwnTerms_4_4() {
        Context context = context("{'@vocab': 'https://example.org/v#', 'mine': {'@type': '@id'}}");
        assertThat(context.expand("mine")).isEqualTo("https://example.org/v#mine");
        assertThat(context.expand("other")).isEqualTo(DEFAULT + "other");
    }

    @Test
    void laterContextsWinOverEarlierOnes() {
        Context context = context("[{'a': 'urn:one', 'b': 'urn:two'}, {'a': 'urn:three'}]");
        assertThat(context.expand("a")).isEqualTo("urn:three");
        assertThat(context.expand("b")).isEqualTo("urn:two");
        assertThat(context("[{'a': 'urn:one'}, null]").expand("a")).isEqualTo(DEFAULT + "a");
    }

    @Test
    void remoteContextsAreLoadedAlsoBelowEachOtherAndRelatively() {
        Map<String, String> documents = Map.of(
                "https://c.example/a/one.jsonld", "{'@context': ['two.jsonld', {'x': 'urn:x'}]}",
                "https://c.example/a/two.jsonld", "{'@context': {'y': 'urn:y'}}");
        Context context = context("'https://c.example/a/one.jsonld'", documents);
        assertThat(context.expand("x")).isEqualTo("urn:x");
        assertThat(context.expand("y")).isEqualTo("urn:y");
    }

    @Test
    void importedContextsLieBelowTheOneThatImports() {
        Map<String, String> documents = Map.of("https://c.example/base", "{'@context': {'x': 'urn:x', 'y': 'urn:y'}}");
        Context context = context("{'@import': 'https://c.example/base', 'x': 'urn:mine'}", documents);
        assertThat(context.expand("x")).isEqualTo("urn:mine");
        assertThat(context.expand("y")).isEqualTo("urn:y");
    }

    @Test
    void contextsThatReferToThemselvesAreRefused() {
        Map<String, String> documents = Map.of(
                "https://c.example/a", "{'@context': 'https://c.example/b'}",
                "https://c.example/b", "{'@context': 'https://c.example/a'}");
        assertProblem("'https://c.example/a'", documents, ProblemType.BAD_REQUEST_DATA, "refers to itself");
    }

    @Test
    void contextsThatReferToTooManyOthersAreRefused() {
        assertThatThrownBy(() -> Context.compile(json("'https://c.example/0'"), url -> {
                    int next = Integer.parseInt(url.substring(url.lastIndexOf('/') + 1)) + 1;
                    return json("{'@context': 'https://c.example/" + next + "'}");
                }))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("too many");
    }

    @Test
    void aContextThatCannotBeHadIsSaidSo_5_5_6() {
        assertProblem("'https://c.example/x'", Map.of(), ProblemType.LD_CONTEXT_NOT_AVAILABLE, "https://c.example/x");
    }

    @Test
    void aRemoteDocumentWithoutContextIsBadData_5_5_6() {
        Map<String, String> documents = Map.of("https://c.example/x", "{'a': 'urn:b'}");
        assertProblem("'https://c.example/x'", documents, ProblemType.BAD_REQUEST_DATA, "no member @context");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "5|@context must be",
                "{'a': 5}|must be defined by an IRI",
                "{'a': {'@id': 7}}|must be an IRI",
                "{'a': {'@id': 'urn:x', '@type': 7}}|@type of the term",
                "{'a': 'b:x', 'b': 'a:y'}|defined by itself",
                "{'': 'urn:x'}|must not be empty",
                "{'@vocab': 5}|@vocab must be an IRI",
                "{'@propagate': false}|@propagate",
                "'relative.jsonld'|absolute URL",
                "{'@import': 5}|@import must be the URL"
            })
    void wrongContextsAreExplained(String source, String said) {
        assertProblem(source, Map.of(), ProblemType.BAD_REQUEST_DATA, said);
    }

    @Test
    void aTermWithoutMeaningCannotBeUsed() {
        Context context = context("{'nothing': null}");
        assertThatThrownBy(() -> context.expand("nothing")).hasMessageContaining("no meaning");
    }

    @Test
    void termsThatLookLikeKeywordsAreIgnored() {
        assertThat(context("{'@foo': 'urn:x', 'a': '@bar'}").expand("a")).isEqualTo(DEFAULT + "a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bad name", "1st", "with-dash", "a.b", "semi;colon", "_x", "é!"})
    void namesThatNgsiLdDoesNotAllowAreRefused_4_6_2(String name) {
        assertThatThrownBy(() -> Context.core().expandMember(name)).hasMessageContaining("is not a name");
    }

    @ParameterizedTest
    @ValueSource(strings = {"größe", "名前", "x_1", "a²", "https://example.org/with-dash", "p:q"})
    void namesOfAnyScriptAndIrisAreAllowed_4_6_2(String name) {
        assertThat(Context.core().expandMember(name)).isNotEmpty();
    }

    @Test
    void identifiersAreExpandedByPrefixesOnly() {
        Context context = context("{'ex': 'https://example.org/', 'word': 'https://example.org/word'}");
        assertThat(context.expandId("ex:car")).isEqualTo("https://example.org/car");
        assertThat(context.expandId("word")).isEqualTo("word");
        assertThat(context.expandId("urn:ngsi-ld:Car:1")).isEqualTo("urn:ngsi-ld:Car:1");
        assertThat(context.expandId("https://x.example/1")).isEqualTo("https://x.example/1");
    }

    @Test
    void answersNameTheGivenContextAndThenTheCoreContext() {
        assertThat(Context.core().source()).isEqualTo(json("'" + CoreContext.URL + "'"));
        assertThat(context("{'a': 'urn:a'}").source()).isEqualTo(json("[{'a': 'urn:a'}, '" + CoreContext.URL + "']"));
        String old = "https://uri.etsi.org/ngsi-ld/v1/ngsi-ld-core-context-v1.6.jsonld";
        assertThat(context("['" + old + "', {'a': 'urn:a'}]").source())
                .isEqualTo(json("[{'a': 'urn:a'}, '" + CoreContext.URL + "']"));
        assertThat(context("['" + old + "']").source()).isEqualTo(json("'" + CoreContext.URL + "'"));
    }

    @Test
    void rememberedNamesHaveAnEnd() {
        Context context = context("{'a': 'urn:a'}");
        for (int i = 0; i < 10_000; i++) {
            assertThat(context.compact(context.expand("name" + i))).isEqualTo("name" + i);
        }
    }

    private static void assertProblem(String source, Map<String, String> documents, ProblemType type, String said) {
        assertThatThrownBy(() -> context(source, documents))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problem().type()).isEqualTo(type))
                .hasMessageContaining(said);
    }
}
