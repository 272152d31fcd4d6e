import { html, nothing, type TemplateResult } from 'lit';
import type { Simpl } from '../../api/simpl.ts';
import { t } from '../../i18n.ts';
import { may } from '../../api/session.ts';
import { attributesView } from '../../ui/attributes.ts';
import { badge, time } from '../../ui/views.ts';
import { expiryWarning } from '../../ui/states.ts';

export interface MembershipActions {
  renew(): void;
  echo(): void;
}

/** What the authority says of this participant: certificate, attributes, and whether it is in good standing. */
export function membership(simpl: Simpl, busy: boolean, actions: MembershipActions): TemplateResult {
  const { certificate } = simpl;
  const well = simpl.state === 'onboarded';
  return html`<section class="card" aria-labelledby="member-title">
    <div class="card-head">
      <h2 id="member-title">${simpl.organisation ?? t('join.step.member')}</h2>
      ${badge(well ? 'good' : 'bad', t(`join.state.${simpl.state}`))}
    </div>
    <dl class="facts">
      <div><dt>${t('participant.id')}</dt><dd><code>${simpl.participantId ?? '–'}</code></dd></div>
      <div>
        <dt>${t('participant.attributes')}</dt>
        <dd>
          ${attributesView(
            simpl.attributes.map((one) => one.code),
            (code) => simpl.attributes.find((one) => one.code === code)?.name,
          )}
        </dd>
      </div>
      ${certificate
        ? html`
            <div><dt>${t('certificate.subject')}</dt><dd>${certificate.subject}</dd></div>
            <div><dt>${t('credential.issuer')}</dt><dd>${certificate.issuer}</dd></div>
            <div><dt>${t('credential.until')}</dt><dd>${time(certificate.notAfter)} ${expiryWarning(certificate.notAfter)}</dd></div>
            ${certificate.renewAt ? html`<div><dt>${t('certificate.renewAt')}</dt><dd>${time(certificate.renewAt)}</dd></div>` : nothing}
          `
        : nothing}
      ${simpl.proof ? html`<div><dt>${t('join.proof')}</dt><dd>${time(simpl.proof.expiresAt)}</dd></div>` : nothing}
    </dl>
    ${may('operator')
      ? html`<div class="controls">
          <button type="button" ?disabled=${busy} @click=${() => actions.echo()}>${t('join.echo')}</button>
          <button type="button" class="quiet" ?disabled=${busy} @click=${() => actions.renew()}>${t('join.renew')}</button>
        </div>`
      : nothing}
  </section>`;
}
