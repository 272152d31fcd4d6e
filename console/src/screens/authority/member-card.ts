import { html, nothing, type TemplateResult } from 'lit';
import type { Measure, Member } from '../../api/authority.ts';
import { messageOr, t } from '../../i18n.ts';
import { attributesView } from '../../ui/attributes.ts';
import { badge, time, type Tone } from '../../ui/views.ts';
import { expiryWarning } from '../../ui/states.ts';

const TONES: Record<string, Tone> = { VALID: 'good', EXPIRED: 'bad', REVOKED: 'bad', SUSPENDED: 'warn' };
const MEASURES: Record<string, readonly Measure[]> = { VALID: ['suspend', 'revoke'], SUSPENDED: ['reinstate', 'revoke'] };

/**
 * One member: what it may, how long its certificate is good, and what can be done about it.
 *
 * @param names what the authority calls an attribute, by its code
 */
export function memberCard(
  member: Member,
  names: (attribute: string) => string | undefined,
  busy: boolean,
  act: (measure: Measure) => void,
): TemplateResult {
  // The authority is a participant, too; it does not suspend itself.
  const measures = member.type === 'GOVERNANCE_AUTHORITY' ? [] : (MEASURES[member.status] ?? []);
  return html`<article class="card" aria-label=${member.organisation}>
    <div class="card-head">
      <h3>${member.organisation}</h3>
      ${badge(TONES[member.status] ?? 'calm', messageOr(`credential.state.${member.status || 'NONE'}`, member.status))}
    </div>
    <dl class="facts">
      <div><dt>${t('participant.id')}</dt><dd><code>${member.id}</code></dd></div>
      <div><dt>${t('join.type')}</dt><dd>${messageOr(`join.type.${member.type}`, member.type)}</dd></div>
      ${member.tier2Host ? html`<div><dt>${t('join.tier2')}</dt><dd><code>${member.tier2Host}</code></dd></div>` : nothing}
      <div><dt>${t('participant.attributes')}</dt><dd>${attributesView(member.attributes, names)}</dd></div>
      ${member.notAfter
        ? html`<div><dt>${t('credential.until')}</dt><dd>${time(member.notAfter)} ${expiryWarning(member.notAfter)}</dd></div>`
        : nothing}
    </dl>
    ${measures.length > 0
      ? html`<div class="controls">
          ${measures.map(
            (kind) => html`<button type="button" class=${kind === 'revoke' ? 'danger' : 'quiet'} ?disabled=${busy} @click=${() => act(kind)}>
              ${t(`authority.${kind}`)}
            </button>`,
          )}
        </div>`
      : nothing}
  </article>`;
}
