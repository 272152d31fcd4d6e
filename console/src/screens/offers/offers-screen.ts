import { html, nothing, type TemplateResult } from 'lit';
import './wizard.ts';
import { PageElement } from '../../ui/element.ts';
import { Loader } from '../../ui/loader.ts';
import { Action } from '../../ui/action.ts';
import { badge, emptyView, loadedView, time } from '../../ui/views.ts';
import { confirmDialog } from '../../ui/confirm.ts';
import { t } from '../../i18n.ts';
import { may } from '../../api/session.ts';
import { currentLanguage } from '../../settings.ts';
import { attributeName, typeName } from '../../domain/labels.ts';
import * as api from '../../api/offers.ts';
import { received, type Received } from '../../api/wanted.ts';
import { conflictsView, levelFact, termView } from './preview.ts';

/** What this organisation offers, under which terms; and the way to offer more. */
export class OffersScreen extends PageElement {
  static override properties = { parameters: { attribute: false } };
  /** `wanted`: the request that an offer is to answer. */
  declare parameters: URLSearchParams;
  private readonly wanted = new Loader<Received | undefined>(this);
  private readonly offers = new Loader<api.Offer[]>(this);
  private readonly action = new Action(this, () => this.reload());

  constructor() {
    super();
    this.parameters = new URLSearchParams();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.reload();
  }

  protected override firstUpdated(): void {
    const id = this.parameters.get('wanted');
    if (id) void this.wanted.load(async (signal) => (await received(signal)).find((one) => one.id === id && one.state === 'OPEN'));
  }

  protected override settingsChanged(): void {
    this.reload();
  }

  private readonly reload = () => {
    void this.offers.load((signal) => api.offers(currentLanguage(), signal), true);
  };

  protected override render(): TemplateResult {
    return html`<div class="page">
      <h1>${t('nav.offers')}</h1>
      <p class="lead">${t('offers.lead')}</p>
      ${this.action.view()}
      <section aria-labelledby="offers-title">
        <h2 id="offers-title">${t('offers.title')}</h2>
        ${loadedView(this.offers.current, this.reload, (offers) =>
          offers.length === 0
            ? emptyView(t('offers.none'), t('offers.none.help'))
            : html`<ul class="cards">${offers.map((one) => html`<li>${this.card(one)}</li>`)}</ul>`,
        )}
      </section>
      ${may('steward') ? html`<tt-offer-wizard .wanted=${this.wanted.value} @made=${this.reload}></tt-offer-wizard>` : nothing}
    </div>`;
  }

  private card(offer: api.Offer): TemplateResult {
    return html`<article class="card" aria-label=${offer.title}>
      <div class="card-head">
        <h3>${offer.title}</h3>
        ${stateBadge(offer)}
      </div>
      ${offer.description ? html`<p>${offer.description}</p>` : nothing} ${conflictsView(offer.conflicts)}
      <dl class="facts">
        ${contentFacts(offer.content)}
        ${levelFact(t('offer.level'), offer.serviceLevel)}
        <div><dt>${t('offer.changed')}</dt><dd>${time(offer.changedAt)}</dd></div>
        <div><dt>${t('column.id')}</dt><dd><code>${offer.id}</code></dd></div>
      </dl>
      ${offer.terms.map(termView)} ${this.controls(offer)}
    </article>`;
  }

  private controls(offer: api.Offer): TemplateResult | typeof nothing {
    if (!may('steward')) return nothing;
    if (offer.origin === 'configuration') return html`<p class="muted">${t('offer.fromConfiguration')}</p>`;
    return html`<div class="controls">
      <button type="button" class="quiet" ?disabled=${this.action.busy} @click=${() => this.toggle(offer)}>
        ${offer.published || !offer.withheld ? t('offer.hide') : t('offer.publish')}
      </button>
      <button type="button" class="quiet" ?disabled=${this.action.busy} @click=${() => this.withdraw(offer)}>${t('offer.remove')}</button>
    </div>`;
  }

  private toggle(offer: api.Offer): void {
    const show = offer.withheld === true;
    const done = t(show ? 'offer.published' : 'offer.hidden', { title: offer.title });
    void this.action.run(() => api.setPublished(offer, show, currentLanguage()), done);
  }

  private async withdraw(offer: api.Offer): Promise<void> {
    const sure = await confirmDialog(t('offer.remove.sure', { title: offer.title }), t('offer.remove'));
    if (sure) await this.action.run(() => api.remove(offer.id), t('offer.removed', { title: offer.title }));
  }
}

/** Nobody is shown an offer that its maker withholds, or that the rulebook does not allow. */
function stateBadge(offer: api.Offer): TemplateResult {
  if (offer.published) return badge('good', t('offer.state.published'));
  return offer.withheld ? badge('calm', t('offer.state.hidden')) : badge('bad', t('offer.state.heldBack'));
}

function contentFacts(content: api.Content): TemplateResult {
  if (content.kind === 'remote') {
    return html`<div><dt>${t('offer.kind.remote')}</dt><dd>${content.mediaType}</dd></div>`;
  }
  return html`<div><dt>${t('column.type')}</dt><dd>${content.types.map(typeName).join(', ')}</dd></div>
    ${content.attributes && content.attributes.length > 0
      ? html`<div><dt>${t('offer.attributes')}</dt><dd>${content.attributes.map(attributeName).join(', ')}</dd></div>`
      : nothing}
    ${content.area ? html`<div><dt>${t('offer.area')}</dt><dd>${content.area}</dd></div>` : nothing}`;
}

customElements.define('tt-offers', OffersScreen);
