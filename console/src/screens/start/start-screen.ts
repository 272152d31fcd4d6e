import { html, nothing, type TemplateResult } from 'lit';
import { PageElement } from '../../ui/element.ts';
import { Loader } from '../../ui/loader.ts';
import { badge, emptyView, link, loadedView, time } from '../../ui/views.ts';
import { icon } from '../../ui/icons.ts';
import { plural, t } from '../../i18n.ts';
import { countryName, number } from '../../format.ts';
import { href } from '../../router.ts';
import * as api from '../../api/node.ts';
import { sourceCard } from './source-card.ts';
import { peerCard } from './peer-card.ts';
import { typeTable } from './type-table.ts';

const REFRESH_MS = 10_000;

/** "2 of 3", with a sign to look where it is not all. */
function share<T>(all: readonly T[] | undefined, good: (one: T) => boolean) {
  if (!all) return { text: '–', look: nothing };
  const part = all.filter(good).length;
  const look = part < all.length ? badge('warn', t('start.look')) : nothing;
  return { text: t('start.share', { part: number(part), all: number(all.length) }), look };
}

/**
 * Who am I, and is everything well: the node, its sources, its peers, what it holds. Each part is asked for by itself, so
 * that one that fails does not hide the others.
 */
export class StartScreen extends PageElement {
  static override properties = { automatic: { state: true } };
  declare automatic: boolean;
  private readonly node = new Loader<api.NodeInfo>(this);
  private readonly sources = new Loader<api.Source[]>(this);
  private readonly peers = new Loader<api.Peer[]>(this);
  private readonly counts = new Loader<api.Counts>(this);
  private readonly quarantine = new Loader<api.QuarantinePage>(this);
  private timer: ReturnType<typeof setInterval> | undefined;

  constructor() {
    super();
    this.automatic = true;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.reload();
    this.timer = setInterval(() => {
      if (this.automatic && !document.hidden) this.reload();
    }, REFRESH_MS);
  }

  override disconnectedCallback(): void {
    clearInterval(this.timer);
    super.disconnectedCallback();
  }

  private readonly reload = () => {
    void this.node.load(api.node, true);
    void this.sources.load(api.sources, true);
    void this.peers.load(api.peers, true);
    void this.counts.load(api.counts, true);
    void this.quarantine.load((signal) => api.quarantine('', 0, 1, signal), true);
  };

  protected override render(): TemplateResult {
    return html`<div class="page">${loadedView(this.node.current, this.reload, (node) => this.content(node))}</div>`;
  }

  private content(node: api.NodeInfo): TemplateResult {
    return html`
      <div class="title-row">
        <div>
          <h1>${node.title}</h1>
          <p class="lead">${t('start.lead', { country: countryName(node.country) })}</p>
        </div>
        <div class="controls">
          <label class="check">
            <input type="checkbox" .checked=${this.automatic} @change=${this.onAutomatic} />${t('start.automatic')}
          </label>
          <button type="button" @click=${this.reload}>${icon('refresh')}${t('action.refresh')}</button>
        </div>
      </div>
      ${node.writes === 'open'
        ? html`<div class="notice warn">${icon('alert')}<p>${t('start.writesOpen')}</p></div>`
        : nothing}
      ${this.figures()} ${this.sourceList()}
      <div class="columns">${this.peerList()} ${this.holdings()}</div>
      ${this.about(node)}
    `;
  }

  private sourceList(): TemplateResult {
    return html`<section aria-labelledby="sources-title">
      <h2 id="sources-title">${t('start.sources')}</h2>
      ${loadedView(this.sources.current, this.reload, (sources) =>
        sources.length === 0
          ? emptyView(t('start.sources.none'), t('start.sources.none.help'))
          : html`<ul class="cards">${sources.map((source) => html`<li>${sourceCard(source)}</li>`)}</ul>`,
      )}
    </section>`;
  }

  private peerList(): TemplateResult {
    return html`<section aria-labelledby="peers-title">
      <h2 id="peers-title">${t('start.peers')}</h2>
      ${loadedView(this.peers.current, this.reload, (peers) =>
        peers.length === 0
          ? emptyView(t('start.peers.none'), t('start.peers.none.help'))
          : html`<ul class="cards single">${peers.map((peer) => html`<li>${peerCard(peer)}</li>`)}</ul>`,
      )}
    </section>`;
  }

  private holdings(): TemplateResult {
    return html`<section aria-labelledby="holds-title">
      <h2 id="holds-title">${t('start.holds')}</h2>
      ${loadedView(this.counts.current, this.reload, ({ types }) =>
        types.length === 0 ? emptyView(t('start.holds.none'), t('start.holds.none.help')) : typeTable(types),
      )}
    </section>`;
  }

  private readonly onAutomatic = (event: Event) => {
    this.automatic = (event.target as HTMLInputElement).checked;
  };

  private figures(): TemplateResult {
    const { value: counts } = this.counts;
    const quarantined = this.quarantine.value?.total;
    const well = share(this.sources.value, (source) => source.state === 'ok');
    const up = share(this.peers.value, (peer) => peer.state === 'up');
    return html`<ul class="figures" aria-label=${t('start.figures')}>
      <li><strong>${counts ? number(counts.entities) : '–'}</strong><span>${t('start.figure.entities')}</span></li>
      <li><strong>${counts ? number(counts.historyInstances) : '–'}</strong><span>${t('start.figure.history')}</span></li>
      <li><strong>${well.text}</strong><span>${t('start.figure.sources')}</span>${well.look}</li>
      <li><strong>${up.text}</strong><span>${t('start.figure.peers')}</span>${up.look}</li>
      <li>
        <strong>${quarantined === undefined ? '–' : number(quarantined)}</strong>
        <a href=${href('quarantine')}>${plural('start.figure.quarantine', quarantined ?? 0)}</a>
      </li>
    </ul>`;
  }

  private about(node: api.NodeInfo): TemplateResult {
    return html`<section aria-labelledby="about-title">
      <h2 id="about-title">${t('start.about')}</h2>
      <dl class="facts">
        <div><dt>${t('about.address')}</dt><dd>${link(node.publicUrl, node.publicUrl)}</dd></div>
        <div><dt>${t('about.started')}</dt><dd>${time(node.startedAt)}</dd></div>
        <div><dt>${t('about.version')}</dt><dd>${node.version}</dd></div>
        <div><dt>${t('about.storage')}</dt><dd>${node.storage}</dd></div>
      </dl>
    </section>`;
  }
}

customElements.define('tt-start', StartScreen);
