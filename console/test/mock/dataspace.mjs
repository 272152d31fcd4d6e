// Answers of the data space's rooms: offers, agreements, negotiations, with just enough state to make and change some.
const at = (minutes) => new Date(Date.now() + minutes * 60_000).toISOString();
const GHENT = 'did:web:twin.ghent.example';
const HOUR = 60;

const templates = [
  { template: 'OPEN', title: 'Open', text: 'Everybody may use the data.', choices: [] },
  { template: 'AGGREGATED', title: 'Aggregated only', text: 'Only summaries leave.', choices: [
    { name: 'span', kind: 'duration', required: false, default: 'PT1H' },
    { name: 'areas', kind: 'texts', required: false, default: ['district'], allowed: ['street', 'district', 'city'] }] },
  { template: 'UNTIL', title: 'Until a date', text: 'Ends by itself.', choices: [{ name: 'until', kind: 'date', required: true }] },
];

const sentences = { OPEN: ['Everybody may use it.'], AGGREGATED: ['May be used only summarised over at least one hour.'], UNTIL: ['May be used until 31 December 2027.'] };

const offer = (input, origin, id) => ({
  ...input, id, origin, published: input.published ?? true, changedAt: at(-HOUR), conflicts: [],
  terms: input.terms.map((term) => ({ ...term, policy: { '@type': 'Offer' }, sentences: sentences[term.template] ?? [] })),
});

const PARKING = { kind: 'entities', types: ['https://smartdatamodels.org/dataModel.Parking/OffStreetParking'] };

const agreement = (id, side, state, dataset, title) => ({
  id, side, state, counterparty: GHENT, dataset, ...(title ? { title } : {}), agreedAt: at(-3 * HOUR),
  sentences: ['May be used only summarised over at least one hour.'],
  timeline: [
    { at: at(-3 * HOUR), state: 'PENDING', by: GHENT, reason: '' },
    { at: at(-3 * HOUR), state: 'IN_FORCE', by: GHENT, reason: '' },
    ...(state === 'ENDED' ? [{ at: at(-HOUR), state, by: 'time', reason: 'It was agreed until then.' }] : []),
  ],
});

export const dataspaceDefaults = () => ({
  offers: [
    offer({ title: 'Car parks of Münster', description: 'Free places, live', content: PARKING, terms: [{ template: 'OPEN' }] }, 'configuration', 'urn:dataset:parking'),
    offer({ title: 'Bicycle counters', content: { ...PARKING, area: 'urn:ngsi-ld:AdministrativeArea:muenster:1' }, terms: [{ template: 'AGGREGATED' }] }, 'api', 'urn:dataset:counters'),
  ],
  agreements: [
    agreement('a1', 'PROVIDER', 'IN_FORCE', 'urn:dataset:counters', 'Bicycle counters'),
    agreement('a2', 'CONSUMER', 'IN_FORCE', 'urn:dataset:ghent:car-parks', 'Car parks of Ghent'),
    agreement('a3', 'CONSUMER', 'ENDED', 'urn:dataset:ghent:air'),
  ],
  negotiations: [
    { id: 'n0', side: 'CONSUMER', counterparty: GHENT, dataset: 'urn:dataset:noise', state: 'TERMINATED', pending: [], reason: 'First refused.', timeline: [{ at: at(-60), state: 'TERMINATED', by: GHENT, reason: 'First refused.' }] },
    { id: 'n1', side: 'CONSUMER', counterparty: GHENT, dataset: 'urn:dataset:noise', state: 'TERMINATED', pending: [], reason: 'The recipient must have the role noise-office, and has none.', timeline: [
      { at: at(-20), state: 'REQUESTED', by: 'did:web:twin.muenster.example' },
      { at: at(-19), state: 'TERMINATED', by: GHENT, reason: 'The recipient must have the role noise-office, and has none.' }] },
    { id: 'n2', side: 'PROVIDER', counterparty: GHENT, dataset: 'urn:dataset:counters', title: 'Bicycle counters', state: 'REQUESTED', pending: [],
      sentences: ['May be used without limits.'], timeline: [{ at: at(-2), state: 'REQUESTED', by: GHENT }] },
  ],
  sentDrafts: [],
  rulebook: {
    id: 'https://space.example/rulebook', version: '1.1', publisher: GHENT, own: false, hash: 'ab'.repeat(32), signedAt: at(-3 * HOUR), acknowledged: null, problem: '',
    document: { title: { en: 'Rules of the space', de: 'Regeln des Raums' }, summary: 'Cities share data.' },
  },
  received: [{ id: 'r1', createdAt: at(-90), title: 'Where are the trees?', description: 'For a model of shade', types: ['OffStreetParking'], from: GHENT, state: 'OPEN',
    offerDraft: { title: 'Trees for Ghent', description: 'For a model of shade', content: { kind: 'entities', types: ['OffStreetParking'] } } }],
  sent: [{ id: 's1', createdAt: at(-3000), title: 'Noise at night', state: 'REFUSED', timeToAnswer: 'PT26H', recipients: [
    { participant: GHENT, state: 'REFUSED', answer: { kind: 'refusal', text: 'We measure none.', at: at(-1440) } }] }],
});

