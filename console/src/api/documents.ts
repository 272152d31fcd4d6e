/** Agreements as text: signed by both sides, kept by both, to be read, saved and checked. */
import { ask, getJson, readJson, sendJson } from './http.ts';

export interface Paper {
  readonly document: {
    readonly agreement: string;
    readonly agreedAt: string;
    readonly provider: { readonly did: string; readonly name: string };
    readonly consumer: { readonly did: string; readonly name: string };
    readonly language: string;
    readonly policyHash: string;
  };
  readonly hash: string;
  /** JWS in compact form. */
  readonly signatures: readonly string[];
  readonly state: 'SENT' | 'WAITING' | 'SIGNED' | 'REFUSED';
  readonly timeline: readonly { readonly at: string; readonly state: string; readonly by: string; readonly reason?: string }[];
}

export interface Verdict {
  readonly valid: boolean;
  readonly agreement?: string;
  readonly hash?: string;
  readonly checks: readonly { readonly check: string; readonly ok: boolean; readonly detail: string }[];
}

export const FORMS = { pdf: 'application/pdf', html: 'text/html', json: 'application/json' } as const;
export type Form = keyof typeof FORMS;

const place = (agreement: string) => `/api/agreements/${encodeURIComponent(agreement)}/document`;

export const paper = (agreement: string, signal: AbortSignal) => getJson<Paper>(place(agreement), signal);

/** The whole document in one of its forms, as it is stored and sealed. */
export async function paperFile(agreement: string, form: Form, language: string): Promise<Blob> {
  const response = await ask(`${place(agreement)}?language=${language}`, { headers: { Accept: FORMS[form] } });
  return response.blob();
}

export const sign = (agreement: string) => sendJson<unknown>('POST', `${place(agreement)}/sign`);

/** Has the node look at every byte of a document. */
export async function verify(file: Blob, type: string): Promise<Verdict> {
  return readJson<Verdict>(
    await ask('/api/documents/verify', { method: 'POST', headers: { Accept: 'application/json', 'Content-Type': type }, body: file }),
  );
}

export interface Signature {
  readonly by: string;
  readonly key: string;
  /** Seconds since 1970. */
  readonly at: number | undefined;
}

const part = (jws: string, place: number): Record<string, unknown> => {
  const text = (jws.split('.')[place] ?? '').replaceAll('-', '+').replaceAll('_', '/');
  const bytes = Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
  return JSON.parse(new TextDecoder().decode(bytes)) as Record<string, unknown>;
};

/** What a signature says of itself; whether that is so, only {@link verify} tells. */
export function signature(jws: string): Signature {
  const claims = part(jws, 1);
  return { by: String(claims['iss'] ?? ''), key: String(part(jws, 0)['kid'] ?? ''), at: typeof claims['iat'] === 'number' ? claims['iat'] : undefined };
}
