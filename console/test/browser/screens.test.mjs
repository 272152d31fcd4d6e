// What the screens say and do.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { any, mockOnly, open, withPage, world } from './setup.mjs';

describe('the way to the screens', () => {
  for (const locale of ['en', 'de', 'nl', 'fr', 'es']) {
    it(`stays where it is whatever is shown, in ${locale}`, any, () =>
      withPage({ locale, viewport: { width: 1200, height: 900 } }, async (page) => {
        await open(page, '#/start', 'nav.site a[aria-current]');
        const links = page.locator('nav.site a');
        const places = () => links.evaluateAll((all) => all.map((one) => JSON.stringify(one.getBoundingClientRect())));
        const before = await places();
        for (const link of await links.all()) {
          await link.click();
          await page.waitForFunction((address) => document.querySelector('nav.site a[aria-current]')?.hash === address, await link.getAttribute('href'));
          assert.deepEqual(await places(), before, await link.innerText());
        }
      }));
  }
});

describe('the start screen', () => {
  it('says who the node is, how its sources and peers are, and what is unconfirmed', mockOnly, () =>
    withPage({}, async (page) => {
      await open(page, '#/start');
      assert.equal(await page.locator('h1').textContent(), 'Münster');
      const text = await page.locator('main').innerText();
      for (const words of ['2 of 3', '128,904', 'licence unconfirmed', 'The source answered 503', 'Ghent, Belgium', 'after 14 ms', 'can change its data']) {
        assert.ok(text.includes(words), words);
      }
      assert.match(text, /4 minutes ago\s+\d\d? \w+ \d{4}, \d\d:\d\d CE/);
    }));

  it('shows an unreachable node with what to do, and recovers', mockOnly, () =>
    withPage({}, async (page) => {
      world.state.failing = '/api';
      await open(page, '#/start', '.notice.bad');
      const notice = page.locator('.notice.bad');
      assert.match(await notice.textContent(), /503.*The store is starting\./s);
      world.state.failing = '';
      await page.getByRole('button', { name: 'Try again' }).click();
      await page.waitForSelector('.figures');
    }));

  it('shows the rest where one part fails', mockOnly, () =>
    withPage({}, async (page) => {
      world.state.failing = '/api/peers';
      await open(page, '#/start', '.notice.bad');
      await page.waitForSelector('.cards .card');
      assert.match(await page.locator('.figures').innerText(), /2 of 3.*–/s);
    }));

  it('says what to do where nothing is configured', mockOnly, () =>
    withPage({}, async (page) => {
      world.state.empty = true;
      await open(page, '#/start');
      assert.match(await page.locator('main').innerText(), /No source is configured.*No other city is connected/s);
    }));
});

describe('the map', () => {
  it('shows both cities from one query, each entity under its source', any, () =>
    withPage({}, async (page) => {
      await open(page, '#/map');
      const cities = await page.locator('.entities h2').allInnerTexts();
      assert.equal(cities.length, 2, cities.join('; '));
      const buttons = await page.locator('.group button').allInnerTexts();
      assert.equal(buttons.at(-1), 'All');
      assert.equal(buttons.length, 3);
      assert.ok((await page.locator('button.entry').count()) >= 20);
    }));

  it('is drawn: the picture changes when another city is shown', any, () =>
    withPage({}, async (page) => {
      await open(page, '#/map');
      const canvas = page.locator('.map-canvas canvas');
      const before = await canvas.screenshot();
      await page.locator('.group button').first().click();
      await page.waitForFunction(() => !document.querySelector('tt-map-view')?.matches('[moving]'));
      await page.waitForTimeout(800);
      assert.ok(!before.equals(await canvas.screenshot()));
    }));

  it('names the source that did not answer', mockOnly, () =>
    withPage({}, async (page) => {
      world.state.peerDown = true;
      await open(page, '#/map');
      const banner = page.locator('.notice.warn');
      assert.ok(await banner.isVisible());
      assert.match(await banner.innerText(), /This answer is incomplete.*Ghent did not answer in time/s);
      assert.equal(await page.locator('button.entry').count(), 16);
    }));

  it('gives details with source, licence and both kinds of time', mockOnly, () =>
    withPage({}, async (page) => {
      await open(page, '#/map?entity=urn:ngsi-ld:OffStreetParking:ghent:reep', '.details');
      const text = await page.locator('.details').innerText();
      for (const words of ['Reep', 'Ghent, Belgium', '4 minutes ago', 'Gratis Open Data Licentie', 'licence unconfirmed', '51.0522 N']) {
        assert.ok(text.includes(words), words);
      }
      assert.match(text, /\d\d:\d\d CES?T/);
    }));

  it('changes type and measure, and keeps both in its address', mockOnly, () =>
    withPage({}, async (page) => {
      await open(page, '#/map');
      await page.selectOption('#type', 'AirQualityObserved');
      await page.selectOption('#measure', 'pm10');
      await page.waitForSelector('text=18 µg/m³');
      assert.match(page.url(), /type=AirQualityObserved/);
      assert.match(page.url(), /measure=pm10/);
      assert.match(await page.locator('.legend').innerText(), /Particles \(PM10\).*≤ 20/s);
    }));

  it('as a table has the same entities', any, () =>
    withPage({}, async (page) => {
      await open(page, '#/map');
      const listed = await page.locator('button.entry').count();
      await page.click('#view-switch');
      await page.waitForSelector('tt-table table');
      assert.equal(await page.locator('tbody tr').count(), listed);
    }));

  it('becomes the table where the browser cannot draw', any, () =>
    withPage({}, async (page) => {
      await page.addInitScript(() => {
        const original = HTMLCanvasElement.prototype.getContext;
        HTMLCanvasElement.prototype.getContext = function (kind, ...more) {
          return String(kind).startsWith('webgl') ? null : original.call(this, kind, ...more);
        };
      });
      await open(page, '#/map', 'tt-table table');
      assert.match(page.url(), /view=table/);
    }));
});

