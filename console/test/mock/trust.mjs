// Answers of the identity room and of a governance authority, with just enough state to walk through a joining.
const at = (minutes) => new Date(Date.now() + minutes * 60_000).toISOString();
const DAY = 24 * 60;

export const trustDefaults = () => ({
  session: { signedIn: false, signInUrl: '/auth/login', providers: [{ name: 'local', title: 'This node', signInUrl: '/auth/login' }] },
  kind: 'node',
  keys: [
    { purpose: 'node', kid: 'kZ3x-node', algorithm: 'ES256', createdAt: at(-40 * DAY), retiredAt: null, verifiableUntil: null, active: true, place: 'file', rotateBy: at(12 * DAY) },
    { purpose: 'node', kid: 'aB1c-old', algorithm: 'ES256', createdAt: at(-400 * DAY), retiredAt: at(-40 * DAY), verifiableUntil: at(5 * DAY), active: false, place: 'file', rotateBy: null },
    { purpose: 'tier2', kid: 'qW9e-tier2', algorithm: 'ES256', createdAt: at(-2 * DAY), retiredAt: null, verifiableUntil: null, active: true, place: 'file', rotateBy: null },
  ],
  anchors: [
    { did: 'did:web:authority.example', name: 'Sandbox authority', types: ['MembershipCredential'], since: at(-30 * DAY), until: null, revoked: null, source: 'own' },
    { did: 'did:web:old.example', name: 'Old issuer', types: ['*'], since: at(-90 * DAY), until: null, revoked: { at: at(-3 * DAY), reason: 'Its key was stolen.' }, source: 'https://registry.example' },
  ],
  simpl: 'not-started',
  uploaded: {},
  published: false,
  requestStatus: 'IN_REVIEW',
  memberStatus: 'VALID',
});

export const signedIn = (...roles) => ({ signedIn: true, principal: 'u1', kind: 'PERSON', name: 'Ada Alvarez', roles, provider: 'local', providers: [], signInUrl: '/auth/login', signOutUrl: '/auth/logout', csrfToken: 'csrf-1' });

const organisation = {
  did: 'did:web:twin.muenster.example',
  name: 'Stadt Münster',
  document: { id: 'did:web:twin.muenster.example', verificationMethod: [] },
  credentials: [
    { id: 'urn:uuid:1', types: ['MembershipCredential'], issuer: 'did:web:authority.example', issuerName: 'Sandbox authority', validFrom: at(-10 * DAY), validUntil: at(9 * DAY), state: 'EXPIRES_SOON', reason: '' },
    { id: 'urn:uuid:2', types: ['LegalParticipant'], issuer: 'did:web:old.example', issuerName: null, validFrom: at(-80 * DAY), validUntil: null, state: 'REVOKED', reason: 'The issuer has revoked it.' },
  ],
};

const participants = [
  { id: 'did:web:twin.ghent.example', name: 'Stad Gent', country: 'BE', url: 'https://twin.ghent.example', how: 'dcp', proves: [{ type: 'MembershipCredential', issuer: 'did:web:authority.example', validUntil: at(90 * DAY) }], attributes: ['DATA_PROVIDER'], lastSeen: at(-2), refused: null },
  { id: 'did:web:stranger.example', name: 'stranger.example', country: null, url: null, how: 'dcp', proves: [], attributes: [], lastSeen: at(-60), refused: { at: at(-60), reason: 'Its membership is issued by nobody whom this node trusts.' } },
];

function simpl(state) {
  const onboarding = state.simpl === 'not-started' ? null : {
    id: 'r1',
    status: 'IN_PROGRESS',
    participantType: 'DATA_PROVIDER',
    documents: [{ id: 'd1', name: 'Statutes', description: 'The act that founded the organisation.', required: true, uploaded: state.uploaded.d1 ?? null }],
    comments: [{ at: at(-5), by: 'notary', text: 'Welcome.' }],
  };
  const member = state.simpl === 'onboarded';
  return {
    configured: true,
    state: state.simpl,
    authority: { name: 'Sandbox authority', tier1: 'http://127.0.0.1:8100', tier2: 'https://127.0.0.1:8101', version: 'v2', reachable: true, error: null },
    participantId: member ? 'p-1' : null,
    organisation: 'Stadt Münster',
    certificate: member ? { subject: 'CN=twin.muenster.example', issuer: 'CN=OnboardingCA', serial: '7', notBefore: at(-DAY), notAfter: at(20 * DAY), status: 'VALID', renewAt: at(10 * DAY) } : null,
    attributes: member ? [{ code: 'DATA_PROVIDER', name: 'Data provider' }] : [],
    proof: member ? { expiresAt: at(3) } : null,
    onboarding,
  };
}

const publications = (published) => [
  { dataset: 'muenster-parking', title: 'Car parks of Münster', state: published ? 'published' : 'not-published', publishedAt: published ? at(0) : '', reason: '', violations: [], rewritten: [{ property: 'name', original: 'Car parks of Münster', written: 'Car parks of Muenster' }] },
  { dataset: 'muenster-air', title: 'Air quality of Münster', state: 'invalid', publishedAt: '', reason: '', violations: [{ property: 'generalServiceProperties/description', message: 'is missing' }], rewritten: [] },
];

