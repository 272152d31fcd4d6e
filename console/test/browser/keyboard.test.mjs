// The ways through the console without a mouse.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { any, mockOnly, open, withPage, world } from './setup.mjs';
import { signedIn } from '../mock/trust.mjs';

const focused = (page) => page.evaluate(() => document.activeElement?.id || document.activeElement?.textContent?.trim() || document.activeElement?.tagName);

/** Presses Tab until the focus is where it should be; fails after that many steps. */
async function tabTo(page, matches, most = 60) {
  for (let step = 0; step < most; step++) {
    await page.keyboard.press('Tab');
    if (await page.evaluate((selector) => document.activeElement?.matches(selector), matches)) return step + 1;
  }
  throw new Error(`${matches} was not reached in ${most} steps`);
}

describe('with the keyboard alone', () => {
  it('the first stop skips to the content', any, () =>
    withPage({}, async (page) => {
      await open(page, '#/start');
      await page.keyboard.press('Tab');
      assert.equal(await focused(page), 'Skip to the content');
      await page.keyboard.press('Enter');
      assert.equal(await focused(page), 'main');
      assert.match(page.url(), /#\/start$/);
    }));

  it('the navigation leads to the map, and the focus to its beginning', any, () =>
    withPage({}, async (page) => {
      await open(page, '#/start');
      await tabTo(page, 'a[href="#/map"]', 10);
      await page.keyboard.press('Enter');
      await page.waitForSelector('tt-map h1');
      assert.equal(await focused(page), 'main');
      assert.match(await page.title(), /^Map · /);
    }));

  it('the table is one key away from the map, and back', any, () =>
    withPage({}, async (page) => {
      await open(page, '#/map');
      await tabTo(page, '#view-switch', 20);
      await page.keyboard.press('t');
      await page.waitForSelector('tt-table table');
      assert.equal(await focused(page), 'view-switch');
      await page.keyboard.press('t');
      await page.waitForSelector('.map-canvas');
    }));

  it('typing a t into a choice does not change the view', any, () =>
    withPage({}, async (page) => {
      await open(page, '#/map');
      await page.focus('#type');
      await page.keyboard.press('t');
      assert.equal(await page.locator('tt-map-view').count(), 1);
    }));

  it('each marker is reached by the list; its details take the focus and give it back', any, () =>
    withPage({}, async (page) => {
      await open(page, '#/map');
      await tabTo(page, 'button.entry', 30);
      const name = await page.evaluate(() => document.activeElement.querySelector('.entry-name').textContent);
      await page.keyboard.press('Enter');
      await page.waitForSelector('.details');
      assert.equal(await focused(page), 'details-title');
      assert.equal(await page.locator('#details-title').textContent(), name);
      await page.keyboard.press('Escape');
      await page.waitForSelector('.details', { state: 'detached' });
      assert.equal(await page.evaluate(() => document.activeElement.querySelector('.entry-name')?.textContent), name);
    }));

  it('a table is sorted by its headers, which say so', any, () =>
    withPage({}, async (page) => {
      await open(page, '#/map?view=table');
      await page.locator('button.sort', { hasText: 'Occupancy' }).focus();
      await page.keyboard.press('Enter');
      const header = page.locator('th', { hasText: 'Occupancy' });
      assert.equal(await header.getAttribute('aria-sort'), 'ascending');
      await page.keyboard.press('Enter');
      assert.equal(await header.getAttribute('aria-sort'), 'descending');
      assert.match(await page.locator('#live').textContent(), /Sorted by Occupancy, descending/);
      const values = (await page.locator('tbody td:nth-child(3) .with-ring').allTextContents()).map((text) => parseInt(text, 10));
      assert.ok(values.length > 1);
      assert.deepEqual(values, values.toSorted((a, b) => b - a));
    }));

  it('deleting asks first, and cancelling is the first choice', mockOnly, () =>
    withPage({}, async (page) => {
      await open(page, '#/quarantine', '.card');
      const remove = page.getByRole('button', { name: 'Delete' }).first();
      await remove.focus();
      await page.keyboard.press('Enter');
      await page.waitForSelector('dialog[open]');
      assert.equal(await focused(page), 'Cancel');
      await page.keyboard.press('Escape');
      await page.waitForSelector('dialog', { state: 'detached' });
      assert.equal(await page.locator('.card').count(), 2);
      assert.equal(await focused(page), 'Delete');
    }));

  it('whatever has the focus shows it', any, () =>
    withPage({}, async (page) => {
      await open(page, '#/start');
      for (let step = 0; step < 15; step++) {
        await page.keyboard.press('Tab');
        const seen = await page.evaluate(() => {
          const style = getComputedStyle(document.activeElement);
          return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
        });
        assert.ok(seen, await focused(page));
      }
    }));

  it('a steward makes an offer, and the preview takes the focus', mockOnly, () =>
    withPage({}, async (page) => {
      world.state.session = signedIn('STEWARD');
      await open(page, '#/offers', '#wizard-title');
      await page.waitForSelector('input[name="type"]');
      await tabTo(page, 'input[name="type"]');
      await page.keyboard.press('Space');
      await tabTo(page, 'input[name="template"]');
      await page.keyboard.press('Space');
      await tabTo(page, '#field-title');
      await page.keyboard.type('By keys alone');
      await page.keyboard.press('Enter');
      await page.waitForSelector('#preview-title:focus');
    }));

  it('the document of an agreement is opened and checked', mockOnly, () =>
    withPage({}, async (page) => {
      world.state.session = signedIn('VIEWER');
      await open(page, '#/agreements');
      await tabTo(page, 'tt-paper summary');
      await page.keyboard.press('Enter');
      await page.locator('tt-paper .controls button').first().waitFor();
      for (const _ of ['PDF', 'HTML', 'JSON', 'check']) await page.keyboard.press('Tab');
      assert.equal(await focused(page), 'Check');
      await page.keyboard.press('Enter');
      await page.getByText('This document holds').waitFor();
    }));
});
