import { html, type TemplateResult } from 'lit';
import { t } from '../../i18n.ts';
import { field } from '../../ui/field.ts';

export interface NewAnchor {
  readonly did: string;
  readonly name: string;
  readonly types: string[];
}

/** Takes an issuer into the organisation's own list; the fields are emptied when that went well. */
export function anchorForm(busy: boolean, add: (anchor: NewAnchor) => Promise<boolean>): TemplateResult {
  const onSubmit = async (event: SubmitEvent) => {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    const values = new FormData(form);
    const types = String(values.get('types')).split(/[\s,]+/).filter(Boolean);
    const anchor = { did: String(values.get('did')).trim(), name: String(values.get('name')).trim(), types };
    if (await add(anchor)) form.reset();
  };
  return html`<form class="card" aria-labelledby="anchor-form-title" @submit=${onSubmit}>
    <h3 id="anchor-form-title">${t('anchor.add')}</h3>
    ${field('did', t('participant.id'), { required: true, pattern: 'did:[a-z0-9]+:.+', hint: t('anchor.did.hint') })}
    ${field('name', t('column.name'), { required: true })}
    ${field('types', t('anchor.types'), { required: true, hint: t('anchor.types.hint') })}
    <div class="controls"><button type="submit" ?disabled=${busy}>${t('anchor.add')}</button></div>
  </form>`;
}