describe('the comparison', () => {
  it('draws both car parks and says the figures as text and table', any, () =>
    withPage({}, async (page) => {
      await open(page, '#/compare?days=7');
      const sentences = await page.locator('.plain li').allInnerTexts();
      assert.equal(sentences.length, 2);
      for (const sentence of sentences) assert.match(sentence, /\d+% full on average, \d+% at most/);
      await page.click('details.panel summary');
      assert.ok((await page.locator('tt-table tbody tr').count()) > 20);
    }));

  it('asks the peer itself for what this node does not have', mockOnly, () =>
    withPage({}, async (page) => {
      await open(page, '#/compare');
      assert.match(await page.locator('main').innerText(), /asked directly from the node of Ghent/);
    }));

  it('saves what it shows as CSV', any, () =>
    withPage({}, async (page) => {
      await open(page, '#/compare');
      const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Save as CSV' }).click()]);
      assert.equal(download.suggestedFilename(), 'occupancy.csv');
      const lines = readFileSync(await download.path(), 'utf8').trim().split('\r\n');
      assert.equal(lines[0], 'time,id,name,occupancy');
      assert.ok(lines.length > 50);
      assert.match(lines[1], /^\d{4}-\d\d-\d\dT[\d:.]+Z,urn:ngsi-ld:OffStreetParking:/);
    }));
});

describe('the raw answer', () => {
  it('comes with the request to copy, in each format', any, () =>
    withPage({ permissions: ['clipboard-read', 'clipboard-write'] }, async (page) => {
      await open(page, '#/raw');
      await page.getByRole('button', { name: 'Copy the request' }).click();
      await page.waitForSelector('text=Copied');
      const copied = await page.evaluate(() => navigator.clipboard.readText());
      assert.match(copied, /^curl -i 'http.*\/ngsi-ld\/v1\/entities\?type=OffStreetParking.*' \\\n {2}-H 'Accept: application\/json'/);
      const answers = new Set([await page.locator('pre.answer').innerText()]);
      for (const format of ['Simplified', 'GeoJSON']) {
        await page.getByLabel(format).check();
        await page.waitForFunction((known) => !known.includes(document.querySelector('pre.answer')?.innerText), [...answers]);
        answers.add(await page.locator('pre.answer').innerText());
      }
      assert.match([...answers].at(-1), /"FeatureCollection"/);
    }));
});

describe('the catalogue', () => {
  it('lists data sets with licence and attribution', any, () =>
    withPage({}, async (page) => {
      await open(page, '#/catalogue');
      const text = await page.locator('main').innerText();
      assert.match(text, /Licence/);
      assert.match(text, /licence unconfirmed/);
      assert.match(text, /Attribution/);
    }));
});

describe('the quarantine', () => {
  it('shows reason and place, and replays one or all', mockOnly, () =>
    withPage({}, async (page) => {
      await open(page, '#/quarantine', '.card');
      assert.match(await page.locator('main').innerText(), /intensity must be a number.*\/intensity/s);
      await page.getByRole('button', { name: 'Replay', exact: true }).first().click();
      await page.waitForSelector('text=1 record is in quarantine');
      await page.getByRole('button', { name: 'Replay all' }).click();
      await page.waitForSelector('text=Nothing is in quarantine');
      assert.ok(world.state.requests.some((line) => line === 'POST /api/quarantine/q1/replay'));
    }));
});

describe('language and colours', () => {
  it('follow the browser at first, and the choice is remembered', any, () =>
    withPage({ locale: 'de-DE' }, async (page) => {
      await open(page, '#/start');
      assert.equal(await page.getAttribute('html', 'lang'), 'de');
      await page.selectOption('#language', 'nl');
      await page.waitForSelector('text=Bronnen');
      await page.reload();
      await page.waitForSelector('.figures');
      assert.equal(await page.getAttribute('html', 'lang'), 'nl');
    }));

  it('on a phone a button unfolds the way to the screens, and going there folds it again', any, () =>
    withPage({ viewport: { width: 360, height: 740 } }, async (page) => {
      await open(page, '#/start');
      const link = page.getByRole('link', { name: 'Catalogue', exact: true });
      const menu = page.getByRole('button', { name: 'Menu' });
      assert.equal(await link.isVisible(), false);
      await menu.click();
      assert.equal(await menu.getAttribute('aria-expanded'), 'true');
      await link.click();
      await page.getByRole('heading', { name: 'Catalogue', exact: true }).waitFor();
      assert.equal(await link.isVisible(), false);
    }));

  for (const language of ['de', 'nl', 'fr', 'es']) {
    it(`${language} leaves no screen in English`, any, () =>
      withPage({ locale: language }, async (page) => {
        await open(page, '#/map');
        const nav = await page.locator('nav.site').innerText();
        assert.doesNotMatch(nav, /Compare\b|Raw answer/);
      }));
  }

  it('dark stays dark after a reload', any, () =>
    withPage({}, async (page) => {
      await open(page, '#/start');
      const ground = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
      const light = await ground();
      await page.selectOption('#theme', 'dark');
      assert.notEqual(await ground(), light);
      await page.reload();
      await page.waitForSelector('.figures');
      assert.notEqual(await ground(), light);
    }));
});
