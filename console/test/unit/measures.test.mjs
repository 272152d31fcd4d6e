import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { load } from './load.mjs';

const { fillOf, levelOf, measuresOf, occupancyOf } = await load('domain/measures.ts');
const { levelName, valueText } = await load('domain/labels.ts');

const park = (free, total) => ({
  id: 'urn:a',
  type: 'OffStreetParking',
  ...(free === undefined ? {} : { availableSpotNumber: { type: 'Property', value: free } }),
  ...(total === undefined ? {} : { totalSpotNumber: { type: 'Property', value: total } }),
});

describe('occupancy', () => {
  it('is the share of places taken', () => assert.equal(occupancyOf(park(25, 100)), 0.75));

  it('stays within 0 and 1 where sources count wrongly', () => {
    assert.equal(occupancyOf(park(120, 100)), 0);
    assert.equal(occupancyOf(park(-5, 100)), 1);
  });

  it('is not known without both numbers, and never divides by zero', () => {
    assert.equal(occupancyOf(park(25)), undefined);
    assert.equal(occupancyOf(park(0, 0)), undefined);
  });

  it('is taken from the source where only that is there', () => {
    assert.equal(occupancyOf({ ...park(), occupancy: { type: 'Property', value: 0.4 } }), 0.4);
  });
});

describe('levels', () => {
  const [occupancy] = measuresOf('OffStreetParking');
  const [no2] = measuresOf('https://smartdatamodels.org/dataModel.Environment/AirQualityObserved');

  it('have their upper bounds inside', () => {
    assert.deepEqual([0, 0.5, 0.51, 0.8, 0.95, 0.96, 1].map((value) => levelOf(occupancy, value)), [1, 1, 2, 2, 3, 4, 4]);
  });

  it('are 0 where nothing is known, and say so', () => {
    assert.equal(levelOf(occupancy, undefined), 0);
    assert.equal(levelName(occupancy, undefined), 'no value');
  });

  it('fill the ring by the share, or by quarters', () => {
    assert.equal(fillOf(occupancy, 0.3), 0.3);
    assert.equal(fillOf(no2, 60), 0.5);
    assert.equal(fillOf(no2, undefined), 0);
  });

  it('come with words and units', () => {
    assert.equal(levelName(occupancy, 0.9), 'nearly full');
    assert.equal(valueText(occupancy, 0.9), '90%');
    assert.equal(valueText(no2, 41.25), '41.3 µg/m³');
    const own = { id: 'a', type: 'b', no2: { type: 'Property', value: 41, unitCode: 'GP' } };
    assert.equal(valueText(no2, 41, own), '41 GP');
  });

  it('are not there for types that nobody knows', () => assert.deepEqual(measuresOf('Windmill'), []));
});
