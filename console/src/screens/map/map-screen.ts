import { html, nothing, type TemplateResult } from 'lit';
import { PageElement } from '../../ui/element.ts';
import { Loader } from '../../ui/loader.ts';
import { emptyView, loadedView, warningsView } from '../../ui/views.ts';
import { icon } from '../../ui/icons.ts';
import { announce } from '../../ui/announce.ts';
import { plural, t } from '../../i18n.ts';
import { href, replaceParameters } from '../../router.ts';
import { queryAcrossBorder, type CrossBorderAnswer, type PlacedEntity } from '../../domain/crossborder.ts';
import { measuresOf, type Measure } from '../../domain/measures.ts';
import { nameOf } from '../../domain/entity.ts';
import { measureName } from '../../domain/labels.ts';
import { currentLanguage } from '../../settings.ts';
import { typeChoice } from '../type-choice.ts';
import { entityDetails } from './details.ts';
import { entityList } from './entity-list.ts';
import { entityTable } from './entity-table.ts';
import { citiesOf, type City } from './cities.ts';
import { legend } from './legend.ts';
import './map-view.ts';
import type { MapView } from './map-view.ts';

/** Both cities' entities from one query: on a map, as a list beside it, or as a table instead. */
export class MapScreen extends PageElement {
  static override properties = { parameters: { attribute: false } };
  declare parameters: URLSearchParams;
  private readonly answer = new Loader<CrossBorderAnswer>(this);
  private loadedType = '';
  /** Where the focus goes back to when the details are closed. */
  private opener: HTMLElement | null = null;
  /** What takes the focus once the address, and with it the screen, has changed. */
  private focusNext: (() => HTMLElement | null) | undefined;

  constructor() {
    super();
    this.parameters = new URLSearchParams();
    this.addEventListener('keydown', (event) => this.onKey(event));
  }

  private get type(): string {
    return this.parameters.get('type') ?? 'OffStreetParking';
  }

  private get asTable(): boolean {
    return this.parameters.get('view') === 'table';
  }

  private get measure(): Measure | undefined {
    const all = measuresOf(this.type);
    return all.find((one) => one.id === this.parameters.get('measure')) ?? all[0];
  }

  private get selected(): PlacedEntity | undefined {
    const id = this.parameters.get('entity');
    return id ? this.answer.value?.items.find((item) => item.entity.id === id) : undefined;
  }

  protected override willUpdate(): void {
    if (this.type !== this.loadedType) this.reload();
  }

  protected override updated(changed: Map<string, unknown>): void {
    if (!changed.has('parameters')) return;
    this.focusNext?.()?.focus();
    this.focusNext = undefined;
  }

  private readonly reload = () => {
    const again = this.loadedType === this.type;
    this.loadedType = this.type;
    void this.answer
      .load((signal) => queryAcrossBorder(this.type, signal), again)
      .then(() => this.answer.value && announce(plural('map.found', this.answer.value.items.length)));
  };

  /** "t" changes between map and table while the focus is in the screen, but never while somebody types. */
  private onKey(event: KeyboardEvent): void {
    const target = event.target as HTMLElement;
    if (event.key === 'Escape' && this.selected) this.close();
    if (event.key !== 't' || event.ctrlKey || event.altKey || event.metaKey) return;
    if (target.matches('input, select, textarea')) return;
    this.showAs(!this.asTable);
  }

  private showAs(asTable: boolean): void {
    this.focusNext = () => this.querySelector('#view-switch');
    replaceParameters({ view: asTable ? 'table' : undefined });
    announce(t(asTable ? 'map.shown.table' : 'map.shown.map'));
  }

  protected override render(): TemplateResult {
    return html`<div class="page wide">
      <div class="title-row">
        <h1>${t('nav.map')}</h1>
        <button type="button" id="view-switch" class="primary" aria-keyshortcuts="t" @click=${() => this.showAs(!this.asTable)}>
          ${icon(this.asTable ? 'map' : 'table')}${t(this.asTable ? 'map.showMap' : 'map.showTable')}
          <kbd aria-hidden="true">T</kbd>
        </button>
      </div>
      <div class="controls">
        ${typeChoice(this.type, (type) => replaceParameters({ type, measure: undefined, entity: undefined }))}
        ${this.measureChoice()} ${this.asTable ? nothing : this.cityButtons()}
        <button type="button" ?disabled=${this.answer.busy} @click=${this.reload}>${icon('refresh')}${t('action.refresh')}</button>
        <a class="aside" href=${href('raw', { type: this.type })}>${t('map.raw')}</a>
      </div>
      ${loadedView(this.answer.current, this.reload, (answer) => this.content(answer))}
    </div>`;
  }

  private measureChoice(): TemplateResult | typeof nothing {
    const all = measuresOf(this.type);
    if (all.length < 2) return nothing;
    return html`<label>
      <span>${t('map.measure')}</span>
      <select id="measure" @change=${(event: Event) => replaceParameters({ measure: (event.target as HTMLSelectElement).value })}>
        ${all.map((one) => html`<option value=${one.id} ?selected=${one === this.measure}>${measureName(one)}</option>`)}
      </select>
    </label>`;
  }

  private get cities(): City[] {
    const answer = this.answer.value;
    return answer ? citiesOf(answer) : [];
  }

  private cityButtons(): TemplateResult {
    return html`<div class="group" role="group" aria-label=${t('map.goTo')}>
      ${this.cities.map(
        (city) => html`<button type="button" @click=${() => this.view()?.show(city.bounds)}>${city.name}</button>`,
      )}
      <button type="button" @click=${() => this.view()?.showAll()}>${t('map.all')}</button>
    </div>`;
  }

  private view(): MapView | null {
    return this.querySelector<MapView>('tt-map-view');
  }

  private content(answer: CrossBorderAnswer): TemplateResult {
    const { selected, measure } = this;
    const unknownOrigins = answer.items.length > 0 && !answer.originsKnown;
    if (answer.items.length === 0) {
      return html`${warningsView(answer.warnings)}${emptyView(t('map.none'), t('map.none.help'))}`;
    }
    return html`
      ${warningsView(answer.warnings)}
      ${unknownOrigins ? html`<p class="notice calm">${t('origin.noMap')}</p>` : nothing}
      ${this.asTable
        ? entityTable(answer.items, this.type)
        : html`<div class="map-layout ${selected ? 'with-details' : ''}">
            <div class="map-side">
              ${legend(measure)}
              ${entityList(answer.items, measure, selected, (item, opener) => this.open(item, opener))}
            </div>
            <tt-map-view
              .items=${answer.items}
              .cities=${this.cities}
              .measure=${measure}
              .selected=${selected?.entity.id ?? ''}
              @tt-select=${(event: CustomEvent<string>) => this.selectOnMap(event.detail)}
              @tt-no-map=${() => this.showAs(true)}
            ></tt-map-view>
            ${selected ? entityDetails(selected, () => this.close()) : nothing}
          </div>`}
    `;
  }

  private open(item: PlacedEntity, opener: HTMLElement): void {
    this.opener = opener;
    this.focusNext = () => this.querySelector('#details-title');
    replaceParameters({ entity: item.entity.id });
  }

  private selectOnMap(id: string): void {
    this.opener = null;
    replaceParameters({ entity: id || undefined });
    const item = this.selected;
    if (item) announce(t('map.opened', { name: nameOf(item.entity, currentLanguage()) }));
  }

  private close(): void {
    this.focusNext = () => this.opener ?? this.querySelector('#view-switch');
    replaceParameters({ entity: undefined });
  }
}

customElements.define('tt-map', MapScreen);
