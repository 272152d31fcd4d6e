import { html, nothing, type TemplateResult } from 'lit';
import './ask-form.ts';
import './paper-view.ts';
import './verify-form.ts';
import { PageElement } from '../../ui/element.ts';
import { Loader } from '../../ui/loader.ts';
import { Action } from '../../ui/action.ts';
import { emptyView, loadedView, time } from '../../ui/views.ts';
import { reasonDialog } from '../../ui/confirm.ts';
import { t } from '../../i18n.ts';
import { currentLanguage } from '../../settings.ts';
import { may } from '../../api/session.ts';
import * as trust from '../../api/trust.ts';
import * as api from '../../api/agreements.ts';
import { agreementCard, type Consequences } from './agreement-card.ts';
import { isOver, negotiationCard } from './negotiation-card.ts';

/** What is refused or under way changes by itself: it is looked at again while it is on screen. */
const AGAIN_MS = 5000;

/** Agreements on both sides, negotiations under way and refused, and the way to ask another city for its data. */
export class AgreementsScreen extends PageElement {
  static override properties = { parameters: { attribute: false } };
  /** `ask`: the participant whose catalogue is to be looked into. */
  declare parameters: URLSearchParams;
  private readonly agreements = new Loader<api.Agreement[]>(this);
  private readonly negotiations = new Loader<api.Negotiation[]>(this);
  private readonly duties = new Loader<api.Duty[]>(this);
  private readonly usage = new Loader<api.Use[]>(this);
  private readonly supply = new Loader<api.Supply[]>(this);
  private readonly decisions = new Loader<api.Decision[]>(this);
  private readonly participants = new Loader<trust.Participant[]>(this);
  private readonly action = new Action(this, () => this.reload());
  private timer: ReturnType<typeof setInterval> | undefined;

  constructor() {
    super();
    this.parameters = new URLSearchParams();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.reload();
    void this.participants.load(trust.participants);
    this.timer = setInterval(() => {
      if ((this.negotiations.value ?? []).some((one) => !isOver(one))) this.reload();
    }, AGAIN_MS);
  }

  override disconnectedCallback(): void {
    clearInterval(this.timer);
    super.disconnectedCallback();
  }

  protected override settingsChanged(): void {
    this.reload();
  }

  private readonly reload = () => {
    void this.agreements.load((signal) => api.agreements(currentLanguage(), signal), true);
    void this.negotiations.load((signal) => api.negotiations(currentLanguage(), signal), true);
    void this.duties.load(api.duties, true);
    void this.usage.load(api.usage, true);
    void this.supply.load(api.supply, true);
    if (may('steward', 'auditor')) void this.decisions.load((signal) => api.decisions(currentLanguage(), signal), true);
  };

  protected override render(): TemplateResult {
    return html`<div class="page">
      <h1>${t('nav.agreements')}</h1>
      <p class="lead">${t('agreements.lead')}</p>
      ${this.action.view()} ${loadedView(this.agreements.current, this.reload, (all) => this.bothSides(all))}
      ${loadedView(this.negotiations.current, this.reload, (all) => this.underWay(all))}
      ${this.refusals()}
      ${may('steward') ? html`<tt-ask .participant=${this.parameters.get('ask') ?? ''} .participants=${this.participants.value ?? []} @begun=${this.reload}></tt-ask>` : nothing}
      <tt-verify></tt-verify>
    </div>`;
  }

  private bothSides(all: readonly api.Agreement[]): TemplateResult {
    return html`${this.side('given', all.filter((one) => one.side === 'PROVIDER'))}
    ${this.side('received', all.filter((one) => one.side === 'CONSUMER'))}`;
  }

  private side(which: 'given' | 'received', all: readonly api.Agreement[]): TemplateResult {
    const consequences: Consequences = {
      duties: this.duties.value ?? [],
      usage: this.usage.value ?? [],
      supply: this.supply.value ?? [],
    };
    const actions = { busy: this.action.busy, name: this.name, step: this.stepAgreement, fulfilled: this.dutyFulfilled };
    return html`<section aria-labelledby="${which}-title">
      <h2 id="${which}-title">${t(`agreements.${which}`)}</h2>
      ${all.length === 0
        ? emptyView(t('agreements.none'), t(`agreements.${which}.none`))
        : html`<ul class="cards">${[...all].reverse().map((one) => html`<li>${agreementCard(one, consequences, actions)}</li>`)}</ul>`}
    </section>`;
  }

  /** Those that became an agreement stand above; of several refusals of the same data the last one tells enough. */
  private underWay(found: readonly api.Negotiation[]): TemplateResult {
    const begun = (one: api.Negotiation) => one.timeline[0]?.at ?? '';
    const all = found.toSorted((one, other) => begun(one).localeCompare(begun(other)));
    const later = (one: api.Negotiation) => all.slice(all.indexOf(one) + 1);
    const again = (one: api.Negotiation) => later(one).some((next) => next.dataset === one.dataset && next.counterparty === one.counterparty);
    const open = all.filter((one) => one.state !== 'FINALIZED' && !(one.state === 'TERMINATED' && again(one)));
    if (open.length === 0) return html``;
    const actions = { busy: this.action.busy, name: this.name, step: this.stepNegotiation };
    return html`<section aria-labelledby="negotiations-title">
      <h2 id="negotiations-title">${t('negotiations.title')}</h2>
      <ul class="cards">${[...open].reverse().map((one) => html`<li>${negotiationCard(one, actions)}</li>`)}</ul>
    </section>`;
  }

  /** Requests under agreements that were refused of late, each with its reason. */
  private refusals(): TemplateResult | typeof nothing {
    const refused = (this.decisions.value ?? []).filter((one) => one.outcome === 'REFUSED');
    if (refused.length === 0) return nothing;
    return html`<section aria-labelledby="refusals-title">
      <h2 id="refusals-title">${t('refusals.title')}</h2>
      <ul class="plain">
        ${refused.map(
          (one) => html`<li>
            ${time(one.at)} <strong>${this.name(one.party)}</strong>, ${this.titleOf(one.dataset)}: ${one.reason}
            <a href=${`/api/decisions/${encodeURIComponent(one.id)}`}>${one.id}</a>
          </li>`,
        )}
      </ul>
    </section>`;
  }

  private readonly name = (participant: string): string =>
    (this.participants.value ?? []).find((one) => one.id === participant)?.name ?? participant;

  private readonly titleOf = (dataset: string): string =>
    (this.agreements.value ?? []).find((one) => one.dataset === dataset)?.title ?? dataset;

  private readonly dutyFulfilled = (duty: api.Duty): void => {
    void this.action.run(() => api.fulfilled(duty.id), t('duty.fulfilled.done'));
  };

  private readonly stepAgreement = async (one: api.Agreement, step: api.AgreementStep): Promise<void> => {
    const title = one.title ?? one.dataset;
    const reason = await reasonDialog(t(`agreement.${step}.sure`, { title }), t(`agreement.${step}`));
    if (reason !== undefined) await this.action.run(() => api.stepAgreement(one.id, step, reason), t(`agreement.${step}.done`, { title }));
  };

  private readonly stepNegotiation = async (one: api.Negotiation, step: api.NegotiationStep): Promise<void> => {
    const title = one.title ?? one.dataset;
    const reason = step === 'terminate' ? await reasonDialog(t('negotiation.terminate.sure', { title }), t('negotiation.terminate')) : '';
    if (reason !== undefined) await this.action.run(() => api.stepNegotiation(one.id, step, reason), t(`negotiation.${step}.done`, { title }));
  };
}

customElements.define('tt-agreements', AgreementsScreen);
