import { LitElement } from 'lit';
import { settingsEvents } from '../settings.ts';

/**
 * Base of our elements. They render into the page itself (no shadow root), so that one style sheet, label references
 * and the checking tools reach everything. They render again when language or colours change.
 */
export abstract class PageElement extends LitElement {
  private readonly onSettings = () => {
    this.settingsChanged();
    this.requestUpdate();
  };

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    settingsEvents.addEventListener('change', this.onSettings);
  }

  override disconnectedCallback(): void {
    settingsEvents.removeEventListener('change', this.onSettings);
    super.disconnectedCallback();
  }

  /** For those that draw what Lit does not render. */
  protected settingsChanged(): void {}
}
