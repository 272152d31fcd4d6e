/** What was agreed with others and what is being negotiated, and what follows from it: transfers, duties, use, supply. */
import { getIn, getJson, sendJson } from './http.ts';

export type Side = 'PROVIDER' | 'CONSUMER';

export interface Step {
  readonly at: string;
  readonly state: string;
  readonly by?: string;
  readonly reason?: string | null;
}

export interface Agreement {
  readonly id: string;
  readonly side: Side;
  readonly counterparty: string;
  readonly dataset: string;
  /** What the dataset is called, where this node knows it. */
  readonly title?: string;
  readonly agreedAt: string;
  readonly state: 'PENDING' | 'IN_FORCE' | 'SUSPENDED' | 'ENDED';
  readonly sentences?: readonly string[];
  readonly timeline: readonly Step[];
}

/** A message that the other side has not taken yet. */
export interface Pending {
  readonly message: string;
  readonly attempts: number;
  readonly next?: string | null;
  readonly problem?: string | null;
}

export interface Negotiation {
  readonly id: string;
  readonly side: Side;
  readonly counterparty: string;
  readonly dataset: string;
  readonly title?: string;
  readonly state: string;
  readonly agreement?: string | null;
  readonly sentences?: readonly string[];
  readonly reason?: string | null;
  readonly pending?: readonly Pending[];
  readonly timeline: readonly Step[];
}

export interface Duty {
  readonly id: string;
  readonly agreement: string;
  readonly side: Side;
  readonly kind: string;
  readonly text: string;
  readonly state: 'ACCEPTED' | 'OPEN' | 'WATCHED' | 'FULFILLED' | 'VIOLATED';
  readonly dueAt?: string | null;
  /** Of deletions, the oldest first. */
  readonly receipts?: readonly { readonly at: string; readonly entities: number }[];
}

export interface Use {
  readonly agreement: string;
  readonly side: Side;
  readonly hour: string;
  readonly requests: number;
  readonly entities: number;
}

export interface Supply {
  readonly agreement: string;
  readonly side: Side;
  readonly state: 'ok' | 'breach' | 'unknown';
  readonly promised?: { readonly maxAge?: string; readonly entities?: number };
  readonly breaches: readonly { readonly id: string; readonly kind: string; readonly text: string; readonly since: string; readonly until?: string | null }[];
}

/** What the node decided about one request under an agreement. */
export interface Decision {
  readonly id: string;
  readonly at: string;
  readonly dataset: string;
  readonly party: string;
  readonly outcome: 'PERMITTED' | 'NARROWED' | 'REFUSED';
  readonly reason: string;
}

/** A dataset as its provider's catalogue describes it (DCAT in JSON-LD). */
export interface OfferedDataset {
  readonly '@id': string;
  readonly 'dct:title'?: string;
  readonly 'dct:description'?: string;
  readonly entityTypes?: readonly string[];
  readonly serviceLevel?: { readonly maxAge?: string; readonly entities?: number };
  readonly offers: readonly { readonly id: string; readonly sentences?: readonly string[] }[];
}

const all = (path: string) => `${path}?limit=1000`;

export const agreements = (language: string, signal: AbortSignal) => getIn<Agreement[]>(all('/api/agreements'), language, signal);
export const negotiations = (language: string, signal: AbortSignal) => getIn<Negotiation[]>(all('/api/negotiations'), language, signal);
export const duties = (signal: AbortSignal) => getJson<Duty[]>('/api/duties', signal);
export const usage = (signal: AbortSignal) => getJson<Use[]>('/api/usage', signal);
export const supply = (signal: AbortSignal) => getJson<Supply[]>('/api/supply', signal);

export const decisions = (language: string, signal: AbortSignal) => getIn<Decision[]>('/api/decisions', language, signal);

export async function offeredBy(participant: string, language: string): Promise<readonly OfferedDataset[]> {
  const url = `/api/dataspace/catalogue?participant=${encodeURIComponent(participant)}`;
  const found = await getIn<{ datasets: OfferedDataset[] }>(url, language, AbortSignal.timeout(30_000));
  return found.datasets;
}

export const negotiate = (participant: string, dataset: string, offer: string) =>
  sendJson<unknown>('POST', '/api/negotiations', { participant, dataset, offer });

/** What only people can do is said to be done by those who gave the data. */
export const fulfilled = (duty: string) => sendJson<unknown>('POST', `/api/duties/${encodeURIComponent(duty)}/fulfilled`);

export type NegotiationStep = 'accept' | 'agree' | 'terminate';
export const stepNegotiation = (id: string, step: NegotiationStep, reason?: string) =>
  sendJson<unknown>('POST', `/api/negotiations/${encodeURIComponent(id)}/${step}`, reason ? { reason } : {});

export type AgreementStep = 'suspend' | 'resume' | 'terminate';
export const stepAgreement = (id: string, step: AgreementStep, reason: string) =>
  sendJson<unknown>('POST', `/api/agreements/${encodeURIComponent(id)}/${step}`, { reason });
