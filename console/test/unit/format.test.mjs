import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { load } from './load.mjs';

process.env.TZ = 'Europe/Berlin';
const format = await load('format.ts');
const { chooseLanguage } = await load('i18n.ts');
const NOW = Date.parse('2026-11-22T16:00:00Z');

describe('times', () => {
  it('name the zone, and differ in summer', () => {
    assert.equal(format.dateTime('2026-11-22T15:05:00Z'), '22 Nov 2026, 16:05 CET');
    assert.equal(format.dateTime('2026-07-22T15:05:00Z'), '22 Jul 2026, 17:05 CEST');
  });

  it('are written as the language does', async () => {
    await chooseLanguage('de', false);
    assert.match(format.dateTime('2026-11-22T15:05:00Z'), /22\. Nov\. 2026.*16:05 MEZ/);
    await chooseLanguage('en', false);
  });

  it('stay as they are where they are no times', () => {
    assert.equal(format.dateTime('yesterday'), 'yesterday');
    assert.equal(format.relative('yesterday', NOW), 'yesterday');
  });

  it('are told relative to now in the largest fitting unit', () => {
    assert.equal(format.relative(NOW - 30_000, NOW), '30 seconds ago');
    assert.equal(format.relative(NOW - 3 * 60_000, NOW), '3 minutes ago');
    assert.equal(format.relative(NOW + 2 * 3_600_000, NOW), 'in 2 hours');
    assert.equal(format.relative(NOW - 24 * 3_600_000, NOW), 'yesterday');
    assert.equal(format.relative(NOW - 15 * 86_400_000, NOW), '2 weeks ago');
  });

  it('do not say sixty minutes where an hour is meant', () => {
    assert.equal(format.relative(NOW - 59.7 * 60_000, NOW), '1 hour ago');
  });
});

describe('numbers', () => {
  it('are grouped and rounded', () => assert.equal(format.number(12345.678, 1), '12,345.7'));
  it('turn shares into per cent', () => assert.equal(format.percent(0.736), '74%'));
  it('say sizes in bytes and kilobytes', () => {
    assert.equal(format.bytes(999), '999 byte');
    assert.equal(format.bytes(12_340), '12.3 kB');
  });
});

describe('codes', () => {
  it('of units become signs, unknown ones stay', () => {
    assert.equal(format.unit('GQ'), 'µg/m³');
    assert.equal(format.unit('XYZ'), 'XYZ');
  });

  it('of countries become names, others stay', () => {
    assert.equal(format.countryName('be'), 'Belgium');
    assert.equal(format.countryName('Flanders'), 'Flanders');
  });
});

describe('durations', () => {
  it('are told in the largest unit that they fill', () => {
    assert.equal(format.duration('PT26H'), '1 day');
    assert.equal(format.duration('PT3H20M'), '3 hours');
    assert.equal(format.duration('PT0.4S'), '0 seconds');
    assert.equal(format.duration('P2DT1H'), '2 days');
  });

  it('stand as they are where they are none', () => assert.equal(format.duration('soon'), 'soon'));
});
