import { html, nothing, type TemplateResult } from 'lit';
import * as api from '../../api/agreements.ts';
import { may } from '../../api/session.ts';
import { number } from '../../format.ts';
import { messageOr, plural, t } from '../../i18n.ts';
import { badge, time, type Tone } from '../../ui/views.ts';
import { levelFact, sentencesView } from '../offers/preview.ts';
import { timelineView } from './timeline.ts';

/** What an agreement led to, as far as it is known. */
export interface Consequences {
  readonly duties: readonly api.Duty[];
  readonly usage: readonly api.Use[];
  readonly supply: readonly api.Supply[];
}

export interface AgreementActions {
  readonly busy: boolean;
  /** The name of a participant, where it is known. */
  name(participant: string): string;
  step(agreement: api.Agreement, step: api.AgreementStep): void;
  fulfilled(duty: api.Duty): void;
}

const TONES: Record<api.Agreement['state'], Tone> = { PENDING: 'warn', IN_FORCE: 'good', SUSPENDED: 'warn', ENDED: 'calm' };
const DUTY_TONES: Record<api.Duty['state'], Tone> = { ACCEPTED: 'calm', OPEN: 'warn', WATCHED: 'calm', FULFILLED: 'good', VIOLATED: 'bad' };
const SUPPLY_TONES: Record<api.Supply['state'], Tone> = { ok: 'good', breach: 'bad', unknown: 'calm' };

const STEPS: Record<api.Agreement['state'], readonly api.AgreementStep[]> = {
  PENDING: [],
  IN_FORCE: ['suspend', 'terminate'],
  SUSPENDED: ['resume', 'terminate'],
  ENDED: [],
};

/** One agreement: with whom, in which state and since when, its terms, and what follows from it. */
export function agreementCard(one: api.Agreement, all: Consequences, actions: AgreementActions): TemplateResult {
  const title = one.title ?? one.dataset;
  return html`<article class="card" aria-label=${title}>
    <div class="card-head">
      <h3>${title}</h3>
      ${badge(TONES[one.state], t(`agreement.state.${one.state}`))}
    </div>
    <dl class="facts">
      <div>
        <dt>${t(one.side === 'PROVIDER' ? 'agreement.to' : 'agreement.from')}</dt>
        <dd>${actions.name(one.counterparty)} <code>${one.counterparty}</code></dd>
      </div>
      <div><dt>${t('agreement.since')}</dt><dd>${time(one.agreedAt)}</dd></div>
      ${usageFacts(all.usage.filter((use) => use.agreement === one.id && use.side === one.side))}
      ${all.supply.filter((control) => control.agreement === one.id).map(supplyFact)}
      ${one.title ? html`<div><dt>${t('agreement.dataset')}</dt><dd><code>${one.dataset}</code></dd></div>` : nothing}
      <div><dt>${t('column.id')}</dt><dd><code>${one.id}</code></dd></div>
    </dl>
    ${one.sentences ? html`<details><summary>${t('agreement.terms')}</summary>${sentencesView(one.sentences)}</details>` : nothing}
    ${dutiesView(all.duties.filter((duty) => duty.agreement === one.id), actions)} ${timelineView(one.timeline, actions.name)}
    ${one.state === 'PENDING' ? nothing : html`<tt-paper .agreement=${one.id} .names=${actions.name}></tt-paper>`} ${controls(one, actions)}
  </article>`;
}

function usageFacts(uses: readonly api.Use[]): TemplateResult {
  const requests = uses.reduce((sum, use) => sum + use.requests, 0);
  const entities = uses.reduce((sum, use) => sum + use.entities, 0);
  return html`<div>
    <dt>${t('agreement.usage')}</dt>
    <dd>${requests === 0 ? t('agreement.unused') : t('agreement.used', { requests: number(requests), entities: number(entities) })}</dd>
  </div>`;
}

function supplyFact(control: api.Supply): TemplateResult {
  return html`${levelFact(t('agreement.promised'), control.promised)}
    <div>
    <dt>${t('agreement.supply')}</dt>
    <dd>
      ${badge(SUPPLY_TONES[control.state], t(`supply.state.${control.state}`))}
      ${control.breaches.filter((breach) => !breach.until).map((breach) => html`<p><strong>${messageOr(`supply.breach.${breach.kind}`, breach.kind)}</strong> ${time(breach.since)}</p><p class="muted">${breach.text}</p>`)}
    </dd>
  </div>`;
}

/** Whether somebody here may say that it is done: what a node cannot see, on the provider's side. */
const byPeople = (duty: api.Duty): boolean =>
  may('steward') && duty.side === 'PROVIDER' && (duty.kind === 'OTHER' || duty.kind === 'ATTRIBUTE') && (duty.state === 'OPEN' || duty.state === 'ACCEPTED');

function dutiesView(duties: readonly api.Duty[], actions: AgreementActions): TemplateResult | typeof nothing {
  if (duties.length === 0) return nothing;
  return html`<details>
    <summary>${plural('agreement.duties', duties.length)}</summary>
    <ul class="plain">
      ${duties.map(
        (duty) => html`<li>
          ${badge(DUTY_TONES[duty.state], t(`duty.state.${duty.state}`))} ${messageOr(`duty.kind.${duty.kind}`, duty.text)}
          ${duty.dueAt ? html`<span class="when">${t('duty.due')}: ${time(duty.dueAt)}</span>` : nothing}
          ${(duty.receipts ?? []).map((receipt) => html`<span class="when">${t('duty.receipt', { entities: number(receipt.entities) })} ${time(receipt.at)}</span>`)}
          ${byPeople(duty)
            ? html`<button type="button" class="quiet" ?disabled=${actions.busy} @click=${() => actions.fulfilled(duty)}>${t('duty.fulfilled')}</button>`
            : nothing}
        </li>`,
      )}
    </ul>
  </details>`;
}

function controls(one: api.Agreement, actions: AgreementActions): TemplateResult {
  return html`<div class="controls">
    ${may('steward')
      ? STEPS[one.state].map(
          (step) => html`<button type="button" class="quiet" ?disabled=${actions.busy} @click=${() => actions.step(one, step)}>
            ${t(`agreement.${step}`)}
          </button>`,
        )
      : nothing}
  </div>`;
}
