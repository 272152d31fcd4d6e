import { html, nothing, type TemplateResult } from 'lit';
import { PageElement } from '../../ui/element.ts';
import { Loader } from '../../ui/loader.ts';
import { emptyView, loadedView, problemView, time } from '../../ui/views.ts';
import { announce } from '../../ui/announce.ts';
import { confirmDialog } from '../../ui/confirm.ts';
import { t, plural } from '../../i18n.ts';
import { number } from '../../format.ts';
import { replaceParameters } from '../../router.ts';
import { toProblem, type Problem } from '../../api/http.ts';
import * as api from '../../api/node.ts';

const PAGE = 20;

interface View {
  readonly page: api.QuarantinePage;
  readonly sources: readonly api.Source[];
}

/** Records that were refused: why, where, and what to do with them. */
export class QuarantineScreen extends PageElement {
  static override properties = { parameters: { attribute: false }, failure: { state: true }, outcome: { state: true } };
  declare parameters: URLSearchParams;
  declare failure: Problem | undefined;
  declare outcome: string;
  private readonly loader = new Loader<View>(this);

  constructor() {
    super();
    this.parameters = new URLSearchParams();
    this.outcome = '';
  }

  private get source(): string {
    return this.parameters.get('source') ?? '';
  }

  private get offset(): number {
    return Math.max(0, Number(this.parameters.get('offset')) || 0);
  }

  protected override willUpdate(changed: Map<string, unknown>): void {
    if (changed.has('parameters')) this.reload();
  }

  private readonly reload = () =>
    void this.loader.load(async (signal) => {
      const [page, sources] = await Promise.all([
        api.quarantine(this.source, this.offset, PAGE, signal),
        api.sources(signal).catch((): api.Source[] => []), // Only for their titles.
      ]);
      return { page, sources };
    }, true);

  protected override render(): TemplateResult {
    return html`<div class="page">
      <h1>${t('nav.quarantine')}</h1>
      <p class="lead">${t('quarantine.lead')}</p>
      ${this.failure ? problemView(this.failure, this.reload) : nothing}
      ${this.outcome ? html`<p class="notice calm">${this.outcome}</p>` : nothing}
      ${loadedView(this.loader.current, this.reload, (view) => this.content(view))}
    </div>`;
  }

  private content({ page, sources }: View): TemplateResult {
    const titles = new Map(sources.map((source) => [source.id, source.title]));
    return html`
      <div class="controls">
        <label>
          <span>${t('quarantine.source')}</span>
          <select @change=${this.onSource}>
            <option value="" ?selected=${this.source === ''}>${t('quarantine.all')}</option>
            ${sources.map((one) => html`<option value=${one.id} ?selected=${one.id === this.source}>${one.title}</option>`)}
          </select>
        </label>
        <button type="button" ?disabled=${page.total === 0} @click=${this.replayAll}>${t('quarantine.replayAll')}</button>
      </div>
      <p>${plural('quarantine.count', page.total)}</p>
      ${page.items.length === 0
        ? emptyView(t('quarantine.none'), t('quarantine.none.help'))
        : html`<ul class="cards single">
            ${page.items.map((item) => html`<li>${this.item(item, titles.get(item.source) ?? item.source)}</li>`)}
          </ul>`}
      ${this.paging(page)}
    `;
  }

  private item(item: api.QuarantineItem, sourceTitle: string): TemplateResult {
    const record = typeof item.record === 'string' ? item.record : JSON.stringify(item.record, null, 2);
    return html`<article class="card" aria-label=${t('quarantine.item', { source: sourceTitle, id: item.id })}>
      <div class="card-head"><h2 class="small">${item.reason}</h2></div>
      <dl class="facts">
        <div><dt>${t('quarantine.source')}</dt><dd>${sourceTitle}</dd></div>
        <div><dt>${t('quarantine.at')}</dt><dd>${time(item.at)}</dd></div>
        ${item.pointer ? html`<div><dt>${t('quarantine.pointer')}</dt><dd><code>${item.pointer}</code></dd></div>` : nothing}
      </dl>
      <details>
        <summary>${t('quarantine.record')}</summary>
        <pre tabindex="0" role="group" aria-label=${t('quarantine.record')}>${record}</pre>
      </details>
      <div class="controls">
        <button type="button" @click=${() => this.act(() => api.replay(item.id), t('quarantine.replayed'))}>
          ${t('quarantine.replay')}
        </button>
        <button type="button" class="quiet" @click=${() => this.discard(item)}>${t('quarantine.discard')}</button>
      </div>
    </article>`;
  }

  private paging(page: api.QuarantinePage): TemplateResult | typeof nothing {
    if (page.total <= PAGE) return nothing;
    const last = Math.min(this.offset + PAGE, page.total);
    const go = (offset: number) => () => replaceParameters({ offset: offset > 0 ? String(offset) : undefined });
    return html`<nav class="controls" aria-label=${t('paging.label')}>
      <button type="button" ?disabled=${this.offset === 0} @click=${go(this.offset - PAGE)}>${t('paging.previous')}</button>
      <span>${t('paging.range', { first: number(this.offset + 1), last: number(last), total: number(page.total) })}</span>
      <button type="button" ?disabled=${last >= page.total} @click=${go(this.offset + PAGE)}>${t('paging.next')}</button>
    </nav>`;
  }

  private readonly onSource = (event: Event) => {
    replaceParameters({ source: (event.target as HTMLSelectElement).value || undefined, offset: undefined });
  };

  private readonly replayAll = () =>
    this.act(async () => {
      const result = await api.replayAll(this.source);
      return t('quarantine.replayedAll', {
        replayed: number(result.replayed),
        still: number(result.stillQuarantined),
      });
    }, '');

  private async discard(item: api.QuarantineItem): Promise<void> {
    const sure = await confirmDialog(t('quarantine.discard.sure'), t('quarantine.discard'));
    if (sure) await this.act(() => api.discard(item.id), t('quarantine.discarded'));
  }

  private async act(action: () => Promise<string | void>, done: string): Promise<void> {
    this.failure = undefined;
    try {
      this.outcome = (await action()) || done;
      announce(this.outcome);
    } catch (error) {
      this.outcome = '';
      this.failure = toProblem(error);
    }
    this.reload();
  }
}

customElements.define('tt-quarantine', QuarantineScreen);
