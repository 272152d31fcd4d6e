import { html, nothing, type TemplateResult } from 'lit';
import * as api from '../../api/agreements.ts';
import { may } from '../../api/session.ts';
import { messageOr, t } from '../../i18n.ts';
import { badge, time, type Tone } from '../../ui/views.ts';
import { sentencesView } from '../offers/preview.ts';
import { timelineView } from './timeline.ts';

export interface NegotiationActions {
  readonly busy: boolean;
  name(participant: string): string;
  step(negotiation: api.Negotiation, step: api.NegotiationStep): void;
}

/** Whether nothing more will happen to it. */
export const isOver = (one: api.Negotiation): boolean => one.state === 'FINALIZED' || one.state === 'TERMINATED';

function tone(one: api.Negotiation): Tone {
  if (one.state === 'TERMINATED') return 'bad';
  return one.waitsForUs ? 'warn' : 'calm';
}

/** A negotiation that is under way or has failed: where it stands, why, and what can be done. */
export function negotiationCard(one: api.Negotiation, actions: NegotiationActions): TemplateResult {
  const title = one.title || one.dataset;
  const reason = one.timeline.at(-1)?.reason;
  return html`<article class="card" aria-label=${t('negotiation.of', { title })}>
    <div class="card-head">
      <h3>${title}</h3>
      ${badge(tone(one), messageOr(`timeline.state.${one.state}`, one.state))}
    </div>
    ${one.state === 'TERMINATED' && reason ? html`<p>${reason}</p>` : nothing}
    <dl class="facts">
      <div>
        <dt>${t(one.side === 'PROVIDER' ? 'agreement.to' : 'agreement.from')}</dt>
        <dd>${actions.name(one.counterparty)} <code>${one.counterparty}</code></dd>
      </div>
      ${(one.pending ?? []).map(
        (message) => html`<div>
          <dt>${t('negotiation.undelivered')}</dt>
          <dd>${message.message} ${message.lastError ?? ''} ${message.next ? html`<span class="when">${t('negotiation.next')}: ${time(message.next)}</span>` : nothing}</dd>
        </div>`,
      )}
    </dl>
    ${one.offer?.sentences ? html`<details><summary>${t('agreement.terms')}</summary>${sentencesView(one.offer.sentences)}</details>` : nothing}
    ${timelineView(one.timeline, actions.name)} ${controls(one, actions)}
  </article>`;
}

function controls(one: api.Negotiation, actions: NegotiationActions): TemplateResult | typeof nothing {
  if (isOver(one) || !may('steward')) return nothing;
  const decide: api.NegotiationStep = one.side === 'PROVIDER' ? 'agree' : 'accept';
  const steps: api.NegotiationStep[] = one.waitsForUs ? [decide, 'terminate'] : ['terminate'];
  return html`<div class="controls">
    ${steps.map(
      (step) => html`<button type="button" class=${step === 'terminate' ? 'quiet' : ''} ?disabled=${actions.busy} @click=${() => actions.step(one, step)}>
        ${t(`negotiation.${step}`)}
      </button>`,
    )}
  </div>`;
}
