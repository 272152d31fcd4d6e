/** The rules of the data space, and how its members keep to them. */
import { ask, getIn, getJson, readJson, sendJson } from './http.ts';
import type { Conflict } from './offers.ts';

/** Texts are one for all, or by language. */
export type Text = string | Readonly<Record<string, string>>;

export interface Rulebook {
  readonly id: string | null;
  readonly version?: string;
  readonly publisher?: string;
  /** Whether this node publishes it. */
  readonly own?: boolean;
  readonly hash?: string;
  readonly signedAt?: string;
  readonly readAt?: string;
  readonly acknowledged?: { readonly version: string; readonly at: string; readonly by: string } | null;
  readonly document?: { readonly title: Text; readonly summary?: Text };
  readonly problem?: string;
}

export interface Report {
  readonly member: string;
  readonly version: string;
  readonly at: string;
  readonly acknowledged: { readonly at: string } | null;
  readonly membership: readonly { readonly id: string; readonly text: Text; readonly met: boolean | null }[];
  readonly dataModels: readonly { readonly type: string; readonly required: boolean; readonly entities: number; readonly used: boolean }[];
  readonly offers: {
    readonly total: number;
    readonly published: number;
    readonly inConflict: readonly { readonly id: string; readonly title: string; readonly conflicts: readonly Conflict[] }[];
  };
  readonly serviceLevels: readonly {
    readonly id: string;
    readonly text: Text;
    readonly target?: string;
    readonly measured?: string;
    readonly minimum?: number;
    readonly entities?: number;
    readonly met: boolean | null;
  }[];
}

export interface Member {
  readonly member: string;
  readonly acknowledged: { readonly version: string; readonly at: string; readonly current: boolean };
  readonly report?: Report;
  readonly problem?: string;
}

export const rulebook = (signal: AbortSignal) => getJson<Rulebook>('/api/rulebook', signal);
export const report = (language: string, signal: AbortSignal) => getIn<Report>('/api/rulebook/report', language, signal);
export const members = (language: string, signal: AbortSignal) => getIn<Member[]>('/api/rulebook/members', language, signal);
export const acknowledge = (version: string) => sendJson<unknown>('POST', '/api/rulebook/acknowledge', { version });
export const refresh = async () => readJson<Rulebook>(await ask('/api/rulebook/refresh', { method: 'POST' }));

/** In the visitor's language, else in English, else in the first there is. */
export function textIn(text: Text | undefined, language: string): string {
  if (text === undefined || typeof text === 'string') return text ?? '';
  return text[language] ?? text['en'] ?? Object.values(text)[0] ?? '';
}
