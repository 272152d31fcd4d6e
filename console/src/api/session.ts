/** Who is signed in, and the token that writes with the session's cookie need. */
import { getJson, onWrite } from './http.ts';

export const ROLES = ['viewer', 'steward', 'operator', 'auditor', 'admin'] as const;
export type Role = (typeof ROLES)[number];

export interface Provider {
  readonly name: string;
  readonly title: string;
  readonly signInUrl: string;
}

export interface Session {
  readonly signedIn: boolean;
  readonly principal?: string | null;
  readonly kind?: string | null;
  readonly name?: string | null;
  readonly roles?: readonly string[];
  readonly provider?: string | null;
  readonly providers?: readonly Provider[];
  readonly signInUrl?: string | null;
  readonly signOutUrl?: string | null;
  readonly csrfToken?: string | null;
}

const NOBODY: Session = { signedIn: false };

let current: Session = NOBODY;

/** Fires "change" when somebody else is signed in than before. */
export const sessionEvents = new EventTarget();

export const session = (): Session => current;

/** Asks the node; a node without sign-in leaves the visitor anonymous. */
export async function loadSession(signal: AbortSignal): Promise<Session> {
  try {
    current = await getJson<Session>('/api/session', signal);
  } catch {
    current = NOBODY;
  }
  onWrite(() => (current.csrfToken ? { 'X-CSRF-Token': current.csrfToken } : {}));
  sessionEvents.dispatchEvent(new Event('change'));
  return current;
}

/** Whether the visitor has one of these roles; who administers may everything. The node decides in the end. */
export function may(...roles: Role[]): boolean {
  const mine = (current.roles ?? []).map((role) => role.toLowerCase());
  return mine.includes('admin') || roles.some((role) => mine.includes(role));
}

/** An address to sign in at that leads back to where the visitor is. */
export function signInUrl(url: string | null | undefined = current.signInUrl): string | undefined {
  if (!url?.startsWith('/')) return undefined; // Only the node's own pages: an answer must not lead elsewhere.
  const back = `${location.pathname}${location.hash}`;
  return `${url}${url.includes('?') ? '&' : '?'}return=${encodeURIComponent(back)}`;
}
