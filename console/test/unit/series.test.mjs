import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { load } from './load.mjs';

const { aligned, hourly, occupancySeries, summarise, toCsv } = await load('domain/series.ts');

const at = (minute) => new Date(Date.UTC(2026, 10, 22, 10, minute)).toISOString();
const time = (minute) => Date.parse(at(minute));
const part = (free, total = []) => ({
  id: 'urn:a',
  availableSpotNumber: { type: 'Property', values: free.map(([value, minute]) => [value, at(minute)]) },
  totalSpotNumber: { type: 'Property', values: total.map(([value, minute]) => [value, at(minute)]) },
});

describe('an occupancy series', () => {
  it('uses the total that held at the time, so a changed capacity changes the share', () => {
    const points = occupancySeries([part([[30, 5], [30, 15], [30, 25]], [[60, 0], [120, 10], [60, 20]])], undefined);
    assert.deepEqual(points.map(({ share }) => share), [0.5, 0.75, 0.5]);
  });

  it('takes the current total where the history has none', () => {
    assert.deepEqual(occupancySeries([part([[25, 1]])], 100), [{ time: time(1), share: 0.75 }]);
  });

  it('takes the first known total for what lies before it', () => {
    assert.equal(occupancySeries([part([[50, 1]], [[100, 30]])], 80)[0].share, 0.5);
  });

  it('joins parts in time order, each time once', () => {
    const points = occupancySeries([part([[20, 30], [10, 10]], [[100, 0]]), part([[20, 30], [5, 40]])], undefined);
    assert.deepEqual(points.map((point) => point.time), [time(10), time(30), time(40)]);
  });

  it('is empty, not wrong, where values or totals are missing', () => {
    assert.deepEqual(occupancySeries([part([[10, 1]])], undefined), []);
    assert.deepEqual(occupancySeries([{ id: 'urn:a' }], 100), []);
    assert.deepEqual(occupancySeries([part([['n/a', 1]], [[100, 0]])], undefined), []);
  });
});

describe('what is made of series', () => {
  const a = [{ time: time(0), share: 0.2 }, { time: time(30), share: 0.4 }, { time: time(60), share: 1 }];
  const b = [{ time: time(30), share: 0.5 }];

  it('hourly means leave out hours without a value', () => {
    assert.deepEqual([...hourly(a)].map(([hour, mean]) => [hour, Number(mean.toFixed(6))]), [[time(0), 0.3], [time(60), 1]]);
  });

  it('a summary knows mean and peak, and nothing of an empty series', () => {
    const { mean, peak } = summarise(a);
    assert.equal(mean.toFixed(4), '0.5333');
    assert.deepEqual(peak, a[2]);
    assert.equal(summarise([]), undefined);
  });

  it('aligned columns share one time axis, with gaps as null', () => {
    assert.deepEqual(aligned([a, b]), [
      [time(0) / 1000, time(30) / 1000, time(60) / 1000],
      [20, 40, 100],
      [null, 50, null],
    ]);
  });

  it('CSV has one line per observation and quotes names with commas', () => {
    const csv = toCsv([{ id: 'urn:b', name: 'Reep, "new"', points: b }]);
    assert.equal(csv, `time,id,name,occupancy\r\n${at(30)},urn:b,"Reep, ""new""",0.5000\r\n`);
  });
});
