// A mock node for the browser tests: the built console and the interfaces that it uses, on a free loopback port.
import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { entitiesOf, historyOf } from './cities.mjs';
import * as management from './management.mjs';
import { trust, trustDefaults } from './trust.mjs';
import { dataspace, dataspaceDefaults } from './dataspace.mjs';

const DIST = fileURLToPath(new URL('../../dist', import.meta.url));
const TYPES = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css', '.json': 'application/json', '.svg': 'image/svg+xml', '.md': 'text/markdown' };
const MAP_ID = 'urn:ngsi-ld:EntityMap:1';
const GHENT = 'urn:ngsi-ld:ContextSourceRegistration:ghent';

/** What a test may change while the server runs. */
export const defaults = () => ({ peerDown: false, failing: '', empty: false, quarantine: management.quarantined(), requests: [], ...trustDefaults(), ...dataspaceDefaults() });

function geojson(entity) {
  const simple = Object.entries(entity).filter(([name]) => !['id', 'type', 'location'].includes(name));
  return {
    type: 'Feature',
    id: entity.id,
    geometry: entity.location.value,
    properties: { type: entity.type, ...Object.fromEntries(simple.map(([name, { value }]) => [name, value])) },
  };
}

const simple = (entity) => Object.fromEntries(Object.entries(entity).map(([name, part]) => [name, part.value ?? part]));

function queryEntities(url, request, state, base) {
  const limit = Number(url.searchParams.get('limit') ?? 20);
  const offset = Number(url.searchParams.get('offset') ?? 0);
  let all = state.empty ? [] : entitiesOf(url.searchParams.get('type'));
  const headers = {};
  if (state.peerDown) {
    all = all.filter(({ id }) => !id.includes(':ghent:'));
    headers['NGSILD-Warning'] = `199 127.0.0.1:8082 "Ghent (${GHENT}): no answer within 2 s"`;
  }
  if (url.searchParams.get('entityMap') === 'true') headers['NGSILD-EntityMap'] = `/ngsi-ld/v1/entityMaps/${encodeURIComponent(MAP_ID)}`;
  const page = all.slice(offset, offset + limit);
  if (offset + limit < all.length) headers['Link'] = `<${base}${url.pathname}?offset=${offset + limit}>; rel="next"; type="application/json"`;
  headers['NGSILD-Results-Count'] = String(all.length);
  const simplified = url.searchParams.get('format') === 'simplified';
  const wantsGeo = (request.headers.accept ?? '').includes('geo+json');
  return {
    headers: { ...headers, 'Content-Type': wantsGeo ? 'application/geo+json' : 'application/json' },
    body: wantsGeo ? { type: 'FeatureCollection', features: page.map(geojson) } : simplified ? page.map(simple) : page,
  };
}

function entityMap() {
  const all = ['OffStreetParking', 'TrafficFlowObserved', 'AirQualityObserved', 'AdministrativeArea'].flatMap(entitiesOf);
  return {
    id: MAP_ID,
    type: 'EntityMap',
    expiresAt: new Date(Date.now() + 60_000).toISOString(),
    entityMap: Object.fromEntries(all.map(({ id }) => [id, [id.includes(':ghent:') ? GHENT : '@none']])),
  };
}

function quarantine(url, method, state) {
  const [, , , id, action] = url.pathname.split('/');
  if (method === 'GET') return { total: state.quarantine.length, items: state.quarantine };
  if (id === 'replay') {
    const replayed = state.quarantine.splice(0, 1).length;
    return { replayed, stillQuarantined: state.quarantine.length };
  }
  state.quarantine = state.quarantine.filter((item) => item.id !== id);
  return action === 'replay' ? { replayed: 1, stillQuarantined: state.quarantine.length } : undefined;
}

