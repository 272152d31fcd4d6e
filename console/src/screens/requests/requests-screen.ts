import { html, nothing, type TemplateResult } from 'lit';
import { PageElement } from '../../ui/element.ts';
import { Loader } from '../../ui/loader.ts';
import { Action } from '../../ui/action.ts';
import { badge, emptyView, loadedView, time, type Tone } from '../../ui/views.ts';
import { t } from '../../i18n.ts';
import { currentLanguage } from '../../settings.ts';
import { may } from '../../api/session.ts';
import { typeName } from '../../domain/labels.ts';
import { duration, number } from '../../format.ts';
import { href } from '../../router.ts';
import { offers, type Offer } from '../../api/offers.ts';
import * as trust from '../../api/trust.ts';
import * as api from '../../api/wanted.ts';
import { answerForm, wishForm, type Given } from './request-forms.ts';

/** Requests and answers come from outside: they are looked for while the screen is open. */
const AGAIN_MS = 10_000;

const TONES: Record<api.WantedState, Tone> = { OPEN: 'warn', ANSWERED: 'good', OFFERED: 'good', REFUSED: 'bad' };
const RECIPIENT_TONES = { ...TONES, QUEUED: 'calm', DELIVERED: 'calm', UNDELIVERED: 'bad' } as const;

/** Data that no catalogue offers: what others ask of this organisation, and what it asks of them. */
export class RequestsScreen extends PageElement {
  private readonly received = new Loader<api.Received[]>(this);
  private readonly sent = new Loader<api.Sent[]>(this);
  private readonly tallies = new Loader<{ in: api.Tally; out: api.Tally }>(this);
  private readonly offers = new Loader<Offer[]>(this);
  private readonly participants = new Loader<trust.Participant[]>(this);
  private timer: ReturnType<typeof setInterval> | undefined;
  private readonly action = new Action(this, () => this.reload());

  override connectedCallback(): void {
    super.connectedCallback();
    this.reload();
    void this.offers.load((signal) => offers(currentLanguage(), signal));
    void this.participants.load(trust.participants);
    this.timer = setInterval(() => {
      if (!this.action.busy) this.reload();
    }, AGAIN_MS);
  }

  override disconnectedCallback(): void {
    clearInterval(this.timer);
    super.disconnectedCallback();
  }

  private readonly reload = () => {
    void this.received.load(api.received, true);
    void this.sent.load(api.sent, true);
    void this.tallies.load(api.statistics, true);
  };

  protected override render(): TemplateResult {
    return html`<div class="page">
      <h1>${t('nav.requests')}</h1>
      <p class="lead">${t('requests.lead')}</p>
      ${this.action.view()}
      <section aria-labelledby="received-title">
        <h2 id="received-title">${t('requests.received')}</h2>
        ${this.tally(this.tallies.value?.in)}
        ${loadedView(this.received.current, this.reload, (all) => this.list(all, (one) => this.receivedCard(one), t('requests.received.none')))}
      </section>
      <section aria-labelledby="sent-title">
        <h2 id="sent-title">${t('requests.sent')}</h2>
        ${this.tally(this.tallies.value?.out)}
        ${loadedView(this.sent.current, this.reload, (all) => this.list(all, (one) => this.sentCard(one), t('requests.sent.none')))}
        ${may('steward') ? wishForm(this.action.busy, (wish) => this.action.run(() => api.ask(wish), t('wanted.sent', { title: wish.title }))) : nothing}
      </section>
    </div>`;
  }

  private tally(tally: api.Tally | undefined): TemplateResult | typeof nothing {
    if (!tally || tally.requests === 0) return nothing;
    const answered = t('requests.tally', { answered: number(tally.answered), requests: number(tally.requests) });
    return html`<p class="muted">
      ${answered} ${tally.timeToAnswer ? t('requests.median', { time: duration(tally.timeToAnswer.median) }) : nothing}
    </p>`;
  }

  private list<T extends api.Wish>(all: readonly T[], card: (one: T) => TemplateResult, none: string): TemplateResult {
    return all.length === 0
      ? emptyView(t('requests.none'), none)
      : html`<ul class="cards">${[...all].reverse().map((one) => html`<li>${card(one)}</li>`)}</ul>`;
  }

  private wish(one: api.Wish, more: TemplateResult): TemplateResult {
    return html`<article class="card" aria-label=${one.title}>
      <div class="card-head">
        <h3>${one.title}</h3>
        ${badge(TONES[one.state], t(`wanted.state.${one.state}`))}
      </div>
      ${one.description ? html`<p>${one.description}</p>` : nothing}
      <dl class="facts">
        <div><dt>${t('wanted.at')}</dt><dd>${time(one.createdAt)}</dd></div>
        ${(one.types ?? []).length > 0 ? html`<div><dt>${t('column.type')}</dt><dd>${(one.types ?? []).map(typeName).join(', ')}</dd></div>` : nothing}
        ${one.purpose ? html`<div><dt>${t('wanted.purpose')}</dt><dd>${one.purpose}</dd></div>` : nothing}
        ${one.needBy ? html`<div><dt>${t('wanted.needBy')}</dt><dd>${one.needBy}</dd></div>` : nothing}
        ${one.timeToAnswer ? html`<div><dt>${t('wanted.took')}</dt><dd>${duration(one.timeToAnswer)}</dd></div>` : nothing}
      </dl>
      ${more}
    </article>`;
  }

  private receivedCard(one: api.Received): TemplateResult {
    return this.wish(
      one,
      html`<p>${t('wanted.from')}: ${this.name(one.from)} <code>${one.from}</code></p>
        ${this.answered(one.answer)} ${one.problem ?? nothing}
        ${one.state === 'OPEN' && may('steward')
          ? html`${answerForm(one.id, this.offers.value ?? [], this.action.busy, (given) => this.answer(one, given))}
              <p><a href=${href('offers', { wanted: one.id })}>${t('wanted.makeOffer')}</a></p>`
          : nothing}`,
    );
  }

  private sentCard(one: api.Sent): TemplateResult {
    return this.wish(
      one,
      html`<ul class="plain">
        ${one.recipients.map(
          (recipient) => html`<li>
            <strong>${this.name(recipient.participant)}</strong> <code>${recipient.participant}</code>
            ${badge(RECIPIENT_TONES[recipient.state], t(`wanted.state.${recipient.state}`))} ${recipient.problem ?? nothing}
            ${recipient.timeToAnswer ? html`<span class="muted">${t('wanted.took')}: ${duration(recipient.timeToAnswer)}</span>` : nothing}
            ${this.answered(recipient.answer)}
            ${recipient.answer?.dataset && may('steward')
              ? html`<p><a href=${href('agreements', { ask: recipient.participant })}>${t('wanted.lookAtOffer')}</a></p>`
              : nothing}
          </li>`,
        )}
      </ul>`,
    );
  }

  private readonly name = (participant: string): string =>
    (this.participants.value ?? []).find((one) => one.id === participant)?.name ?? participant;

  private answered(answer: api.Answer | undefined): TemplateResult | typeof nothing {
    if (!answer) return nothing;
    const own = (this.offers.value ?? []).find((one) => one.id === answer.dataset);
    return html`<p>
      ${answer.text ?? nothing} ${own ? html`<strong>${own.title}</strong>` : answer.dataset ? html`<code>${answer.dataset}</code>` : nothing}
      ${time(answer.at)}
    </p>`;
  }

  private answer(one: api.Received, given: Given): void {
    void this.action.run(() => api.answer(one.id, given), t('wanted.answered', { title: one.title }));
  }
}

customElements.define('tt-requests', RequestsScreen);
