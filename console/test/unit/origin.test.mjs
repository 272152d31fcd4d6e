import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { jsonResponse, load, withFetch } from './load.mjs';

const { originsOf, registrationsIn, remoteOrigin } = await load('domain/origin.ts');
const { choosePair } = await load('screens/compare/pair.ts');
const { track } = await load('screens/compare/histories.ts');
const signal = new AbortController().signal;

const peers = [{ id: 'ghent', name: 'Ghent', url: 'http://127.0.0.1:8082/', country: 'BE', state: 'up' }];

describe('the source of an entity', () => {
  it('is the peer that has the registration as its id', () => {
    assert.equal(remoteOrigin('ghent', peers, undefined).name, 'Ghent');
  });

  it('is the peer at the address of the registration, with or without the path of the API', () => {
    const registration = { id: 'urn:r', endpoint: 'http://127.0.0.1:8082/ngsi-ld/v1/' };
    assert.deepEqual(remoteOrigin('urn:r', peers, registration), {
      key: 'urn:r',
      name: 'Ghent',
      country: 'BE',
      url: 'http://127.0.0.1:8082',
      local: false,
    });
  });

  it('is named by the registration, its address or its id where no peer fits', () => {
    assert.equal(remoteOrigin('urn:r', [], { id: 'urn:r', endpoint: 'http://x', registrationName: 'X' }).name, 'X');
    assert.equal(remoteOrigin('urn:r', [], { id: 'urn:r', endpoint: 'http://x' }).name, 'http://x');
    assert.equal(remoteOrigin('urn:r', [], undefined).name, 'urn:r');
  });

  it('may be several, each once in the list of registrations to ask', () => {
    const map = { 'urn:a': ['@none', 'urn:r'], 'urn:b': ['urn:r'] };
    assert.deepEqual(registrationsIn(map), ['urn:r']);
    const known = new Map([['@none', { name: 'here' }], ['urn:r', { name: 'there' }]]);
    assert.deepEqual(originsOf('urn:a', map, known).map(({ name }) => name), ['here', 'there']);
    assert.deepEqual(originsOf('urn:a', undefined, known), []);
  });
});

const item = (id, local, alive = true) => ({
  entity: {
    id,
    type: 'OffStreetParking',
    totalSpotNumber: { type: 'Property', value: 10 },
    ...(alive ? { availableSpotNumber: { type: 'Property', value: 5 } } : {}),
  },
  origins: [{ key: local ? '@none' : 'urn:r', name: '', country: '', url: local ? '' : 'http://peer', local }],
});

describe('the pair to compare', () => {
  const items = [item('silent', true, false), item('here', true), item('there', false)];
  const ids = (a, b) => choosePair(items, a, b).map(({ entity }) => entity.id);

  it('is one of here and one from across the border, both with figures', () => {
    assert.deepEqual(ids(null, null), ['here', 'there']);
  });

  it('is what the address says, where it exists', () => {
    assert.deepEqual(ids('silent', 'here'), ['silent', 'here']);
    assert.deepEqual(ids('gone', 'there'), ['here', 'there']);
  });
});

describe('a history', () => {
  const values = { id: 'there', availableSpotNumber: { values: [[5, '2026-11-22T10:00:00Z']] } };
  const from = new Date('2026-11-22T00:00:00Z');

  it('comes from this node where it has it', async () => {
    const found = await withFetch((url) => (url.startsWith('/') ? jsonResponse(values) : jsonResponse({}, { status: 500 })), () => track(item('there', false), from, signal));
    assert.equal(found.points.length, 1);
    assert.equal(found.direct, false);
  });

  for (const status of [404, 501]) {
    it(`is asked from the peer itself where this node answers ${status}`, async () => {
      const found = await withFetch(
        (url) => (url.startsWith('http://peer/ngsi-ld/v1/temporal') ? jsonResponse(values) : jsonResponse({}, { status })),
        () => track(item('there', false), from, signal),
      );
      assert.equal(found.points.length, 1);
      assert.equal(found.direct, true);
    });
  }

  it('of an own entity without any is empty, not an error', async () => {
    const found = await withFetch(() => jsonResponse({}, { status: 404 }), () => track(item('here', true), from, signal));
    assert.deepEqual(found.points, []);
  });

  it('that cannot be had says why, without hiding the other one', async () => {
    const here = await withFetch(() => jsonResponse({ title: 'Busy' }, { status: 503 }), () => track(item('there', false), from, signal));
    assert.equal(here.failure.status, 503);
    assert.equal(here.direct, false);
    const refused = (url) => {
      if (url.startsWith('/')) return jsonResponse({}, { status: 404 });
      throw new TypeError('Failed to fetch');
    };
    const there = await withFetch(refused, () => track(item('there', false), from, signal));
    assert.equal(there.failure.status, 0);
    assert.equal(there.direct, true);
  });
});
