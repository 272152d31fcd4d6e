package eu.twintown.kernel.entity;

import static eu.twintown.kernel.entity.Documents.entity;
import static eu.twintown.kernel.entity.Documents.json;
import static eu.twintown.kernel.entity.Documents.written;
import static org.assertj.core.api.Assertions.assertThat;

import eu.twintown.kernel.entity.Representation.Format;
import org.junit.jupiter.api.Test;

class EntityRoundTripTest {

    private static final String PARKING = """
            {
              'id': 'urn:ngsi-ld:OffStreetParking:Downtown1',
              'type': ['OffStreetParking', 'Building'],
              'scope': '/Madrid/Centro',
              'name': {'type': 'Property', 'value': 'Downtown One'},
              'availableSpotNumber': {
                'type': 'Property', 'value': 121, 'observedAt': '2017-07-29T12:05:02Z', 'unitCode': 'C62',
                'reliability': {'type': 'Property', 'value': 0.7},
                'providedBy': {'type': 'Relationship', 'object': 'urn:ngsi-ld:Camera:C1'}
              },
              'location': {'type': 'GeoProperty', 'value': {'type': 'Point', 'coordinates': [-8.5, 41.2]}},
              'address': {'type': 'Property', 'value': {'street': 'Main', 'tags': ['a'], 'geo': [[1, 2], [3]]}},
              'isPartOf': {'type': 'Relationship', 'object': ['urn:x:1', 'urn:x:2'], 'objectType': 'Campus'},
              'says': {'type': 'LanguageProperty', 'languageMap': {'en': 'yes', 'fr': ['oui', 'ouais']}},
              'category': {'type': 'VocabProperty', 'vocab': ['public', 'forDisabled']},
              'raw': {'type': 'JsonProperty', 'json': {'id': 'x', 'value': null, 'type': ['a']}},
              'periods': {'type': 'ListProperty', 'valueList': ['First', {'n': 2}, [3]]},
              'route': {'type': 'ListRelationship', 'objectList': [{'object': 'urn:s:1'}, {'object': 'urn:s:2'}]},
              'speed': [
                {'type': 'Property', 'value': 55},
                {'type': 'Property', 'value': 54.5, 'datasetId': 'urn:d:gps', 'valueType': 'Date'}
              ]
            }""";

    @Test
    void everyKindOfAttributeComesBackNormalizedAsItWas() {
        assertThat(written(entity(PARKING), Format.NORMALIZED)).isEqualTo(json(PARKING));
    }

    @Test
    void theConciseFormSaysTheSame() {
        Entity entity = entity(PARKING);
        var concise = written(entity, Format.CONCISE);
        assertThat(concise.path("name").asString()).isEqualTo("Downtown One");
        assertThat(concise.path("location").path("type").asString()).isEqualTo("Point");
        assertThat(concise.path("route")).isEqualTo(json("{'objectList': ['urn:s:1', 'urn:s:2']}"));
        assertThat(entity(concise.toString())).isEqualTo(entity);
    }

    @Test
    void theStoredFormSaysTheSame() {
        Entity entity = entity(PARKING);
        assertThat(EntityCodec.decode(EntityCodec.encode(entity))).isEqualTo(entity);
    }
}