const request = (status) => ({
  id: 'r7',
  organisation: 'Ajuntament de Barcelona',
  participantType: 'DATA_PROVIDER',
  applicant: { firstName: 'Montserrat', lastName: 'Puig', email: 'm.puig@bcn.example' },
  status,
  createdAt: at(-30),
  updatedAt: at(-20),
  documents: [{ id: 'd1', name: 'Statutes', required: true, filename: 'statutes.pdf' }],
  checks: [{ rule: 'The statutes are there', passed: true, reason: 'All needed documents are there.' }],
  comments: [{ at: at(-20), by: 'notary', text: 'Please wait.' }],
});

const attributes = [['CONSUMER', 'Consumer'], ['DATA_PROVIDER', 'Data provider'], ['LIGHTS_1', 'street lights']].map(([code, name]) => ({ code, name, description: null }));
const member = (status) => ({ id: 'p-1', organisation: 'Stadt Münster', type: 'DATA_PROVIDER', tier2Host: 'twin.muenster.example', credentialId: 'c1', status, notAfter: at(20 * DAY), attributes: ['DATA_PROVIDER', 'LIGHTS_1'] });
/** Approved, but its certificate was not asked for yet. */
const NEWCOMER = { id: 'p-2', organisation: 'Ajuntament de Barcelona', type: 'DATA_PROVIDER', tier2Host: null, credentialId: null, status: '', notAfter: null, attributes: ['DATA_PROVIDER'] };
const authority = (waiting) => ({ name: 'Sandbox authority', participants: 1, waiting, ca: { subject: 'CN=OnboardingCA', notAfter: at(900 * DAY), ocsp: 'http://127.0.0.1:8100/pki/ocsp', crl: 'http://127.0.0.1:8100/pki/onboarding.crl' }, tier1: 'http://127.0.0.1:8100', tier2: 'https://127.0.0.1:8101', faults: ['clockSkew', 'delay'] });

/** What a write does to the state: path pattern to change. */
const WRITES = [
  [/^\/api\/keys\/node\/rotate$/, (state) => { state.keys.unshift({ ...state.keys[0], kid: 'nEw0-node', createdAt: at(0) }); }],
  [/^\/api\/trust\/anchors\/([^/]+)$/, (state, [, did], body, method) => {
    const id = decodeURIComponent(did);
    if (method === 'PUT') state.anchors.push({ did: id, since: at(0), until: null, revoked: null, source: 'own', ...body });
    else state.anchors.find((one) => one.did === id).revoked = { at: at(0), reason: 'Withdrawn' };
  }],
  [/^\/api\/simpl\/onboarding$/, (state) => { state.simpl = 'requested'; }],
  [/^\/api\/simpl\/onboarding\/documents\/(\w+)$/, (state, [, id], body) => { state.uploaded[id] = body.filename; }],
  [/^\/api\/simpl\/onboarding\/submit$/, (state) => { state.simpl = 'approved'; }],
  [/^\/api\/simpl\/onboarding\/certificate$/, (state) => { state.simpl = 'onboarded'; }],
  [/^\/api\/simpl\/publications$/, (state, _, __, method) => { state.published = method === 'POST'; }],
  [/^\/api\/authority\/requests\/r7\/approve$/, (state, _, body) => { state.requestStatus = 'APPROVED'; state.granted = body.attributes; }],
  [/^\/api\/authority\/participants\/p-1\/suspend$/, (state) => { state.memberStatus = 'SUSPENDED'; }],
];

/** @returns an answer, or undefined where the path is not of this room */
export function trust(path, method, body, headers, state) {
  if (method !== 'GET') {
    for (const [pattern, change] of WRITES) {
      const match = pattern.exec(path);
      if (!match) continue;
      if (headers['x-csrf-token'] !== 'csrf-1') return { status: 403, body: { title: 'Not allowed', detail: 'The token of the session is missing.', status: 403 } };
      change(state, match, body ? JSON.parse(body) : undefined, method);
      return { status: 204 };
    }
    return undefined;
  }
  const answers = {
    '/api/session': state.session,
    '/api/organisation': organisation,
    '/api/keys': state.keys,
    '/api/trust/anchors': state.anchors,
    '/api/participants': participants,
    '/api/simpl': simpl(state),
    '/api/simpl/participant-types': [{ id: 't1', label: 'Data provider', value: 'DATA_PROVIDER' }, { id: 't2', label: 'Consumer', value: 'CONSUMER' }],
    '/api/simpl/publications': publications(state.published),
    '/api/authority': authority(state.requestStatus === 'IN_REVIEW' ? 1 : 0),
    '/api/authority/requests': [request(state.requestStatus)],
    '/api/authority/participants': [member(state.memberStatus), ...(state.requestStatus === 'APPROVED' ? [NEWCOMER] : [])],
    '/api/authority/attributes': attributes,
  };
  return path in answers ? { status: 200, body: answers[path] } : undefined;
}
