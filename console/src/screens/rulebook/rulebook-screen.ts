import { html, nothing, type TemplateResult } from 'lit';
import { PageElement } from '../../ui/element.ts';
import { Loader } from '../../ui/loader.ts';
import { Action } from '../../ui/action.ts';
import { badge, emptyView, loadedView, problemView, time } from '../../ui/views.ts';
import { t } from '../../i18n.ts';
import { may } from '../../api/session.ts';
import { currentLanguage } from '../../settings.ts';
import * as trust from '../../api/trust.ts';
import * as api from '../../api/rulebook.ts';
import { reportView } from './report-view.ts';

/** The rules of the data space: which version holds, whether it is acknowledged, and how members keep to it. */
export class RulebookScreen extends PageElement {
  private readonly rulebook = new Loader<api.Rulebook>(this);
  private readonly report = new Loader<api.Report>(this);
  private readonly members = new Loader<api.Member[]>(this);
  private readonly participants = new Loader<trust.Participant[]>(this);
  private readonly self = new Loader<trust.Organisation>(this);
  private readonly action = new Action(this, () => this.reload());

  override connectedCallback(): void {
    super.connectedCallback();
    this.reload();
    void this.participants.load(trust.participants);
    void this.self.load(trust.organisation);
  }

  protected override settingsChanged(): void {
    this.reload();
  }

  private readonly reload = () => {
    void this.rulebook.load(api.rulebook, true).then(() => {
      if (!this.rulebook.value?.id) return;
      void this.report.load((signal) => api.report(currentLanguage(), signal), true);
      if (this.rulebook.value.own) void this.members.load((signal) => api.members(currentLanguage(), signal), true);
    });
  };

  protected override render(): TemplateResult {
    return html`<div class="page">
      <h1>${t('nav.rulebook')}</h1>
      <p class="lead">${t('rulebook.lead')}</p>
      ${this.action.view()} ${loadedView(this.rulebook.current, this.reload, (rulebook) => this.shown(rulebook))}
    </div>`;
  }

  private shown(rulebook: api.Rulebook): TemplateResult {
    if (!rulebook.id) return emptyView(t('rulebook.none'), rulebook.problem || t('rulebook.none.help'));
    return html`${this.current(rulebook)}
      <section aria-labelledby="report-title">
        <h2 id="report-title">${t('rulebook.report')}</h2>
        ${loadedView(this.report.current, this.reload, (report) => html`<article class="card"><h3>${this.name(report.member)}</h3>${reportView(report)}</article>`)}
      </section>
      ${rulebook.own ? this.others() : nothing}`;
  }

  private current(rulebook: api.Rulebook): TemplateResult {
    const title = api.textIn(rulebook.document?.title, currentLanguage());
    return html`<article class="card" aria-label=${title}>
      <div class="card-head">
        <h2>${title}</h2>
        ${rulebook.acknowledged ? badge('good', t('rulebook.acknowledged')) : badge('warn', t('report.notAcknowledged'))}
      </div>
      <p>${api.textIn(rulebook.document?.summary, currentLanguage())}</p>
      ${rulebook.problem ? html`<p class="notice warn">${rulebook.problem}</p>` : nothing}
      <dl class="facts">
        <div><dt>${t('rulebook.version')}</dt><dd>${rulebook.version}</dd></div>
        <div><dt>${t('rulebook.publisher')}</dt><dd>${this.name(rulebook.publisher ?? '')} <code>${rulebook.publisher}</code></dd></div>
        ${rulebook.signedAt ? html`<div><dt>${t('rulebook.signedAt')}</dt><dd>${time(rulebook.signedAt)}</dd></div>` : nothing}
        ${rulebook.acknowledged ? html`<div><dt>${t('report.acknowledged')}</dt><dd>${time(rulebook.acknowledged.at)}</dd></div>` : nothing}
        <div><dt>${t('paper.hash')}</dt><dd><code>${rulebook.hash}</code></dd></div>
      </dl>
      <div class="controls">
        ${rulebook.own ? html`<a href="/rulebook" target="_blank" rel="noopener">${t('rulebook.read')}</a>` : nothing}
        ${may('steward') && !rulebook.own
          ? html`<button type="button" class="quiet" ?disabled=${this.action.busy} @click=${this.refresh}>${t('rulebook.refresh')}</button>`
          : nothing}
        ${may('steward') && !rulebook.acknowledged
          ? html`<button type="button" ?disabled=${this.action.busy} @click=${() => this.acknowledge(rulebook)}>${t('rulebook.acknowledge')}</button>`
          : nothing}
      </div>
    </article>`;
  }

  private others(): TemplateResult {
    return html`<section aria-labelledby="members-title">
      <h2 id="members-title">${t('rulebook.members')}</h2>
      ${loadedView(this.members.current, this.reload, (all) =>
        all.length === 0
          ? emptyView(t('rulebook.members.none'), t('rulebook.members.none.help'))
          : html`<ul class="cards">${all.map((one) => html`<li>${this.member(one)}</li>`)}</ul>`,
      )}
    </section>`;
  }

  private member(one: api.Member): TemplateResult {
    const name = this.name(one.member);
    const label = t('rulebook.acknowledgedVersion', { version: one.acknowledged.version });
    return html`<article class="card" aria-label=${name}>
      <div class="card-head">
        <h3>${name}</h3>
        ${badge(one.acknowledged.current ? 'good' : 'warn', label)}
      </div>
      <p><code>${one.member}</code></p>
      ${one.report ? reportView(one.report) : problemView({ status: 502, title: '', detail: one.problem ?? '', url: '' }, this.reload)}
    </article>`;
  }

  private readonly name = (participant: string): string =>
    participant === this.self.value?.did
      ? this.self.value.name
      : ((this.participants.value ?? []).find((one) => one.id === participant)?.name ?? participant);

  private readonly refresh = () => this.action.run(api.refresh, t('rulebook.refreshed'));

  private acknowledge(rulebook: api.Rulebook): void {
    void this.action.run(() => api.acknowledge(rulebook.version ?? ''), t('rulebook.acknowledge.done', { version: rulebook.version ?? '' }));
  }
}

customElements.define('tt-rulebook', RulebookScreen);