const duties = [
  { id: 'd1', agreement: 'a2', side: 'CONSUMER', kind: 'DELETE', text: 'The data are deleted P30D after they came', state: 'ACCEPTED', dueAt: at(30 * 24 * HOUR), receipts: [{ at: at(-HOUR), entities: 12 }] },
  { id: 'd2', agreement: 'a2', side: 'CONSUMER', kind: 'NO_ONWARD_SHARING', text: 'The data are not handed on to others', state: 'WATCHED', receipts: [] },
  { id: 'd3', agreement: 'a1', side: 'PROVIDER', kind: 'OTHER', text: 'Tell the citizens', state: 'OPEN', receipts: [] },
];
const usage = [
  { agreement: 'a1', side: 'PROVIDER', hour: at(-HOUR), requests: 12, entities: 60 },
  { agreement: 'a1', side: 'PROVIDER', hour: at(-2 * HOUR), requests: 3, entities: 15 },
];
const supply = [{ agreement: 'a2', side: 'CONSUMER', state: 'breach', promised: { maxAge: 'PT10M', entities: 12 }, breaches: [{ id: 'b1', kind: 'freshness', text: 'The newest value is 40 minutes old; 10 were agreed.', since: at(-30) }] }];

function preview(draft) {
  const [term] = draft.terms;
  return {
    terms: [{ sentences: [...sentences[term.template], 'It must not be used to train AI.'], added: term.withinRulebook ? ['It must not be used to train AI.'] : [] }],
    rows: { total: 9, leave: 3, stay: 6, byType: [{ type: 'OffStreetParking', total: 9, leave: 3, stay: 6 }] },
    attributes: { leave: ['name', 'availableSpotNumber'], stay: ['totalSpotNumber'] },
    aggregation: { temporal: ['PT1H'], spatial: [] },
    leaving: [{ id: 'urn:ngsi-ld:OffStreetParking:muenster:p1', type: 'OffStreetParking', availableSpotNumber: 48.25 }],
    origins: [{ id: 'urn:ngsi-ld:OffStreetParking:muenster:p1', type: 'OffStreetParking', availableSpotNumber: 51 }],
    measured: { age: 'PT70M', entities: 3, ...(draft.serviceLevel?.maxAge ? { keepsMaxAge: false } : {}) },
    least: { maxAge: 'PT2H' },
    staying: [{ id: 'urn:ngsi-ld:OffStreetParking:muenster:p2', type: 'OffStreetParking', availableSpotNumber: 12 }],
    conflicts: draft.title.includes('secret') ? [{ sentence: 'The rulebook wants every offer to name a purpose.', certain: true }] : [],
  };
}

