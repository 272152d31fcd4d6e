import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { load } from './load.mjs';

const { compareCells } = await load('ui/order.ts');
const { curl, rawRequest } = await load('screens/raw/request.ts');

describe('the order of table cells', () => {
  const sorted = (cells, descending = false) => cells.toSorted((a, b) => compareCells(a, b, descending, 'de'));

  it('is by number for numbers and by language for words', () => {
    assert.deepEqual(sorted([10, 9, 100]), [9, 10, 100]);
    assert.deepEqual(sorted(['Zoo', 'Ägidii', 'Bahnhof']), ['Ägidii', 'Bahnhof', 'Zoo']);
    assert.deepEqual(sorted(['Platz 10', 'Platz 9']), ['Platz 9', 'Platz 10']);
  });

  it('has what is not known at the end, whichever way', () => {
    assert.deepEqual(sorted([undefined, 1, 2]), [1, 2, undefined]);
    assert.deepEqual(sorted([undefined, 1, 2], true), [2, 1, undefined]);
  });
});

describe('the request to copy', () => {
  it('asks for the format by parameter, for GeoJSON by media type', () => {
    assert.match(rawRequest('X', 'concise', 20).path, /type=X&limit=20&count=true&entityMap=true&format=concise$/);
    assert.equal(rawRequest('X', 'geojson', 20).headers.Accept, 'application/geo+json');
  });

  it('survives a shell: quotes are closed and opened again', () => {
    const command = curl('http://h', { path: "/a?b='c'", headers: { Accept: 'application/json' } });
    assert.equal(command, "curl -i 'http://h/a?b='\\''c'\\''' \\\n  -H 'Accept: application/json'");
  });
});

describe('the list of packages', () => {
  const lock = readFileSync(new URL('../../package-lock.json', import.meta.url), 'utf8');

  it('names no registry, so that any mirror will do', () => {
    assert.ok(!/"resolved":/.test(lock));
  });

  it('pins every direct dependency to one version', () => {
    const { dependencies, devDependencies } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
    for (const version of Object.values({ ...dependencies, ...devDependencies })) assert.match(version, /^\d+\.\d+\.\d+$/);
  });
});
