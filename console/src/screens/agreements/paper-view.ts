import { html, nothing, type TemplateResult } from 'lit';
import * as api from '../../api/documents.ts';
import { may } from '../../api/session.ts';
import { messageOr, t } from '../../i18n.ts';
import { currentLanguage } from '../../settings.ts';
import { PageElement } from '../../ui/element.ts';
import { Action } from '../../ui/action.ts';
import { Loader } from '../../ui/loader.ts';
import { saveBlob } from '../../ui/save.ts';
import { badge, loadedView, time, type Tone } from '../../ui/views.ts';

const TONES: Record<api.Paper['state'], Tone> = { SENT: 'warn', WAITING: 'warn', SIGNED: 'good', REFUSED: 'bad' };
const FORMS = Object.keys(api.FORMS) as api.Form[];

/** An agreement's document: who has signed which text, whether that holds, and its forms to save. Loaded when opened. */
export class PaperView extends PageElement {
  static override properties = { agreement: {}, names: { attribute: false }, verdict: { state: true } };
  declare agreement: string;
  declare names: (participant: string) => string;
  declare verdict: api.Verdict | undefined;
  private readonly paper = new Loader<api.Paper>(this);
  private readonly action = new Action(this, () => undefined);

  constructor() {
    super();
    this.names = (participant) => participant;
  }

  protected override render(): TemplateResult {
    return html`<details @toggle=${this.onToggle}>
      <summary>${t('agreement.document')}</summary>
      ${loadedView(this.paper.current, this.load, (paper) => this.shown(paper))}
    </details>`;
  }

  private readonly onToggle = (event: Event) => {
    if ((event.target as HTMLDetailsElement).open) this.load();
  };

  private readonly load = () => {
    void this.paper.load((signal) => api.paper(this.agreement, signal), true);
  };

  private shown(paper: api.Paper): TemplateResult {
    const last = paper.timeline.at(-1);
    return html`<p>${badge(TONES[paper.state], t(`paper.state.${paper.state}`))} ${last?.reason ?? nothing}</p>
      <dl class="facts">
        ${paper.signatures.map((jws) => this.signature(paper, api.signature(jws)))}
        <div><dt>${t('paper.hash')}</dt><dd><code>${paper.hash}</code></dd></div>
        <div><dt>${t('paper.policyHash')}</dt><dd><code>${paper.document.policyHash}</code></dd></div>
      </dl>
      <div class="controls">
        ${FORMS.map(
          (form) => html`<button type="button" class="quiet" ?disabled=${this.action.busy} @click=${() => this.save(form)}>
            ${t('paper.save', { form: form.toUpperCase() })}
          </button>`,
        )}
        <button type="button" class="quiet" ?disabled=${this.action.busy} @click=${this.check}>${t('paper.verify')}</button>
        ${paper.state === 'WAITING' && may('steward')
          ? html`<button type="button" ?disabled=${this.action.busy} @click=${this.sign}>${t('paper.sign')}</button>`
          : nothing}
      </div>
      ${this.action.view()} ${this.verdict ? verdictView(this.verdict) : nothing}`;
  }

  private signature({ document }: api.Paper, one: api.Signature): TemplateResult {
    const party = [document.provider, document.consumer].find((side) => side.did === one.by);
    return html`<div>
      <dt>${t('paper.signedBy')}</dt>
      <dd>
        ${party?.name ?? this.names(one.by)} ${one.at === undefined ? nothing : time(new Date(one.at * 1000).toISOString())}
        <p class="muted"><code>${one.key}</code></p>
      </dd>
    </div>`;
  }

  private readonly save = (form: api.Form) =>
    this.action.run(async () => saveBlob(`agreement.${form}`, await api.paperFile(this.agreement, form, currentLanguage())), t('paper.saved'));

  private readonly check = () =>
    this.action.run(async () => {
      this.verdict = await api.verify(await api.paperFile(this.agreement, 'pdf', currentLanguage()), api.FORMS.pdf);
    }, t('paper.verified'));

  private readonly sign = async () => {
    if (await this.action.run(() => api.sign(this.agreement), t('paper.signed'))) this.load();
  };
}

/** What was looked at, and what came of it. */
export function verdictView(verdict: api.Verdict): TemplateResult {
  return html`<div class="notice ${verdict.valid ? 'calm' : 'bad'}" role="status">
    <div>
      <p><strong>${t(verdict.valid ? 'paper.valid' : 'paper.invalid')}</strong></p>
      <ul class="plain">
        ${verdict.checks.map(
          (one) => html`<li>${badge(one.ok ? 'good' : 'bad', messageOr(`paper.check.${one.check.replace('signature of the ', '').replace(' ', '')}`, one.check))} ${one.detail}</li>`,
        )}
      </ul>
    </div>
  </div>`;
}

customElements.define('tt-paper', PaperView);
