import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { load } from './load.mjs';

const { boundsOf, citiesOf } = await load('screens/map/cities.ts');
const { areaNames, markerFeatures, shapeFeatures } = await load('screens/map/features.ts');
const { PALETTES } = await load('screens/map/palette.ts');
const { measuresOf } = await load('domain/measures.ts');
const { COUNTRY_LABELS } = await load('screens/map/country-labels.ts');

const placed = (id, geometry, name = 'Münster', free = 25) => ({
  entity: {
    id,
    type: 'OffStreetParking',
    ...(geometry ? { location: { type: 'GeoProperty', value: geometry } } : {}),
    availableSpotNumber: { type: 'Property', value: free },
    totalSpotNumber: { type: 'Property', value: 100 },
  },
  origins: [{ name }],
});
const point = (lon, lat) => ({ type: 'Point', coordinates: [lon, lat] });
const square = { type: 'Polygon', coordinates: [[[7, 51], [8, 51], [8, 52], [7, 52], [7, 51]]] };

describe('bounds', () => {
  it('surround points, areas and collections', () => {
    assert.deepEqual(boundsOf([point(3.7, 51), square]), [3.7, 51, 8, 52]);
    assert.deepEqual(boundsOf([{ type: 'GeometryCollection', geometries: [point(1, 2), point(3, 4)] }]), [1, 2, 3, 4]);
    assert.equal(boundsOf([]), undefined);
  });
});

describe('cities to fly to', () => {
  const node = { title: 'Münster', center: [7.6, 51.96] };

  it('are the sources of the answer', () => {
    const items = [placed('a', point(7.6, 51.9)), placed('b', point(7.7, 52)), placed('c', point(3.7, 51), 'Ghent')];
    assert.deepEqual(citiesOf({ node, items }), [
      { name: 'Münster', bounds: [7.6, 51.9, 7.7, 52] },
      { name: 'Ghent', bounds: [3.7, 51, 3.7, 51] },
    ]);
  });

  it('include this node where it gave nothing, if it knows its place', () => {
    const items = [placed('c', point(3.7, 51), 'Ghent')];
    assert.deepEqual(citiesOf({ node, items }).map(({ name }) => name), ['Münster', 'Ghent']);
    assert.deepEqual(citiesOf({ node: { title: 'Münster', center: [] }, items }).map(({ name }) => name), ['Ghent']);
  });
});

describe('markers', () => {
  const [occupancy] = measuresOf('OffStreetParking');

  it('carry level, fill and value in the name of their image', () => {
    const [feature] = markerFeatures([placed('a', point(7, 51))], occupancy).features;
    assert.equal(feature.properties.image, 'marker|2|15|75');
    assert.equal(feature.properties.id, 'a');
  });

  it('stand in the middle of areas, which are drawn as well', () => {
    const [feature] = markerFeatures([placed('a', square)], occupancy).features;
    assert.deepEqual(feature.geometry.coordinates, [7.5, 51.5]);
    assert.equal(shapeFeatures([placed('a', square), placed('b', point(7, 51))]).features.length, 1);
  });

  it('are left out where an entity has no place', () => {
    assert.deepEqual(markerFeatures([placed('a', undefined)], occupancy).features, []);
  });

  it('show an unknown value as such', () => {
    const [feature] = markerFeatures([placed('a', point(7, 51), 'x', 'n/a')], occupancy).features;
    assert.equal(feature.properties.image, 'marker|0|0|?');
  });
});

describe('areas', () => {
  it('have one label each, in their middle', () => {
    const areas = { type: 'FeatureCollection', features: [{ type: 'Feature', geometry: square, properties: { name: 'Mitte' } }] };
    const [label, ...others] = areaNames(areas).features;
    assert.deepEqual(others, []);
    assert.deepEqual(label.geometry.coordinates, [7.5, 51.5]);
    assert.equal(label.properties.name, 'Mitte');
  });
});

describe('colours', () => {
  it('of levels are the same on the map and in the style sheet', () => {
    const css = readFileSync(new URL('../../src/styles/tokens.css', import.meta.url), 'utf8');
    for (const level of [0, 1, 2, 3, 4]) {
      const expected = `--level-${level}: light-dark(${PALETTES.light.levels[level]}, ${PALETTES.dark.levels[level]});`;
      assert.ok(css.includes(expected), expected);
      assert.ok(css.includes(`--level-${level}: ${PALETTES.contrast.levels[level]};`), `contrast ${level}`);
    }
  });
});

describe('country labels', () => {
  it('name each country once, inside Europe and around', () => {
    assert.equal(new Set(COUNTRY_LABELS.map(([code]) => code)).size, COUNTRY_LABELS.length);
    for (const [, lon, lat] of COUNTRY_LABELS) assert.ok(lon > -25 && lon < 45 && lat > 33 && lat < 72);
  });
});
