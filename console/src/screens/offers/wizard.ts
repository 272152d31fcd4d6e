import { html, nothing, type TemplateResult } from 'lit';
import { PageElement } from '../../ui/element.ts';
import { Action } from '../../ui/action.ts';
import { Loader } from '../../ui/loader.ts';
import { loadedView } from '../../ui/views.ts';
import { field } from '../../ui/field.ts';
import { currentLanguage } from '../../settings.ts';
import { t } from '../../i18n.ts';
import { answer, type Received } from '../../api/wanted.ts';
import { counts, type Counts } from '../../api/node.ts';
import * as api from '../../api/offers.ts';
import { draftOf } from './draft.ts';
import { levelStep, partStep, termsStep, whatStep } from './steps.ts';
import { previewView } from './preview.ts';

/** Makes an offer: what, which part, under which terms; then what would leave and what would stay. */
export class OfferWizard extends PageElement {
  static override properties = {
    kind: { state: true },
    types: { state: true },
    extent: { state: true },
    area: { state: true },
    template: { state: true },
    looked: { state: true },
    wanted: { attribute: false },
  };
  declare kind: api.Content['kind'];
  declare types: readonly string[];
  declare extent: string;
  declare area: string;
  declare template: string;
  /** The preview of exactly what stands in the form; gone with the next change. */
  declare looked: api.Preview | undefined;
  /** The request that this offer is to answer. */
  declare wanted: Received | undefined;
  private prefilled = false;
  private readonly held = new Loader<Counts>(this);
  private readonly templates = new Loader<api.Template[]>(this);
  private readonly names = new Loader<string[]>(this);
  private readonly areas = new Loader<api.Area[]>(this);
  private readonly action = new Action(this, () => undefined);

  constructor() {
    super();
    this.kind = 'entities';
    this.types = [];
    this.extent = 'all';
    this.area = '';
    this.template = '';
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void this.held.load(counts);
    void this.areas.load(api.areas);
    this.loadTemplates();
  }

  /** What was asked for stands in the form already. */
  protected override willUpdate(): void {
    const asked = this.wanted?.offerDraft?.content;
    if (!asked || !this.held.value || this.prefilled) return;
    this.prefilled = true;
    const names = asked.types ?? [];
    const types = this.held.value.types.filter((one) => names.includes(one.type) || names.includes(one.iri)).map((one) => one.iri);
    if (types.length > 0) {
      this.types = types;
      this.loadAttributes(types);
    }
  }

  protected override settingsChanged(): void {
    this.loadTemplates();
  }

  private readonly loadTemplates = () => {
    void this.templates.load((signal) => api.templates(currentLanguage(), signal), true);
  };

  protected override render(): TemplateResult {
    return html`<form class="wizard" aria-labelledby="wizard-title" @submit=${this.onSubmit} @input=${this.onChange}>
      <h2 id="wizard-title">${t('offer.new')}</h2>
      ${this.wanted ? html`<p class="notice calm">${t('offer.answers', { title: this.wanted.title })}</p>` : nothing}
      ${loadedView(this.held.current, () => this.held.load(counts), (held) => whatStep(held.types, this.kind, this.types))}
      ${this.kind === 'entities'
        ? partStep({ part: this.extent, area: this.area, attributes: this.names.value ?? [], areas: this.areas.value ?? [] })
        : nothing}
      ${loadedView(this.templates.current, this.loadTemplates, (all) => termsStep(all, this.template))}
      ${this.kind === 'entities' ? levelStep() : nothing}
      <fieldset>
        <legend>${t('offer.step.name')}</legend>
        ${field('title', t('offer.title'), { required: true, value: this.wanted?.offerDraft?.title ?? '' })}
        ${field('description', t('offer.description'), { value: this.wanted?.offerDraft?.description ?? '' })}
      </fieldset>
      <div class="controls">
        <button type="submit" name="do" value="preview" ?disabled=${this.action.busy || !this.complete}>${t('offer.look')}</button>
        ${this.looked
          ? html`<button type="submit" name="do" value="publish" ?disabled=${this.action.busy || this.looked.conflicts.length > 0}>
              ${t('offer.publish')}
            </button>`
          : nothing}
      </div>
      ${this.action.view()} ${this.looked ? previewView(this.looked) : nothing}
    </form>`;
  }

  private get complete(): boolean {
    return this.template !== '' && (this.kind === 'remote' || this.types.length > 0);
  }

  private readonly onChange = (event: Event) => {
    const form = new FormData(event.currentTarget as HTMLFormElement);
    const types = form.getAll('type').map(String);
    if (types.join() !== this.types.join()) this.loadAttributes(types);
    this.kind = form.get('kind') === 'remote' ? 'remote' : 'entities';
    this.types = types;
    this.extent = String(form.get('part') ?? 'all');
    this.area = String(form.get('area') ?? '');
    this.template = String(form.get('template') ?? '');
    this.looked = undefined;
  };

  private loadAttributes(types: readonly string[]): void {
    void this.names.load(async (signal) => {
      const all = await Promise.all(types.map((type) => api.attributesOf(type, signal)));
      return [...new Set(all.flat())].sort();
    }, true);
  }

  private readonly onSubmit = async (event: SubmitEvent) => {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    const publish = new FormData(form, event.submitter).get('do') === 'publish' && this.looked !== undefined;
    const draft = draftOf(new FormData(form), this.templates.value ?? []);
    if (publish) {
      const done = t(this.wanted ? 'offer.answered' : 'offer.published', { title: draft.title });
      if (await this.action.run(() => this.publish(draft), done)) this.made(form);
      return;
    }
    const looked = await this.action.run(async () => {
      this.looked = await api.preview(draft, currentLanguage());
    }, t('offer.looked'));
    if (looked) await this.updateComplete.then(() => this.querySelector<HTMLElement>('#preview-title')?.focus());
  };

  /** An offer that was made for a request answers it, too. */
  private async publish(draft: api.OfferInput): Promise<void> {
    const made = await api.publish(draft, currentLanguage());
    if (this.wanted) await answer(this.wanted.id, { kind: 'offer', dataset: made.id });
  }

  private made(form: HTMLFormElement): void {
    form.reset();
    this.types = [];
    this.extent = 'all';
    this.area = '';
    this.template = '';
    this.looked = undefined;
    this.wanted = undefined;
    this.dispatchEvent(new CustomEvent('made', { bubbles: true }));
  }
}

customElements.define('tt-offer-wizard', OfferWizard);