const PAPER = {
  document: { agreement: 'a1', agreedAt: at(-3 * HOUR), provider: { did: 'did:web:twin.muenster.example', name: 'Münster' }, consumer: { did: GHENT, name: 'Stad Gent' }, language: 'en', policyHash: 'cd'.repeat(32) },
  hash: 'ef'.repeat(32), state: 'SIGNED', timeline: [{ at: at(-2 * HOUR), state: 'SIGNED', by: GHENT, reason: '' }],
  signatures: ['did:web:twin.muenster.example', GHENT].map((iss) => [{ kid: `${iss}#key-1` }, { iss, iat: Math.floor(Date.now() / 1000) - 7200 }, {}].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.')),
};

const REPORT = {
  member: 'did:web:twin.muenster.example', version: '1.1', at: at(0), acknowledged: null,
  membership: [{ id: 'm1', text: 'Members are public bodies.', met: true }],
  dataModels: [{ type: 'https://smartdatamodels.org/dataModel.Parking/OffStreetParking', required: true, entities: 18, used: true }],
  offers: { total: 2, published: 1, inConflict: [{ id: 'urn:dataset:parking', title: 'Car parks of Münster', conflicts: [{ sentence: 'The rulebook wants no training of AI.', certain: true }] }] },
  serviceLevels: [{ id: 's1', text: { en: 'No older than an hour.', de: 'Höchstens eine Stunde alt.' }, target: 'PT1H', measured: 'PT2H', met: false }, { id: 's2', text: 'Somebody answers the telephone.', met: null }],
};

const find = (list, id) => list.find((one) => one.id === decodeURIComponent(id));

const WRITES = [
  ['POST', /^\/api\/wanted$/, (_, state, wish) => {
    state.sent.push({ id: 's2', createdAt: at(0), state: 'OPEN', recipients: (wish.to ?? [GHENT]).map((participant) => ({ participant, state: 'QUEUED' })), ...wish });
    return { status: 201, body: {} };
  }],
  ['POST', /^\/api\/wanted\/(.+)\/answer$/, ([, id], state, given) => {
    Object.assign(find(state.received, id), { state: { answer: 'ANSWERED', refusal: 'REFUSED', offer: 'OFFERED' }[given.kind], answer: { ...given, at: at(0) } });
    return { status: 200, body: {} };
  }],
  ['POST', /^\/api\/duties\/(.+)\/fulfilled$/, ([, id]) => (Object.assign(find(duties, id), { state: 'FULFILLED' }), { status: 200, body: {} })],
  ['POST', /^\/api\/offers\/preview$/, (_, state, draft) => (state.sentDrafts.push(draft), { status: 200, body: preview(draft) })],
  ['POST', /^\/api\/offers$/, (_, state, draft) => (state.offers.push(offer(draft, 'api', `urn:dataset:${state.offers.length}`)), { status: 201, body: state.offers.at(-1) })],
  ['POST', /^\/api\/rulebook\/acknowledge$/, (_, state, { version }) => (Object.assign(state.rulebook, { acknowledged: { version, at: at(0), by: 'u1' } }), { status: 201, body: {} })],
  ['PUT', /^\/api\/offers\/(.+)$/, ([, id], state, draft) => (Object.assign(find(state.offers, id), { published: draft.published, withheld: !draft.published }), { status: 200, body: {} })],
  ['DELETE', /^\/api\/offers\/(.+)$/, ([, id], state) => ((state.offers = state.offers.filter((one) => one.id !== decodeURIComponent(id))), { status: 204 })],
  ['POST', /^\/api\/agreements\/(.+)\/(suspend|resume|terminate)$/, ([, id, step], state, { reason }) => {
    const one = find(state.agreements, id);
    one.state = { suspend: 'SUSPENDED', resume: 'IN_FORCE', terminate: 'ENDED' }[step];
    one.timeline.push({ at: at(0), state: one.state, by: 'u1', reason });
    return { status: 200, body: one };
  }],
  ['POST', /^\/api\/negotiations\/(.+)\/(accept|agree|terminate)$/, ([, id, step], state, { reason }) => {
    const one = find(state.negotiations, id);
    one.state = step === 'terminate' ? 'TERMINATED' : 'AGREED';
    one.timeline.push({ at: at(0), state: one.state, by: 'u1', reason });
    return { status: 200, body: one };
  }],
  ['POST', /^\/api\/negotiations$/, (_, state, asked) => {
    state.negotiations.push({ id: 'n3', side: 'CONSUMER', counterparty: asked.participant, dataset: asked.dataset, state: 'REQUESTED', pending: [{ message: 'request', attempts: 1, next: at(1), problem: 'No answer' }], timeline: [{ at: at(0), state: 'REQUESTED', by: 'u1' }] });
    return { status: 201, body: {} };
  }],
];

const catalogue = {
  participant: GHENT,
  datasets: [{ '@id': 'urn:dataset:trees', 'dct:title': 'Trees of Ghent', 'dct:description': 'Every street tree', entityTypes: ['Tree'], offers: [{ id: 'urn:offer:1', sentences: ['Everybody may use it.'] }] }],
};

/** @returns an answer, or undefined where the path is not of this room */
export function dataspace(path, method, body, headers, state, parameters) {
  if (path === '/api/documents/verify') {
    const altered = body.includes('altered');
    return { status: 200, body: { valid: !altered, agreement: 'a1', hash: PAPER.hash, checks: [{ check: 'seal', ok: !altered, detail: altered ? 'Byte 17 was altered' : 'Sealed by Münster' }, { check: 'signature of the consumer', ok: true, detail: GHENT }] } };
  }
  if (method !== 'GET') {
    for (const [verb, pattern, change] of WRITES) {
      const match = verb === method ? pattern.exec(path) : null;
      if (!match) continue;
      if (headers['x-csrf-token'] !== 'csrf-1') return { status: 403, body: { title: 'Not allowed', detail: 'The token of the session is missing.', status: 403 } };
      return change(match, state, body ? JSON.parse(body) : {});
    }
    return undefined;
  }
  const answers = {
    '/api/templates': templates,
    '/api/offers': state.offers,
    '/api/agreements': state.agreements,
    '/api/negotiations': state.negotiations,
    '/api/duties': duties,
    '/api/usage': usage,
    '/api/supply': supply,
    '/api/rulebook': state.rulebook,
    '/api/rulebook/report': REPORT,
    '/api/rulebook/members': [{ member: GHENT, acknowledged: { version: '1.0', at: at(-HOUR), current: false }, problem: 'It does not answer.' }],
    '/api/decisions': [{ id: 'dec1', at: at(-4), agreement: 'a1', dataset: 'urn:dataset:counters', party: GHENT, outcome: 'REFUSED', reason: 'The limit of 1000 requests a day is used up.' }],
    '/api/wanted/statistics': { in: { requests: 1, answered: 0 }, out: { requests: 1, answered: 1, timeToAnswer: { median: 'PT26H' } } },
    '/api/dataspace/catalogue': catalogue,
  };
  if (path.startsWith('/ngsi-ld/v1/types/')) {
    return { status: 200, body: { attributeDetails: ['name', 'availableSpotNumber', 'totalSpotNumber'].map((name) => ({ id: name, attributeName: name })) } };
  }
  if (/^\/api\/agreements\/.+\/document$/.test(path)) return { status: 200, body: PAPER };
  if (path === '/api/wanted') return { status: 200, body: parameters.get('direction') === 'out' ? state.sent : state.received };
  return path in answers ? { status: 200, body: answers[path] } : undefined;
}
