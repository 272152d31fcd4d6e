/** Who this organisation is, by which keys and credentials it proves that, and whom it trusts. */
import { ask, getJson, sendJson } from './http.ts';

export type CredentialState = 'VALID' | 'EXPIRES_SOON' | 'EXPIRED' | 'REVOKED' | 'SUSPENDED' | 'UNCHECKED';

export interface HeldCredential {
  readonly id: string;
  readonly types: readonly string[];
  readonly issuer: string;
  readonly issuerName?: string | null;
  readonly validFrom?: string | null;
  readonly validUntil?: string | null;
  readonly state: CredentialState;
  readonly reason?: string | null;
}

export interface Organisation {
  readonly did: string;
  readonly name: string;
  readonly document: unknown;
  readonly credentials: readonly HeldCredential[];
}

export interface Key {
  readonly purpose: string;
  readonly kid: string;
  readonly algorithm: string;
  readonly createdAt: string;
  readonly retiredAt?: string | null;
  readonly verifiableUntil?: string | null;
  readonly active: boolean;
  readonly place?: string | null;
  readonly rotateBy?: string | null;
}

export interface TrustAnchor {
  readonly did: string;
  readonly name: string;
  readonly types: readonly string[];
  readonly since: string;
  readonly until?: string | null;
  readonly revoked?: { readonly at: string; readonly reason: string } | null;
  readonly source: string;
}

export interface Participant {
  readonly id: string;
  readonly name: string;
  readonly country?: string | null;
  readonly url?: string | null;
  readonly how: string;
  readonly proves: readonly { readonly type: string; readonly issuer: string; readonly validUntil?: string | null }[];
  readonly attributes?: readonly string[];
  readonly lastSeen?: string | null;
  readonly refused?: { readonly at: string; readonly reason: string } | null;
}

export const organisation = (signal: AbortSignal) => getJson<Organisation>('/api/organisation', signal);
export const keys = (signal: AbortSignal) => getJson<Key[]>('/api/keys', signal);
export const anchors = (signal: AbortSignal) => getJson<TrustAnchor[]>('/api/trust/anchors', signal);
export const participants = (signal: AbortSignal) => getJson<Participant[]>('/api/participants', signal);

export const rotate = (purpose: string) => sendJson<unknown>('POST', `/api/keys/${encodeURIComponent(purpose)}/rotate`);

export const putAnchor = (did: string, anchor: { name: string; types: string[] }) =>
  sendJson<unknown>('PUT', `/api/trust/anchors/${encodeURIComponent(did)}`, anchor);

export async function revokeAnchor(did: string, reason: string): Promise<void> {
  await ask(`/api/trust/anchors/${encodeURIComponent(did)}?reason=${encodeURIComponent(reason)}`, { method: 'DELETE' });
}
