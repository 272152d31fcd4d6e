import { html, nothing, type TemplateResult } from 'lit';
import * as api from '../../api/agreements.ts';
import type { Participant } from '../../api/trust.ts';
import { typeName } from '../../domain/labels.ts';
import { currentLanguage } from '../../settings.ts';
import { t } from '../../i18n.ts';
import { PageElement } from '../../ui/element.ts';
import { Action } from '../../ui/action.ts';
import { emptyView } from '../../ui/views.ts';
import { levelFact, sentencesView } from '../offers/preview.ts';

/** Looks into another participant's catalogue, and begins to negotiate for what stands there. */
export class AskForm extends PageElement {
  static override properties = { participant: {}, participants: { attribute: false }, found: { state: true } };
  declare participant: string;
  declare participants: readonly Participant[];
  declare found: { readonly participant: string; readonly datasets: readonly api.OfferedDataset[] } | undefined;
  private readonly action = new Action(this, () => undefined);

  constructor() {
    super();
    this.participant = '';
    this.participants = [];
  }

  protected override render(): TemplateResult {
    return html`<section aria-labelledby="ask-title">
      <h2 id="ask-title">${t('ask.title')}</h2>
      <form class="controls" @submit=${this.look}>
        <label>${t('ask.participant')}
          <input name="participant" list="ask-known" .value=${this.participant} required pattern="did:.+" size="32" autocomplete="off" />
        </label>
        <datalist id="ask-known">
          ${this.participants.filter((one) => one.id.startsWith('did:')).map((one) => html`<option value=${one.id}>${one.name}</option>`)}
        </datalist>
        <button type="submit" ?disabled=${this.action.busy}>${t('ask.look')}</button>
      </form>
      ${this.action.view()}
      ${this.found
        ? this.found.datasets.length === 0
          ? emptyView(t('ask.nothing'), t('ask.nothing.help'))
          : html`<ul class="cards">${this.found.datasets.map((one) => html`<li>${this.offered(one)}</li>`)}</ul>`
        : nothing}
    </section>`;
  }

  private offered(one: api.OfferedDataset): TemplateResult {
    return html`<article class="card" aria-label=${one['dct:title'] ?? one['@id']}>
      <h3>${one['dct:title'] ?? one['@id']}</h3>
      ${one['dct:description'] ? html`<p>${one['dct:description']}</p>` : nothing}
      ${(one.entityTypes ?? []).length > 0 ? html`<p class="muted">${(one.entityTypes ?? []).map(typeName).join(', ')}</p>` : nothing}
      ${one.serviceLevel ? html`<dl class="facts">${levelFact(t('agreement.promised'), one.serviceLevel)}</dl>` : nothing}
      ${one.offers.map(
        (offer) => html`${sentencesView(offer.sentences ?? [])}
          <div class="controls">
            <button type="button" ?disabled=${this.action.busy} @click=${() => this.negotiate(one, offer.id)}>${t('ask.negotiate')}</button>
          </div>`,
      )}
    </article>`;
  }

  /** Who was named in the address is looked at right away. */
  protected override updated(changed: Map<string, unknown>): void {
    if (changed.has('participant') && this.participant) this.querySelector('form')?.requestSubmit();
  }

  private readonly look = async (event: SubmitEvent) => {
    event.preventDefault();
    const participant = String(new FormData(event.target as HTMLFormElement).get('participant')).trim();
    this.found = undefined;
    await this.action.run(async () => {
      this.found = { participant, datasets: await api.offeredBy(participant, currentLanguage()) };
    }, t('ask.looked'));
  };

  private async negotiate(dataset: api.OfferedDataset, offer: string): Promise<void> {
    const participant = this.found?.participant;
    if (!participant) return;
    const begun = await this.action.run(() => api.negotiate(participant, dataset['@id'], offer), t('ask.begun'));
    if (begun) this.dispatchEvent(new CustomEvent('begun', { bubbles: true }));
  }
}

customElements.define('tt-ask', AskForm);
