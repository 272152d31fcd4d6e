import { html, nothing, type TemplateResult } from 'lit';
import * as api from '../../api/documents.ts';
import { t } from '../../i18n.ts';
import { PageElement } from '../../ui/element.ts';
import { Action } from '../../ui/action.ts';
import { verdictView } from './paper-view.ts';

/** Has an agreement document checked that somebody brings as a file. */
export class VerifyForm extends PageElement {
  static override properties = { verdict: { state: true } };
  declare verdict: api.Verdict | undefined;
  private readonly action = new Action(this, () => undefined);

  protected override render(): TemplateResult {
    return html`<section aria-labelledby="verify-title">
      <h2 id="verify-title">${t('verify.title')}</h2>
      <form class="card" @submit=${this.onSubmit}>
        <div class="field">
          <label for="verify-file">${t('verify.file')}</label>
          <input id="verify-file" name="file" type="file" required accept=".pdf,.html,.json" aria-describedby="verify-hint" />
          <p id="verify-hint" class="muted">${t('verify.help')}</p>
        </div>
        <div class="controls"><button type="submit" ?disabled=${this.action.busy}>${t('paper.verify')}</button></div>
        ${this.action.view()} ${this.verdict ? verdictView(this.verdict) : nothing}
      </form>
    </section>`;
  }

  private readonly onSubmit = async (event: SubmitEvent) => {
    event.preventDefault();
    const file = new FormData(event.target as HTMLFormElement).get('file');
    if (!(file instanceof File)) return;
    const form = (Object.keys(api.FORMS) as api.Form[]).find((one) => file.name.toLowerCase().endsWith(`.${one}`));
    this.verdict = undefined;
    await this.action.run(async () => {
      this.verdict = await api.verify(file, form ? api.FORMS[form] : file.type);
    }, t('paper.verified'));
  };
}

customElements.define('tt-verify', VerifyForm);
