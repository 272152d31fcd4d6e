package eu.twintown.kernel.jsonld;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.twintown.kernel.entity.Attribute;
import eu.twintown.kernel.entity.AttributeKind;
import eu.twintown.kernel.entity.Entity;
import eu.twintown.kernel.entity.EntityParser;
import eu.twintown.kernel.entity.EntityParser.Mode;
import eu.twintown.kernel.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.json.JsonMapper;

class GeneralProcessorTest {

    private static final String SCOPED = """
            {'ex': 'https://example.org/',
             'address': {'@id': 'ex:address', '@context': {'street': 'ex:inner-street'}},
             'labels': '@nest', 'label': {'@id': 'ex:label', '@nest': 'labels'},
             'partOf': {'@reverse': 'ex:hasPart'}, 'plain': 'ex:plain'}""";

    private static Context context(String text) {
        return Context.compile(JsonMapper.shared().readTree(text.replace('\'', '"')), url -> {
            throw new AssertionError(url);
        });
    }

    private static Entity parse(String text, Context context) {
        return EntityParser.parse(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8), context, Mode.ENTITY);
    }

    @Test
    void documentsThatUseAScopedContextTakeTheGeneralWayAndAreCounted() {
        Context context = context(SCOPED);
        long before = GeneralProcessor.uses();
        Entity entity = parse("""
                {'id': 'urn:a:b', 'type': 'Shop', 'plain': 5,
                 'address': {'type': 'Property', 'value': {'street': 'Main', 'city': 'Ghent'}, 'observedAt': '2026-01-01T00:00:00Z'}}""", context);
        assertThat(GeneralProcessor.uses()).isEqualTo(before + 1);
        Attribute address = entity.attributes()
                .getOrDefault("https://example.org/address", List.of())
                .getFirst();
        assertThat(address.value().propertyNames())
                .containsExactlyInAnyOrder(
                        "https://example.org/inner-street", "https://uri.etsi.org/ngsi-ld/default-context/city");
        assertThat(address.observedAt()).isEqualTo("2026-01-01T00:00:00Z");
        assertThat(entity.attributes()).containsKey("https://example.org/plain");
    }

    @Test
    void documentsUnderTheSameContextThatDoNotUseItStayFast() {
        long before = GeneralProcessor.uses();
        Entity entity = parse("{'id': 'urn:a:b', 'type': 'Shop', 'plain': [5]}", context(SCOPED));
        assertThat(GeneralProcessor.uses()).isEqualTo(before);
        assertThat(entity.attributes()
                        .getOrDefault("https://example.org/plain", List.of())
                        .getFirst()
                        .value()
                        .isArray())
                .isTrue();
    }

    @Test
    void nestedMembersAreLifted() {
        Entity entity = parse(
                "{'id': 'urn:a:b', 'type': 'Shop', 'labels': {'label': {'type': 'Property', 'value': 'x'}}}",
                context(SCOPED));
        assertThat(entity.attributes()).containsOnlyKeys("https://example.org/label");
    }

    @Test
    void oneAttributeTakesTheGeneralWayToo() {
        Context context = context(SCOPED);
        byte[] body = "{\"type\": \"Property\", \"value\": 1, \"address\": {\"type\": \"Property\", \"value\": 2}}"
                .getBytes(StandardCharsets.UTF_8);
        try (JsonParser parser = EntityParser.tokens(body)) {
            parser.nextToken();
            Attribute attribute = EntityParser.parseAttribute(parser, context, Mode.FRAGMENT);
            assertThat(attribute.kind()).isEqualTo(AttributeKind.PROPERTY);
            assertThat(attribute.attributes()).containsOnlyKeys("https://example.org/address");
        }
    }

    @Test
    void generalTermsAreNeverChosenForAnswers() {
        assertThat(context(SCOPED).compact("https://example.org/address")).isEqualTo("ex:address");
    }

    @Test
    void whatIsNotJsonLdIsBadData() {
        Context context = context("{'odd': {'@id': 'urn:odd', '@container': '@id'}}");
        assertThatThrownBy(
                        () -> parse("{'id': 'urn:a:b', 'type': 'T', 'odd': {'type': 'Property', 'value': 1}}", context))
                .isInstanceOf(ProblemException.class);
    }
}
