import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { load } from './load.mjs';

const entity = await load('domain/entity.ts');
const { licencesOf, provenanceOf } = await load('domain/licence.ts');
const labels = await load('domain/labels.ts');

const example = {
  id: 'urn:ngsi-ld:OffStreetParking:ghent:reep',
  type: 'OffStreetParking',
  name: { type: 'LanguageProperty', languageMap: { nl: 'Reep (nl)', en: 'Reep (en)' } },
  availableSpotNumber: [
    { type: 'Property', value: 12, datasetId: 'urn:d:1' },
    { type: 'Property', value: 21, observedAt: '2026-11-22T15:00:00Z', unitCode: 'C62' },
  ],
  dateObserved: { type: 'Property', value: { '@type': 'DateTime', '@value': '2026-11-22T15:00:00Z' } },
  category: { type: 'Property', value: ['public', 'underground'] },
  owner: { type: 'Relationship', object: 'urn:ngsi-ld:Organisation:1' },
  status: { type: 'Property', value: null },
  location: { type: 'GeoProperty', value: { type: 'Point', coordinates: [3.7, 51.05] } },
};

describe('an attribute', () => {
  it('is read from the default instance, not from one with a datasetId', () => {
    assert.equal(entity.numberOf(example, 'availableSpotNumber'), 21);
    assert.equal(entity.observedAt(example, 'availableSpotNumber'), '2026-11-22T15:00:00Z');
    assert.equal(entity.unitOf(example, 'availableSpotNumber'), 'C62');
  });

  it('in several languages is read in the wanted one, else in English', () => {
    assert.equal(entity.textOf(example, 'name', 'nl'), 'Reep (nl)');
    assert.equal(entity.textOf(example, 'name', 'es'), 'Reep (en)');
  });

  it('becomes text: dates, lists, relationships', () => {
    assert.equal(entity.textOf(example, 'dateObserved', 'en'), '2026-11-22T15:00:00Z');
    assert.equal(entity.textOf(example, 'category', 'en'), 'public, underground');
    assert.equal(entity.textOf(example, 'owner', 'en'), 'urn:ngsi-ld:Organisation:1');
  });

  it('that is missing, null or of another kind is not known', () => {
    assert.equal(entity.textOf(example, 'nothing', 'en'), undefined);
    assert.equal(entity.textOf(example, 'status', 'en'), undefined);
    assert.equal(entity.numberOf(example, 'category'), undefined);
    assert.equal(entity.geometryOf({ id: 'a', type: 'b', location: { type: 'GeoProperty', value: 'somewhere' } }), undefined);
  });
});

describe('long attribute names', () => {
  it('are cut to their last part, unless that is taken', () => {
    const cut = entity.withShortNames({ id: 'urn:a', type: 'X', 'https://x.eu/terms/provenance': 1, 'sdm:license': 2, license: 3 });
    assert.deepEqual(cut, { id: 'urn:a', type: 'X', provenance: 1, 'sdm:license': 2, license: 3 });
  });
});

describe('names for people', () => {
  it('come from the name, else from the end of the id', () => {
    assert.equal(entity.nameOf(example, 'nl'), 'Reep (nl)');
    assert.equal(entity.nameOf({ id: 'urn:ngsi-ld:X:7', type: 'X' }, 'nl'), '7');
  });

  it('of types are known, or made readable', () => {
    assert.equal(labels.typeName('https://smartdatamodels.org/dataModel.Parking/OffStreetParking'), 'Car parks');
    assert.equal(labels.typeName(['WasteContainer']), 'Waste container');
    assert.equal(labels.attributeName('laneDirection'), 'lane direction');
  });
});

describe('a licence', () => {
  const of = (value) => licencesOf({ id: 'a', type: 'b', license: { type: 'Property', value } }, 'en');
  const said = { source: 's', title: 'Parking', url: 'https://city', provider: 'City', attribution: 'City of X', licence: 'L', attributes: ['name'] };
  const entry = (more) => ({ ...said, ...more });
  const withProvenance = (json) => ({ id: 'a', type: 'b', provenance: { type: 'JsonProperty', json } });

  it('is what the provenance says, with whether it is confirmed', () => {
    const entity = withProvenance([entry({ licenceUrl: 'https://l', licenceConfirmed: false })]);
    assert.deepEqual(licencesOf(entity, 'en'), [{ title: 'L', url: 'https://l', confirmed: false }]);
    assert.equal(provenanceOf(entity)[0].attribution, 'City of X');
  });

  it('is told once for several sources with the same, and apart where they differ', () => {
    const same = withProvenance([entry({ licenceConfirmed: true }), entry({ title: 'Places', licenceConfirmed: true })]);
    assert.equal(licencesOf(same, 'en').length, 1);
    assert.equal(provenanceOf(same).length, 2);
    assert.equal(licencesOf(withProvenance([entry({ licenceConfirmed: true }), entry({ licenceConfirmed: false })]), 'en').length, 2);
  });

  it('given as an address is named by what is known of it', () => {
    const url = 'https://www.govdata.de/dl-de/by-2-0';
    assert.deepEqual(of(url), [{ title: 'dl-de/by-2-0', url, confirmed: true }]);
  });

  it('that says so is unconfirmed, and its title does not repeat that', () => {
    assert.deepEqual(of('Open Data Licentie v1.2 (licence unconfirmed)'), [
      { title: 'Open Data Licentie v1.2', url: null, confirmed: false },
    ]);
  });

  it('that is not stated is not made up', () => {
    assert.deepEqual(licencesOf({ id: 'a', type: 'b' }, 'en'), []);
    assert.deepEqual(provenanceOf(withProvenance('odd')), []);
  });
});

describe('a position', () => {
  it('that is approximate says how far off it may be', () => {
    const location = { type: 'GeoProperty', value: { type: 'Point', coordinates: [7, 51] }, locationPrecision: { type: 'Property', value: 100 } };
    assert.equal(entity.positionPrecision({ id: 'a', type: 'b', location }), 100);
    assert.equal(entity.positionPrecision(example), undefined);
  });
});
