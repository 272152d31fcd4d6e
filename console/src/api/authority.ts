/** What a governance authority's people decide. */
import { getJson, sendJson } from './http.ts';
import type { Comment } from './simpl.ts';

export interface Authority {
  readonly name: string;
  readonly participants: number;
  readonly waiting: number;
  readonly ca: { readonly subject: string; readonly notAfter: string; readonly ocsp: string; readonly crl: string };
  readonly tier1: string;
  readonly tier2: string;
  readonly faults: readonly string[];
}

export interface OnboardingRequest {
  readonly id: string;
  readonly organisation: string;
  readonly participantType: string;
  readonly applicant: { readonly firstName: string; readonly lastName: string; readonly email: string };
  readonly status: string;
  readonly createdAt: string;
  readonly updatedAt?: string | null;
  readonly documents: readonly {
    readonly id: string;
    readonly name: string;
    readonly required: boolean;
    readonly filename?: string | null;
  }[];
  readonly checks: readonly { readonly rule: string; readonly passed: boolean; readonly reason: string }[];
  readonly comments: readonly Comment[];
}

export interface Member {
  readonly id: string;
  readonly organisation: string;
  readonly type: string;
  readonly tier2Host?: string | null;
  readonly credentialId?: string | null;
  readonly status: string;
  readonly notAfter?: string | null;
  readonly attributes: readonly string[];
}

export interface IdentityAttribute {
  readonly code: string;
  readonly name: string;
  readonly description?: string | null;
}

export type Decision = 'approve' | 'reject' | 'revision' | 'comment';
export type Measure = 'suspend' | 'reinstate' | 'revoke';

export const authority = (signal: AbortSignal) => getJson<Authority>('/api/authority', signal);
export const requests = (signal: AbortSignal) => getJson<OnboardingRequest[]>('/api/authority/requests', signal);
export const members = (signal: AbortSignal) => getJson<Member[]>('/api/authority/participants', signal);
export const attributes = (signal: AbortSignal) => getJson<IdentityAttribute[]>('/api/authority/attributes', signal);

export const documentUrl = (request: string, document: string) =>
  `/api/authority/requests/${encodeURIComponent(request)}/documents/${encodeURIComponent(document)}`;

export function decide(request: string, decision: Decision, text: string, granted: readonly string[]): Promise<unknown> {
  const body = {
    approve: { attributes: granted, comment: text },
    reject: { reason: text },
    revision: { reason: text },
    comment: { text },
  }[decision];
  return sendJson('POST', `/api/authority/requests/${encodeURIComponent(request)}/${decision}`, body);
}

export const measure = (participant: string, kind: Measure, reason: string) =>
  sendJson<unknown>('POST', `/api/authority/participants/${encodeURIComponent(participant)}/${kind}`, { reason });
