// Loads modules of the console as Vite would, all into one world, so that they share their state.
import { after } from 'node:test';
import { fileURLToPath } from 'node:url';
import { createServer } from 'vite';

const server = await createServer({
  root: fileURLToPath(new URL('../..', import.meta.url)),
  logLevel: 'error',
  appType: 'custom',
  server: { middlewareMode: true, watch: null, hmr: false, ws: false },
  optimizeDeps: { noDiscovery: true, include: [] },
});

after(() => server.close());

/** @param {string} path below src, such as "domain/series.ts" */
export const load = (path) => server.ssrLoadModule(`/src/${path}`);

/** The little of a page that settings touch. */
globalThis.document = { documentElement: { lang: '', dataset: {} } };

/** Runs with fetch answering by this function from URL and options to a Response. */
export async function withFetch(answer, action) {
  const original = globalThis.fetch;
  globalThis.fetch = async (url, init = {}) => answer(String(url), init);
  try {
    return await action();
  } finally {
    globalThis.fetch = original;
  }
}

export const jsonResponse = (body, { status = 200, headers = {} } = {}) =>
  new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json', ...headers } });
