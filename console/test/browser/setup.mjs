// What the browser tests share: a browser, two mock nodes (or a real one by TWINTOWN_URL), a page per test.
import { after, before } from 'node:test';
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import AxeBuilder from '@axe-core/playwright';
import { chromiumPath, startBrowser } from './browser.mjs';
import { defaults, startMock } from '../mock/server.mjs';

/** A running node to check instead of the mock, such as http://127.0.0.1:8081. */
export const REAL = process.env.TWINTOWN_URL?.replace(/\/$/, '');

const missing = chromiumPath() ? undefined : 'no Chromium found: install Debian\'s chromium, or name one in CHROMIUM';
if (missing) console.log(`browser tests are skipped: ${missing}`);

/** Options of a test: all need the browser, some need figures that only the mock gives. */
export const any = { skip: missing ?? false };
export const mockOnly = { skip: missing ?? (REAL ? 'needs the mock node' : false) };

export const world = { url: '', state: undefined };
let browser;
const servers = [];

before(async () => {
  if (missing) return;
  const peer = await startMock(defaults(), { isPeer: true });
  world.state = defaults();
  const node = await startMock(world.state, { peerUrl: peer.url });
  servers.push(peer, node);
  world.url = REAL ?? node.url;
  browser = await startBrowser();
});

after(async () => {
  await browser?.close();
  for (const server of servers) server.close();
});

/** What a strict page must never do: throw, break its own security policy, or fetch from a stranger. */
function watch(page) {
  const faults = [];
  page.on('pageerror', (error) => faults.push(`error: ${error.message}`));
  page.on('console', (message) => {
    if (/Content Security Policy|Refused to/i.test(message.text())) faults.push(message.text());
  });
  page.on('request', (request) => {
    const { protocol, hostname } = new URL(request.url());
    const own = ['127.0.0.1', 'localhost', new URL(world.url).hostname].includes(hostname);
    if (protocol.startsWith('http') && !own) faults.push(`asked a stranger: ${request.url()}`);
  });
  return faults;
}

/** Runs with a fresh page (fresh mock state, fresh storage) and checks afterwards that nothing went wrong in it. */
export async function withPage(options, action) {
  if (world.state) Object.assign(world.state, defaults());
  const context = await browser.newContext({
    viewport: { width: 1280, height: 900 },
    locale: 'en-GB',
    timezoneId: 'Europe/Berlin',
    reducedMotion: 'reduce',
    colorScheme: 'light',
    ...options,
  });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  const faults = watch(page);
  try {
    await action(page);
    assert.deepEqual(faults, []);
  } finally {
    await context.close();
  }
}

/** What shows that a screen has its data. */
const READY = {
  start: '.figures',
  map: '.map-canvas[data-drawn], tt-table table, .empty',
  compare: '.plot canvas, .empty',
  raw: 'pre.answer',
  catalogue: '.cards .card, .empty',
  offers: 'section .cards .card, .empty',
  agreements: 'section .cards .card, .empty',
  requests: 'section .cards .card, .empty',
  rulebook: '#report-title',
  quarantine: 'h1',
  organisation: 'section .cards .card, .empty',
  participants: 'section .cards .card, .empty',
  join: '.steps, .empty',
  authority: '.figures',
};

export async function open(page, hash, ready) {
  const screen = hash.replace(/^#\//, '').split('?')[0];
  // A changed hash alone does not load the page anew; a test wants a fresh start.
  await page.goto('about:blank');
  await page.goto(`${world.url}/${hash}`);
  await page.waitForSelector(ready ?? READY[screen]);
}

/** All rules of axe-core: those of WCAG 2.0 to 2.2 A and AA, target size included, and its best practices. */
export async function checkAccessible(page) {
  const { violations } = await new AxeBuilder({ page }).options({ rules: { 'target-size': { enabled: true } } }).analyze();
  const told = violations.map(({ id, help, nodes }) => `${id}: ${help}\n${nodes.slice(0, 4).map((one) => `  ${one.html}\n  ${one.failureSummary}`).join('\n')}`);
  assert.equal(violations.length, 0, told.join('\n\n'));
}

const shots = process.env.SCREENSHOTS ?? join(fileURLToPath(new URL('../..', import.meta.url)), 'target', 'screenshots');
mkdirSync(shots, { recursive: true });

export const screenshot = (page, name) => page.screenshot({ path: join(shots, `${name}.png`) });
