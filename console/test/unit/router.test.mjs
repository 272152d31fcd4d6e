import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { load } from './load.mjs';

const { href, parseRoute } = await load('router.ts');

describe('addresses', () => {
  it('go there and back', () => {
    const address = href('map', { type: 'OffStreetParking', entity: 'urn:ngsi-ld:a:b&c', view: undefined, measure: '' });
    const { screen, parameters } = parseRoute(address);
    assert.equal(screen, 'map');
    assert.deepEqual(Object.fromEntries(parameters), { type: 'OffStreetParking', entity: 'urn:ngsi-ld:a:b&c' });
  });

  it('without parameters are short', () => assert.equal(href('start'), '#/start'));

  it('that are unknown lead to the start', () => {
    for (const hash of ['', '#', '#/', '#/nowhere', '#main']) assert.equal(parseRoute(hash).screen, 'start', hash);
  });
});
