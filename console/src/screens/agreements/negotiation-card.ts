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

/** What somebody here can decide so that it goes on; nothing where it is the other side's turn or everything is under way. */
export function decision(one: api.Negotiation): api.NegotiationStep | undefined {
  if ((one.pending ?? []).length > 0) return undefined;
  if (one.side === 'CONSUMER') return one.state === 'OFFERED' ? 'accept' : undefined;
  return one.state === 'REQUESTED' || one.state === 'ACCEPTED' ? 'agree' : undefined;
}

/** Whether nothing more will happen to it. */
export const isOver = (one: api.Negotiation): boolean => one.state === 'FINALIZED' || one.state === 'TERMINATED';

function tone(one: api.Negotiation): Tone {
  if (one.state === 'TERMINATED') return 'bad';
  return decision(one) ? 'warn' : 'calm';
}

/** A negotiation that is under way or has failed: where it stands, why, and what can be done. */
export function negotiationCard(one: api.Negotiation, actions: NegotiationActions): TemplateResult {
  const title = one.title ?? one.dataset;
  return html`<article class="card" aria-label=${t('negotiation.of', { title })}>
    <div class="card-head">
      <h3>${title}</h3>
      ${badge(tone(one), messageOr(`timeline.state.${one.state}`, one.state))}
    </div>
    ${one.state === 'TERMINATED' && one.reason ? html`<p>${one.reason}</p>` : nothing}
    <dl class="facts">
      <div>
        <dt>${t(one.side === 'PROVIDER' ? 'agreement.to' : 'agreement.from')}</dt>
        <dd>${actions.name(one.counterparty)} <code>${one.counterparty}</code></dd>
      </div>
      ${(one.pending ?? []).map(
        (message) => html`<div>
          <dt>${t('negotiation.undelivered')}</dt>
          <dd>${message.message} ${message.problem ?? ''} ${message.next ? html`<span class="when">${t('negotiation.next')}: ${time(message.next)}</span>` : nothing}</dd>
        </div>`,
      )}
    </dl>
    ${one.sentences ? html`<details><summary>${t('agreement.terms')}</summary>${sentencesView(one.sentences)}</details>` : nothing}
    ${timelineView(one.timeline, actions.name)} ${controls(one, actions)}
  </article>`;
}

function controls(one: api.Negotiation, actions: NegotiationActions): TemplateResult | typeof nothing {
  if (isOver(one) || !may('steward')) return nothing;
  const decide = decision(one);
  const steps: api.NegotiationStep[] = decide ? [decide, 'terminate'] : ['terminate'];
  return html`<div class="controls">
    ${steps.map(
      (step) => html`<button type="button" class=${step === 'terminate' ? 'quiet' : ''} ?disabled=${actions.busy} @click=${() => actions.step(one, step)}>
        ${t(`negotiation.${step}`)}
      </button>`,
    )}
  </div>`;
}
