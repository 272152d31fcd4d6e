import { html, nothing, type TemplateResult } from 'lit';
import type { OnboardingDocument, Simpl } from '../../api/simpl.ts';
import { t } from '../../i18n.ts';
import { badge, time } from '../../ui/views.ts';

export interface DocumentActions {
  upload(document: string, file: File): void;
  submit(): void;
}

/** The documents that the authority wants to see, and the way to send the request off. */
export function documentList(simpl: Simpl, busy: boolean, actions: DocumentActions): TemplateResult {
  const { documents = [], comments = [] } = simpl.onboarding ?? {};
  const missing = documents.some((one) => one.required && !one.uploaded);
  return html`<section class="card" aria-labelledby="documents-title">
    <h2 id="documents-title">${t('join.step.documents')}</h2>
    ${simpl.state === 'revision' ? html`<p class="notice warn">${t('join.revision')}</p>` : nothing}
    ${comments.length > 0
      ? html`<ul class="plain">${comments.map((one) => html`<li>${time(one.at)} <strong>${one.by}</strong>: ${one.text}</li>`)}</ul>`
      : nothing}
    ${documents.length === 0 ? html`<p>${t('document.none')}</p>` : documents.map((one) => row(one, busy, actions))}
    <div class="controls">
      <button type="button" ?disabled=${busy || missing} @click=${() => actions.submit()}>${t('join.submit')}</button>
      ${missing ? html`<span class="muted">${t('document.missing')}</span>` : nothing}
    </div>
  </section>`;
}

function row(document: OnboardingDocument, busy: boolean, actions: DocumentActions): TemplateResult {
  const onChange = (event: Event) => {
    const file = (event.target as HTMLInputElement).files?.[0];
    if (file) actions.upload(document.id, file);
  };
  return html`<div class="field">
    <label for="document-${document.id}">
      ${document.name} ${document.required ? t('document.required') : t('document.optional')}
    </label>
    ${document.description ? html`<p class="muted">${document.description}</p>` : nothing}
    ${document.uploaded ? html`<p>${badge('good', t('document.there', { name: document.uploaded }))}</p>` : nothing}
    <input id="document-${document.id}" type="file" ?disabled=${busy} @change=${onChange} />
  </div>`;
}
