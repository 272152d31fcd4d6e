// Every screen, in every colour scheme and on a phone, against axe-core's rules for WCAG 2.2 AA.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { any, checkAccessible, mockOnly, open, screenshot, withPage, world } from './setup.mjs';

const SCREENS = {
  start: '#/start',
  map: '#/map',
  'map-table': '#/map?view=table',
  compare: '#/compare',
  raw: '#/raw?format=concise',
  catalogue: '#/catalogue',
  quarantine: '#/quarantine',
  organisation: '#/organisation',
  participants: '#/participants',
  offers: '#/offers',
  agreements: '#/agreements',
  requests: '#/requests',
  rulebook: '#/rulebook',
};
const SCHEMES = {
  light: { colorScheme: 'light' },
  dark: { colorScheme: 'dark' },
};

for (const [scheme, options] of Object.entries(SCHEMES)) {
  describe(`in ${scheme} colours`, () => {
    for (const [name, hash] of Object.entries(SCREENS)) {
      it(`${name} has no violation`, any, () =>
        withPage(options, async (page) => {
          await open(page, hash);
          await screenshot(page, `${name}-${scheme}`);
          await checkAccessible(page);
        }));
    }
  });
}

describe('in high contrast', () => {
  for (const name of ['start', 'map', 'compare']) {
    it(`${name} has no violation`, any, () =>
      withPage({}, async (page) => {
        await open(page, SCREENS[name]);
        await page.selectOption('#theme', 'contrast');
        if (name === 'map') await page.waitForSelector('.map-canvas[data-drawn=contrast]');
        await screenshot(page, `${name}-contrast`);
        await checkAccessible(page);
      }));
  }
});

describe('with details open, with warnings, with errors', () => {
  it('the details of a marker have no violation', mockOnly, () =>
    withPage({}, async (page) => {
      await open(page, '#/map?entity=urn:ngsi-ld:OffStreetParking:ghent:reep', '.details');
      await page.waitForSelector('.map-canvas[data-drawn]');
      await screenshot(page, 'map-details');
      await checkAccessible(page);
    }));

  it('an incomplete answer has no violation', mockOnly, () =>
    withPage({}, async (page) => {
      world.state.peerDown = true;
      await open(page, '#/map');
      await screenshot(page, 'map-warning');
      await checkAccessible(page);
      await open(page, '#/start');
      await screenshot(page, 'start-peer-down');
      await checkAccessible(page);
    }));

  it('an error and an empty node have no violation', mockOnly, () =>
    withPage({}, async (page) => {
      world.state.failing = '/ngsi-ld';
      await open(page, '#/map', '.notice.bad');
      await screenshot(page, 'map-error');
      await checkAccessible(page);
      world.state.failing = '';
      world.state.empty = true;
      for (const hash of ['#/start', '#/map', '#/catalogue']) {
        await open(page, hash);
        await checkAccessible(page);
      }
      await screenshot(page, 'catalogue-empty');
    }));
});

describe('on a phone of 360 pixels', () => {
  for (const name of ['start', 'map', 'map-table', 'compare', 'raw']) {
    it(`${name} fits without scrolling sideways and has no violation`, any, () =>
      withPage({ viewport: { width: 360, height: 740 } }, async (page) => {
        await open(page, SCREENS[name]);
        await screenshot(page, `${name}-phone`);
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        assert.ok(overflow <= 0, `${overflow} pixels too wide`);
        await checkAccessible(page);
      }));
  }
});

describe('with text spacing as WCAG 1.4.12 asks', () => {
  it('nothing is cut off sideways', any, () =>
    withPage({ viewport: { width: 640, height: 800 } }, async (page) => {
      await open(page, '#/start');
      await page.evaluate(() => {
        const sheet = new CSSStyleSheet();
        sheet.replaceSync('* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }');
        document.adoptedStyleSheets = [sheet];
      });
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      assert.ok(overflow <= 0, `${overflow} pixels too wide`);
    }));
});
