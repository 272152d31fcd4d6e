/** Requests for data that no catalogue offers: ours to others, and theirs to us. */
import { getJson, sendJson } from './http.ts';

export type WantedState = 'OPEN' | 'ANSWERED' | 'REFUSED' | 'OFFERED';

export interface Wish {
  readonly id: string;
  readonly createdAt: string;
  readonly title: string;
  readonly description?: string;
  readonly types?: readonly string[];
  readonly purpose?: string;
  readonly conditions?: string;
  readonly needBy?: string;
  readonly state: WantedState;
  /** ISO 8601 duration. */
  readonly timeToAnswer?: string;
}

export interface Answer {
  readonly kind: 'answer' | 'refusal' | 'offer';
  readonly text?: string;
  readonly dataset?: string;
  readonly at: string;
}

export interface Sent extends Wish {
  readonly recipients: readonly {
    readonly participant: string;
    readonly state: 'QUEUED' | 'DELIVERED' | 'UNDELIVERED' | 'ANSWERED' | 'REFUSED' | 'OFFERED';
    readonly answer?: Answer;
    readonly timeToAnswer?: string;
    readonly problem?: string;
  }[];
}

export interface Received extends Wish {
  readonly from: string;
  readonly answer?: Answer;
  /** The start of an offer that would fulfil it. */
  readonly offerDraft?: { readonly title: string; readonly description?: string; readonly content: { readonly types?: readonly string[] } };
  readonly problem?: string;
}

export interface Tally {
  readonly requests: number;
  readonly answered: number;
  readonly timeToAnswer?: { readonly median: string };
}

export interface NewWish {
  readonly title: string;
  readonly description?: string;
  readonly types?: readonly string[];
  readonly purpose?: string;
  readonly needBy?: string;
  readonly to?: readonly string[];
}

export const received = (signal: AbortSignal) => getJson<Received[]>('/api/wanted?direction=in&limit=1000', signal);
export const sent = (signal: AbortSignal) => getJson<Sent[]>('/api/wanted?direction=out&limit=1000', signal);
export const statistics = (signal: AbortSignal) => getJson<{ in: Tally; out: Tally }>('/api/wanted/statistics', signal);
export const ask = (wish: NewWish) => sendJson<unknown>('POST', '/api/wanted', wish);
export const answer = (id: string, given: { kind: Answer['kind']; text?: string; dataset?: string }) =>
  sendJson<unknown>('POST', `/api/wanted/${encodeURIComponent(id)}/answer`, given);
