import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { catalogue } from '../mock/management.mjs';
import { load } from './load.mjs';

const { readDatasets, text } = await load('api/catalogue.ts');

describe('a catalogue', () => {
  it('with nested parts is read in the wanted language', () => {
    const [dataset] = readDatasets(catalogue, 'de');
    assert.equal(dataset.title, 'Parkhäuser in Münster');
    assert.equal(dataset.description, 'Free places, every five minutes.');
    assert.equal(dataset.publisher, 'Stadt Münster');
    assert.equal(dataset.licenceUrl, 'https://www.govdata.de/dl-de/by-2-0');
    assert.equal(dataset.rights, 'Stadt Münster; licence unconfirmed');
    assert.deepEqual(dataset.distributions, [
      { url: 'http://127.0.0.1:8081/ngsi-ld/v1/entities?type=OffStreetParking', format: 'file-type/JSON_LD' },
    ]);
  });

  it('as a graph, with references and blank nodes, says the same', () => {
    const graph = {
      '@graph': [
        { '@id': 'urn:c', '@type': 'dcat:Catalog', 'dcat:dataset': { '@id': 'urn:d' } },
        {
          '@id': 'urn:d',
          '@type': 'dcat:Dataset',
          'dct:title': { '@language': 'en', '@value': 'Parking' },
          'dct:publisher': { '@id': 'urn:p' },
          'dcat:distribution': [{ '@id': 'urn:x' }],
        },
        { '@id': 'urn:p', '@type': 'foaf:Agent', 'foaf:name': 'City' },
        {
          '@id': 'urn:x',
          '@type': 'dcat:Distribution',
          'dcat:accessURL': { '@id': 'https://example.org/data' },
          'dcat:mediaType': { '@id': 'http://www.iana.org/assignments/media-types/application/geo+json' },
          'dct:license': { '@id': '_:b0' },
          'dct:rights': { '@id': '_:b1' },
        },
        { '@id': '_:b0', '@type': 'dct:LicenseDocument', 'dct:title': { '@language': 'en', '@value': 'Open licence' } },
        { '@id': '_:b1', '@type': 'dct:RightsStatement', 'rdfs:label': { '@language': 'en', '@value': 'Licence unconfirmed: x' } },
      ],
    };
    const [dataset, ...others] = readDatasets(graph, 'en');
    assert.deepEqual(others, []);
    assert.equal(dataset.title, 'Parking');
    assert.equal(dataset.publisher, 'City');
    assert.equal(dataset.licenceTitle, 'Open licence');
    assert.equal(dataset.rights, 'Licence unconfirmed: x');
    assert.deepEqual(dataset.distributions, [{ url: 'https://example.org/data', format: 'application/geo+json' }]);
  });

  it('without data sets has none', () => assert.deepEqual(readDatasets({ '@graph': [] }, 'en'), []));

  it('texts fall back to English, then to what has no language, then to anything', () => {
    const both = [{ '@language': 'en', '@value': 'yes' }, { '@language': 'nl', '@value': 'ja' }];
    assert.equal(text(both, 'nl'), 'ja');
    assert.equal(text(both, 'fr'), 'yes');
    assert.equal(text(['plain'], 'fr'), 'plain');
    assert.equal(text({ nl: ['ja'] }, 'fr'), 'ja');
    assert.equal(text(undefined, 'fr'), '');
  });
});
