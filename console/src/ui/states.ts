/** States of keys, certificates and credentials in words, with how soon something must be done. */
import { html, nothing, type TemplateResult } from 'lit';
import type { CredentialState } from '../api/trust.ts';
import { messageOr, t } from '../i18n.ts';
import { relative } from '../format.ts';
import { badge, type Tone } from './views.ts';

const CREDENTIAL_TONES: Record<CredentialState, Tone> = {
  VALID: 'good',
  EXPIRES_SOON: 'warn',
  EXPIRED: 'bad',
  REVOKED: 'bad',
  SUSPENDED: 'bad',
  UNCHECKED: 'calm',
};

export function credentialBadge(state: CredentialState): TemplateResult {
  return badge(CREDENTIAL_TONES[state] ?? 'calm', messageOr(`credential.state.${state}`, state));
}

const SOON_MS = 30 * 24 * 3600 * 1000;

/** A warning where the end is near or past; nothing where there is time. */
export function expiryWarning(end: string | null | undefined, now: number = Date.now()): TemplateResult | typeof nothing {
  if (!end) return nothing;
  const left = new Date(end).getTime() - now;
  if (left < 0) return badge('bad', t('expiry.past', { when: relative(end, now) }));
  return left < SOON_MS ? badge('warn', t('expiry.soon', { when: relative(end, now) })) : html``;
}
