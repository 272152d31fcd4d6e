/** The management API of the node that serves this console. */
import { ask, getJson, readJson } from './http.ts';

export interface NodeInfo {
  readonly name: string;
  readonly title: string;
  readonly country: string;
  readonly publicUrl: string;
  readonly version: string;
  readonly startedAt: string;
  /** Longitude and latitude; empty where the configuration names none. */
  readonly center?: readonly number[];
  /** A city's node, or the governance authority of a data space. */
  readonly kind?: 'node' | 'authority';
  readonly writes: 'open' | 'closed';
  readonly storage: string;
}

export interface Licence {
  readonly title: string;
  readonly url?: string | null;
  readonly confirmed: boolean;
}

export interface Source {
  readonly id: string;
  readonly title: string;
  readonly kind: string;
  readonly url?: string | null;
  readonly entityTypes: string[];
  readonly licence?: Licence | null;
  readonly attribution?: string | null;
  readonly state: 'starting' | 'ok' | 'failing' | 'stopped';
  readonly lastSuccess?: string | null;
  readonly lastObserved?: string | null;
  readonly nextRun?: string | null;
  readonly accepted: number;
  readonly quarantined: number;
  readonly unchanged: number;
  readonly error?: { readonly at: string; readonly message: string } | null;
}

export interface Peer {
  readonly id: string;
  readonly name: string;
  readonly url: string;
  readonly country?: string | null;
  readonly state: 'up' | 'down' | 'unknown';
  readonly lastAnswer?: string | null;
  readonly lastFailure?: string | null;
  readonly error?: string | null;
  readonly latencyMs?: number | null;
}

export interface Counts {
  readonly entities: number;
  readonly types: { readonly type: string; readonly iri: string; readonly count: number }[];
  readonly historyInstances: number;
}

export interface QuarantineItem {
  readonly id: string | number;
  readonly source: string;
  readonly at: string;
  readonly reason: string;
  readonly pointer?: string | null;
  readonly record: unknown;
}

export interface QuarantinePage {
  readonly total: number;
  readonly items: QuarantineItem[];
}

export const node = (signal: AbortSignal) => getJson<NodeInfo>('/api/node', signal);
export const sources = (signal: AbortSignal) => getJson<Source[]>('/api/sources', signal);
export const peers = (signal: AbortSignal) => getJson<Peer[]>('/api/peers', signal);
export const counts = (signal: AbortSignal) => getJson<Counts>('/api/counts', signal);

function sourceQuery(source: string): string {
  return source ? `source=${encodeURIComponent(source)}` : '';
}

export function quarantine(source: string, offset: number, limit: number, signal: AbortSignal): Promise<QuarantinePage> {
  const query = [sourceQuery(source), `limit=${limit}`, `offset=${offset}`].filter(Boolean).join('&');
  return getJson<QuarantinePage>(`/api/quarantine?${query}`, signal);
}

export interface ReplayResult {
  readonly replayed: number;
  readonly stillQuarantined: number;
}

export async function replay(id: string | number): Promise<void> {
  await ask(`/api/quarantine/${encodeURIComponent(id)}/replay`, { method: 'POST' });
}

export async function replayAll(source: string): Promise<ReplayResult> {
  const query = sourceQuery(source);
  return readJson(await ask(`/api/quarantine/replay${query ? `?${query}` : ''}`, { method: 'POST' }));
}

export async function discard(id: string | number): Promise<void> {
  await ask(`/api/quarantine/${encodeURIComponent(id)}`, { method: 'DELETE' });
}
