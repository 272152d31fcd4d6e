import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { jsonResponse, load, withFetch } from './load.mjs';

const ngsi = await load('api/ngsi.ts');
const { parseWarnings } = await load('domain/warnings.ts');
const { ApiError, toProblem } = await load('api/http.ts');
const signal = new AbortController().signal;

describe('a query of everything', () => {
  it('asks page after page with the entity map of the first, and the map itself at the end', async () => {
    const asked = [];
    const answer = await withFetch(
      (url, { headers }) => {
        asked.push([url, headers['NGSILD-EntityMap']]);
        if (url.includes('/entityMaps/')) return jsonResponse({ entityMap: { 'urn:a': ['@none'], 'urn:b': ['urn:r'] } });
        const first = url.includes('offset=0');
        return jsonResponse([{ id: first ? 'urn:a' : 'urn:b', type: 'X' }], {
          headers: {
            'NGSILD-EntityMap': 'urn:map:1',
            'NGSILD-Warning': '199 Ghent "no answer"',
            ...(first ? { Link: '</next>; rel="next"; type="application/json"' } : {}),
          },
        });
      },
      () => ngsi.queryAll('X', signal),
    );
    assert.deepEqual(answer.entities.map(({ id }) => id), ['urn:a', 'urn:b']);
    assert.equal(asked.length, 3);
    assert.match(asked[0][0], /type=X&limit=1000&offset=0&entityMap=true$/);
    assert.equal(asked[0][1], undefined);
    assert.equal(asked[1][1], 'urn:map:1');
    assert.match(asked[2][0], /\/entityMaps\/urn%3Amap%3A1$/);
    assert.deepEqual(answer.entityMap, { 'urn:a': ['@none'], 'urn:b': ['urn:r'] });
  });

  it('names each warning once, however many pages repeat it', async () => {
    const answer = await withFetch(
      (url) =>
        jsonResponse([{ id: 'urn:a', type: 'X' }], {
          headers: { 'NGSILD-Warning': '199 Ghent "no answer"', ...(url.includes('offset=0') ? { Link: '<x>; rel="next"' } : {}) },
        }),
      () => ngsi.queryAll('X', signal),
    );
    assert.deepEqual(answer.warnings, [{ code: 199, source: 'Ghent', text: 'no answer' }]);
    assert.equal(answer.entityMap, undefined);
  });

  it('shows the entities even where the map cannot be had', async () => {
    const answer = await withFetch(
      (url) =>
        url.includes('/entityMaps/')
          ? jsonResponse({ title: 'gone' }, { status: 404 })
          : jsonResponse([{ id: 'urn:a', type: 'X' }], { headers: { 'NGSILD-EntityMap': 'urn:m' } }),
      () => ngsi.queryAll('X', signal),
    );
    assert.equal(answer.entities.length, 1);
    assert.equal(answer.entityMap, undefined);
  });
});

describe('the entity map', () => {
  it('is found by its id and by its address', () => {
    const path = '/ngsi-ld/v1/entityMaps/urn%3Amap%3A1';
    assert.equal(ngsi.entityMapPath('urn:map:1'), path);
    assert.equal(ngsi.entityMapPath('/ngsi-ld/v1/entityMaps/urn:map:1'), path);
    assert.equal(ngsi.entityMapPath('http://host/ngsi-ld/v1/entityMaps/urn%3Amap%3A1'), path);
  });
});

describe('a history', () => {
  it('that comes in parts is asked on from the end of each part', async () => {
    const asked = [];
    const parts = await withFetch(
      (url) => {
        asked.push(new URL(url, 'http://x').searchParams.get('timeAt'));
        return asked.length === 1
          ? jsonResponse({ id: 'urn:a' }, {
              status: 206,
              headers: { 'Content-Range': 'DateTime 2026-11-20T00:00:00Z-2026-11-21T10:00:00Z/*' },
            })
          : jsonResponse({ id: 'urn:a' });
      },
      () => ngsi.history('', 'urn:a', ['x'], new Date('2026-11-20T00:00:00Z'), signal),
    );
    assert.equal(parts.length, 2);
    assert.deepEqual(asked, ['2026-11-20T00:00:00Z', '2026-11-21T10:00:00Z']);
  });

  it('does not go round in circles where the range does not move on', async () => {
    let count = 0;
    await withFetch(
      () => {
        count += 1;
        return jsonResponse({ id: 'urn:a' }, {
          status: 206,
          headers: { 'Content-Range': 'DateTime 2026-11-20T00:00:00Z-2026-11-20T00:00:00Z/*' },
        });
      },
      () => ngsi.history('', 'urn:a', ['x'], new Date('2026-11-20T00:00:00Z'), signal),
    );
    assert.equal(count, 1);
  });

  it('is asked with readable parameters', () => {
    assert.equal(
      ngsi.temporalPath('urn:a:1', ['x', 'y'], new Date('2026-11-20T00:00:00.123Z')),
      '/ngsi-ld/v1/temporal/entities/urn%3Aa%3A1?attrs=x,y&timerel=after&timeAt=2026-11-20T00%3A00%3A00Z&options=temporalValues',
    );
  });
});

describe('warnings', () => {
  it('arrive joined, with commas and quotes inside their texts', () => {
    assert.deepEqual(parseWarnings('199 ghent.example "no answer, waited 2 s", 299 x "said \\"no\\""'), [
      { code: 199, source: 'ghent.example', text: 'no answer, waited 2 s' },
      { code: 299, source: 'x', text: 'said "no"' },
    ]);
  });

  it('name the source by the name that the text begins with', () => {
    assert.deepEqual(parseWarnings('199 127.0.0.1:8082 "Stad Gent (urn:ngsi-ld:ContextSourceRegistration:ghent): no answer within 2 s"'), [
      { code: 199, source: 'Stad Gent', text: 'no answer within 2 s' },
    ]);
  });

  it('that are not understood are shown as they are', () => {
    assert.deepEqual(parseWarnings('something is odd'), [{ code: 0, source: '', text: 'something is odd' }]);
    assert.deepEqual(parseWarnings(null), []);
  });
});

describe('errors', () => {
  it('carry the problem details of the node', async () => {
    const body = { title: 'Bad request', detail: 'q: position 3', status: 400 };
    await assert.rejects(
      withFetch(() => jsonResponse(body, { status: 400 }), () => ngsi.queryAll('X', signal)),
      (error) => {
        assert.ok(error instanceof ApiError);
        assert.equal(error.problem.status, 400);
        assert.equal(error.problem.detail, 'q: position 3');
        return true;
      },
    );
  });

  it('without any answer have status 0', async () => {
    const refuse = () => {
      throw new TypeError('fetch failed');
    };
    await assert.rejects(withFetch(refuse, () => ngsi.queryAll('X', signal)), (error) => toProblem(error).status === 0);
  });

  it('say so where an answer is no JSON', async () => {
    const html = () => new Response('<html>proxy</html>', { status: 200 });
    await assert.rejects(withFetch(html, () => ngsi.queryAll('X', signal)), (error) => toProblem(error).title === 'not JSON');
  });
});
