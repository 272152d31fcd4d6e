import { html, type TemplateResult } from 'lit';
import { KNOWN_TYPES } from '../domain/measures.ts';
import { typeName } from '../domain/labels.ts';
import { t } from '../i18n.ts';

/** Types to choose from: those with a measure, districts, and whatever the address names. */
export function typeChoice(current: string, choose: (type: string) => void): TemplateResult {
  const types = [...new Set<string>([...KNOWN_TYPES, 'AdministrativeArea', current])];
  return html`<label>
    <span>${t('choice.type')}</span>
    <select id="type" @change=${(event: Event) => choose((event.target as HTMLSelectElement).value)}>
      ${types.map((type) => html`<option value=${type} ?selected=${type === current}>${typeName(type)}</option>`)}
    </select>
  </label>`;
}
