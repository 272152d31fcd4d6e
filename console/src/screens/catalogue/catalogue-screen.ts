import { html, nothing, type TemplateResult } from 'lit';
import { PageElement } from '../../ui/element.ts';
import { Loader } from '../../ui/loader.ts';
import { badge, emptyView, link, loadedView, time } from '../../ui/views.ts';
import { t } from '../../i18n.ts';
import { currentLanguage } from '../../settings.ts';
import { catalogue, type Dataset } from '../../api/catalogue.ts';
import { sources, type Source } from '../../api/node.ts';

interface View {
  readonly datasets: readonly Dataset[];
  /** Titles of licences that no publisher has confirmed, as the sources say. */
  readonly unconfirmed: ReadonlySet<string>;
}

/** What the node describes to the world: data sets with licence and attribution. */
export class CatalogueScreen extends PageElement {
  private readonly loader = new Loader<View>(this);

  override connectedCallback(): void {
    super.connectedCallback();
    this.reload();
  }

  /** Titles come in the visitor's language where the catalogue has them. */
  protected override settingsChanged(): void {
    this.reload();
  }

  private readonly reload = () =>
    void this.loader.load(async (signal) => {
      const [datasets, all] = await Promise.all([
        catalogue(currentLanguage(), signal),
        sources(signal).catch((): Source[] => []), // Only adds what the catalogue itself says, too.
      ]);
      const unconfirmed = all.filter((source) => source.licence && !source.licence.confirmed);
      return { datasets, unconfirmed: new Set(unconfirmed.map((source) => source.title)) };
    }, true);

  protected override render(): TemplateResult {
    return html`<div class="page">
      <h1>${t('nav.catalogue')}</h1>
      <p class="lead">${t('catalogue.lead')}</p>
      <p>
        ${t('catalogue.machines')} <a href="/catalogue?format=jsonld">JSON-LD</a>,
        <a href="/catalogue?format=ttl">Turtle</a>
      </p>
      ${loadedView(this.loader.current, this.reload, ({ datasets, unconfirmed }) =>
        datasets.length === 0
          ? emptyView(t('catalogue.none'), t('catalogue.none.help'))
          : html`<ul class="cards single">
              ${datasets.map((one) => html`<li>${this.card(one, unconfirmed.has(one.title))}</li>`)}
            </ul>`,
      )}
    </div>`;
  }

  private card(dataset: Dataset, unconfirmed: boolean): TemplateResult {
    const licence = dataset.licenceTitle || dataset.licenceUrl;
    const saysSo = unconfirmed || /unconfirmed/i.test(dataset.rights);
    return html`<article class="card" aria-label=${dataset.title}>
      <div class="card-head"><h2 class="small">${dataset.title}</h2></div>
      ${dataset.description ? html`<p>${dataset.description}</p>` : nothing}
      <dl class="facts">
        <div>
          <dt>${t('source.licence')}</dt>
          <dd>
            ${licence ? link(dataset.licenceUrl, licence) : t('licence.none')}
            ${saysSo ? badge('warn', t('licence.unconfirmed')) : nothing}
          </dd>
        </div>
        ${dataset.rights ? html`<div><dt>${t('source.attribution')}</dt><dd>${dataset.rights}</dd></div>` : nothing}
        ${dataset.publisher ? html`<div><dt>${t('catalogue.publisher')}</dt><dd>${dataset.publisher}</dd></div>` : nothing}
        ${dataset.modified ? html`<div><dt>${t('catalogue.modified')}</dt><dd>${time(dataset.modified)}</dd></div>` : nothing}
        ${dataset.distributions.length > 0
          ? html`<div>
              <dt>${t('catalogue.access')}</dt>
              <dd class="long">
                ${dataset.distributions.map((one) => html`<div>${link(one.url, one.url)} <small class="muted">${one.format}</small></div>`)}
              </dd>
            </div>`
          : nothing}
      </dl>
    </article>`;
  }
}

customElements.define('tt-catalogue', CatalogueScreen);
