import { html, nothing, type TemplateResult } from 'lit';

export interface FieldOptions {
  readonly type?: 'text' | 'email' | 'password';
  readonly value?: string;
  readonly required?: boolean;
  /** A regular expression for the whole value. */
  readonly pattern?: string;
  readonly hint?: string;
  readonly autocomplete?: AutoFill;
}

/** A text field with its label above and, where there is one, a hint that is read with it. */
export function field(name: string, label: string, options: FieldOptions = {}): TemplateResult {
  const { type = 'text', value = '', required = false, pattern, hint, autocomplete } = options;
  return html`<div class="field">
    <label for="field-${name}">${label}</label>
    <input
      id="field-${name}"
      name=${name}
      type=${type}
      .value=${value}
      ?required=${required}
      pattern=${pattern ?? nothing}
      autocomplete=${autocomplete ?? 'off'}
      aria-describedby=${hint ? `hint-${name}` : nothing}
    />
    ${hint ? html`<p id="hint-${name}" class="muted">${hint}</p>` : nothing}
  </div>`;
}
