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

interface Overview {
  readonly node: api.NodeInfo;
  readonly sources: readonly api.Source[];
  readonly peers: readonly api.Peer[];
  readonly counts: api.Counts;
  readonly quarantined: number;
}

async function overview(signal: AbortSignal): Promise<Overview> {
  const [node, sources, peers, counts, quarantine] = await Promise.all([
    api.node(signal),
    api.sources(signal),
    api.peers(signal),
    api.counts(signal),
    api.quarantine('', 0, 1, signal),
  ]);
  return { node, sources, peers, counts, quarantined: quarantine.total };
}

const REFRESH_MS = 10_000;

/** Who am I, and is everything well: the node, its sources, its peers, what it holds. */
export class StartScreen extends PageElement {
  static override properties = { automatic: { state: true } };
  declare automatic: boolean;
  private readonly loader = new Loader<Overview>(this);
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

  private readonly reload = () => void this.loader.load(overview, true);

  protected override render(): TemplateResult {
    return html`<div class="page">${loadedView(this.loader.current, this.reload, (value) => this.content(value))}</div>`;
  }

  private content(value: Overview): TemplateResult {
    const { node, sources, peers, counts } = value;
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
      ${this.figures(value)}
      <section aria-labelledby="sources-title">
        <h2 id="sources-title">${t('start.sources')}</h2>
        ${sources.length === 0
          ? emptyView(t('start.sources.none'), t('start.sources.none.help'))
          : html`<ul class="cards">${sources.map((source) => html`<li>${sourceCard(source)}</li>`)}</ul>`}
      </section>
      <div class="columns">
        <section aria-labelledby="peers-title">
          <h2 id="peers-title">${t('start.peers')}</h2>
          ${peers.length === 0
            ? emptyView(t('start.peers.none'), t('start.peers.none.help'))
            : html`<ul class="cards single">${peers.map((peer) => html`<li>${peerCard(peer)}</li>`)}</ul>`}
        </section>
        <section aria-labelledby="holds-title">
          <h2 id="holds-title">${t('start.holds')}</h2>
          ${counts.types.length === 0
            ? emptyView(t('start.holds.none'), t('start.holds.none.help'))
            : typeTable(counts.types)}
        </section>
      </div>
      ${this.about(node)}
    `;
  }

  private readonly onAutomatic = (event: Event) => {
    this.automatic = (event.target as HTMLInputElement).checked;
  };

  private figures({ sources, peers, counts, quarantined }: Overview): TemplateResult {
    const well = sources.filter((source) => source.state === 'ok').length;
    const up = peers.filter((peer) => peer.state === 'up').length;
    const share = (part: number, all: number) => t('start.share', { part: number(part), all: number(all) });
    return html`<ul class="figures" aria-label=${t('start.figures')}>
      <li><strong>${number(counts.entities)}</strong><span>${t('start.figure.entities')}</span></li>
      <li><strong>${number(counts.historyInstances)}</strong><span>${t('start.figure.history')}</span></li>
      <li>
        <strong>${share(well, sources.length)}</strong><span>${t('start.figure.sources')}</span>
        ${well < sources.length ? badge('warn', t('start.look')) : nothing}
      </li>
      <li>
        <strong>${share(up, peers.length)}</strong><span>${t('start.figure.peers')}</span>
        ${up < peers.length ? badge('warn', t('start.look')) : nothing}
      </li>
      <li>
        <strong>${number(quarantined)}</strong>
        <a href=${href('quarantine')}>${plural('start.figure.quarantine', quarantined)}</a>
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
