import { html, type TemplateResult } from 'lit';
import { PageElement } from './element.ts';
import { t } from '../i18n.ts';
import { announce } from './announce.ts';
import { icon } from './icons.ts';

/** Copies its text; where the browser forbids that, says so (the text stands beside it to be selected). */
export class CopyButton extends PageElement {
  static override properties = { text: {}, label: {}, done: { state: true } };
  declare text: string;
  declare label: string;
  declare done: 'no' | 'yes' | 'failed';

  constructor() {
    super();
    this.text = '';
    this.label = '';
    this.done = 'no';
  }

  protected override render(): TemplateResult {
    const words = { no: this.label, yes: t('copy.done'), failed: t('copy.failed') }[this.done];
    return html`<button type="button" @click=${this.copy}>${icon(this.done === 'yes' ? 'check' : 'copy')}${words}</button>`;
  }

  protected override willUpdate(changed: Map<string, unknown>): void {
    if (changed.has('text')) this.done = 'no';
  }

  private readonly copy = async () => {
    try {
      await navigator.clipboard.writeText(this.text);
      this.done = 'yes';
    } catch {
      this.done = 'failed';
    }
    announce(t(this.done === 'yes' ? 'copy.done' : 'copy.failed'));
  };
}

customElements.define('tt-copy', CopyButton);
