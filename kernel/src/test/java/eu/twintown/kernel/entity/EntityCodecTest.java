package eu.twintown.kernel.entity;

import static eu.twintown.kernel.entity.Documents.entity;
import static eu.twintown.kernel.entity.Documents.json;
import static eu.twintown.kernel.entity.Documents.only;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EntityCodecTest {

    private static final Instant FIRST = Instant.parse("2026-11-22T10:00:00.123456789Z");
    private static final Instant THEN = FIRST.plusSeconds(60);

    private static Entity stored() {
        Entity given = entity("""
                {'id': 'urn:a:b', 'type': ['T', 'U'], 'scope': ['/a', '/b'], 'expiresAt': '2030-01-01T00:00:00Z',
                 'x': {'value': 1, 'y': {'value': 2, 'unitCode': 'CEL'}},
                 'z': [{'value': 1}, {'value': 2.5, 'datasetId': 'urn:d:1'}],
                 'r': {'object': ['urn:c:d'], 'objectType': ['A', 'B'], 'expiresAt': '2029-01-01T00:00:00Z'}}""");
        return EntityChange.create(Optional.empty(), given, FIRST).after().orElseThrow();
    }

    @Test
    void whatIsStoredComesBackAsItWas() {
        Entity entity = stored();
        assertThat(EntityCodec.decode(EntityCodec.encode(entity))).isEqualTo(entity);
    }

    @Test
    void timesThatEqualTheEntitysAreNotRepeated() {
        String text = EntityCodec.encode(stored());
        assertThat(text.split(FIRST.toString(), -1)).hasSize(3);
    }

    @Test
    void otherTimesAndMissingOnesAreKept() {
        Entity entity = stored();
        Map<String, List<Attribute>> attributes = new LinkedHashMap<>(entity.attributes());
        attributes.replaceAll((name, list) -> list.stream()
                .map(a -> a.withTimes(name.endsWith("x") ? null : FIRST, THEN))
                .toList());
        Entity changed =
                new Entity(entity.id(), entity.types(), entity.scopes(), FIRST, THEN, entity.expiresAt(), attributes);
        assertThat(EntityCodec.decode(EntityCodec.encode(changed))).isEqualTo(changed);
    }

    @Test
    void oneAttributeIsKeptWhole() {
        Attribute attribute = only(stored(), "x").withTimes(FIRST, null);
        assertThat(EntityCodec.decodeAttribute(EntityCodec.encodeAttribute(attribute)))
                .isEqualTo(attribute);
    }

    @Test
    void theOrderOfAttributesIsKept() {
        Entity entity = entity("{'id': 'urn:a:b', 'type': 'T', 'z': 1, 'a': 2, 'm': 3}");
        assertThat(EntityCodec.decode(EntityCodec.encode(entity)).attributes().keySet())
                .containsExactlyElementsOf(entity.attributes().keySet());
    }

    @Test
    void numbersAndNullsOfRawJsonSurvive() {
        String text = "{'a': null, 'b': 12345678901234567890, 'c': 1.5, 'd': [], 'e': {}, 'f': 9007199254740993}";
        Attribute raw = Attribute.of(AttributeKind.JSON_PROPERTY, json(text));
        assertThat(EntityCodec.decodeAttribute(EntityCodec.encodeAttribute(raw)).value())
                .isEqualTo(json(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "5", "{\"q\": 1}"})
    void otherTextIsRefused(String text) {
        assertThatThrownBy(() -> EntityCodec.decode(text)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> EntityCodec.decodeAttribute(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