function answer(url, request, body, state, base, peerUrl) {
  const path = url.pathname;
  const identity = trust(path, request.method, body, request.headers, state) ?? dataspace(path, request.method, body, request.headers, state, url.searchParams);
  if (identity && !(state.failing && path.startsWith(state.failing))) {
    return { headers: { 'Content-Type': 'application/json' }, ...identity };
  }
  const json = (body) => ({ headers: { 'Content-Type': 'application/json' }, body });
  if (state.failing && path.startsWith(state.failing)) {
    return { status: 503, headers: { 'Content-Type': 'application/problem+json' }, body: { title: 'Busy', detail: 'The store is starting.', status: 503 } };
  }
  if (path === '/api/node') return json({ ...management.nodeInfo, kind: state.kind, publicUrl: base });
  if (path === '/api/sources') return json(state.empty ? [] : management.sources());
  if (path === '/api/peers') return json(state.empty ? [] : management.peers(peerUrl, state.peerDown ? 'down' : 'up'));
  if (path === '/api/counts') return json(state.empty ? { entities: 0, types: [], historyInstances: 0 } : management.counts);
  if (path.startsWith('/api/quarantine')) return json(quarantine(url, request.method, state));
  if (path === '/catalogue') return { headers: { 'Content-Type': 'application/ld+json' }, body: state.empty ? { '@graph': [] } : management.catalogue };
  if (path === '/ngsi-ld/v1/entities') return queryEntities(url, request, state, base);
  if (path.startsWith('/ngsi-ld/v1/entityMaps/')) return json(entityMap());
  if (path.startsWith('/ngsi-ld/v1/csourceRegistrations/')) return json({ id: GHENT, type: 'ContextSourceRegistration', endpoint: `${peerUrl}/`, information: [] });
  return undefined;
}

function temporal(url, isPeer) {
  const id = decodeURIComponent(url.pathname.split('/').at(-1));
  // Only the holder of an entity has its history: this is what makes the console ask the peer.
  const mine = id.includes(':ghent:') === isPeer;
  const found = mine ? historyOf(id, Date.parse(url.searchParams.get('timeAt'))) : undefined;
  if (found) return { headers: { 'Content-Type': 'application/json' }, body: found };
  return { status: 404, headers: { 'Content-Type': 'application/problem+json' }, body: { title: 'No such entity', status: 404 } };
}

async function file(path) {
  const name = normalize(path === '/' ? '/index.html' : path);
  try {
    return { headers: { 'Content-Type': TYPES[extname(name)] ?? 'application/octet-stream' }, raw: await readFile(join(DIST, name)) };
  } catch {
    return { status: 404, headers: {}, raw: Buffer.from('') };
  }
}

const CORS = { 'Access-Control-Allow-Origin': '*', 'Access-Control-Allow-Headers': 'Link, Accept', 'Access-Control-Expose-Headers': 'NGSILD-Warning, NGSILD-EntityMap, Content-Range' };

/** @returns {Promise<{url: string, close: () => void}>} */
export function startMock(state, { peerUrl = '', isPeer = false } = {}) {
  const server = createServer(async (request, response) => {
    const base = `http://${request.headers.host}`;
    const url = new URL(request.url, base);
    state.requests.push(`${request.method} ${url.pathname}${url.search}`);
    let sent = '';
    for await (const part of request) sent += part;
    if (request.method === 'OPTIONS') return response.writeHead(204, CORS).end();
    const found = url.pathname.startsWith('/ngsi-ld/v1/temporal/')
      ? temporal(url, isPeer)
      : (answer(url, request, sent, state, base, peerUrl) ?? (await file(url.pathname)));
    const { status = 200, headers, body, raw } = found;
    response.writeHead(status, { ...headers, ...(isPeer ? CORS : {}) });
    response.end(raw ?? (body === undefined ? '' : JSON.stringify(body)));
  });
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      resolve({ url: `http://127.0.0.1:${port}`, close: () => { server.closeAllConnections(); server.close(); } });
    });
  });
}
