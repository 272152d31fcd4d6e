/** The node as a participant of a Simpl data space. */
import { ApiError, ask, getJson, sendJson } from './http.ts';

export const STATES = [
  'not-started',
  'requested',
  'in-review',
  'revision',
  'approved',
  'rejected',
  'certificate-missing',
  'onboarded',
  'suspended',
  'revoked',
  'expired',
] as const;
export type State = (typeof STATES)[number];

export interface Certificate {
  readonly subject: string;
  readonly issuer: string;
  readonly serial: string;
  readonly notBefore: string;
  readonly notAfter: string;
  readonly status: string;
  readonly renewAt?: string | null;
}

export interface OnboardingDocument {
  readonly id: string;
  readonly name: string;
  readonly description?: string | null;
  readonly required: boolean;
  readonly uploaded?: string | null;
}

export interface Comment {
  readonly at: string;
  readonly by: string;
  readonly text: string;
}

export interface Onboarding {
  readonly id: string;
  readonly status: string;
  readonly participantType: string;
  readonly documents: readonly OnboardingDocument[];
  readonly comments: readonly Comment[];
}

export interface Simpl {
  readonly configured: boolean;
  readonly state: State;
  readonly authority?: {
    readonly name?: string | null;
    readonly tier1: string;
    readonly tier2: string;
    readonly version: string;
    readonly reachable: boolean;
    readonly error?: string | null;
  } | null;
  readonly participantId?: string | null;
  readonly organisation?: string | null;
  readonly certificate?: Certificate | null;
  readonly attributes: readonly { readonly code: string; readonly name: string }[];
  readonly proof?: { readonly expiresAt: string } | null;
  readonly onboarding?: Onboarding | null;
}

export interface ParticipantType {
  readonly id: string;
  readonly label: string;
  readonly value: string;
}

export interface Application {
  readonly applicant: {
    readonly username: string;
    readonly firstName: string;
    readonly lastName: string;
    readonly email: string;
    readonly password: string;
  };
  readonly participantType: string;
  readonly organisation: string;
}

export interface Publication {
  readonly dataset: string;
  readonly title: string;
  readonly state: string;
  readonly publishedAt?: string | null;
  readonly reason?: string;
  readonly violations: readonly { readonly property: string; readonly message: string }[];
  readonly rewritten: readonly { readonly property: string; readonly original: string; readonly written: string }[];
}

export const simpl = (signal: AbortSignal) => getJson<Simpl>('/api/simpl', signal);
export const participantTypes = (signal: AbortSignal) => getJson<ParticipantType[]>('/api/simpl/participant-types', signal);
/** Undefined where the node is not configured to publish in the authority's catalogue. */
export async function publications(signal: AbortSignal): Promise<Publication[] | undefined> {
  try {
    return await getJson<Publication[]>('/api/simpl/publications', signal);
  } catch (error) {
    if (error instanceof ApiError && error.problem.status === 404) return undefined;
    throw error;
  }
}

export const apply = (application: Application) => sendJson<unknown>('POST', '/api/simpl/onboarding', application);

export const upload = (document: string, filename: string, content: string) =>
  sendJson<unknown>('POST', `/api/simpl/onboarding/documents/${encodeURIComponent(document)}`, { filename, content });

export const submit = () => sendJson<unknown>('POST', '/api/simpl/onboarding/submit');
export const installCertificate = () => sendJson<unknown>('POST', '/api/simpl/onboarding/certificate');
export const renew = () => sendJson<unknown>('POST', '/api/simpl/renew');
export const echo = () => sendJson<unknown>('POST', '/api/simpl/echo');

export const publish = (dataset: string) => sendJson<unknown>('POST', '/api/simpl/publications', { dataset });

export async function withdraw(dataset: string): Promise<void> {
  await ask(`/api/simpl/publications?dataset=${encodeURIComponent(dataset)}`, { method: 'DELETE' });
}
