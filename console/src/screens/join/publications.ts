import { html, nothing, type TemplateResult } from 'lit';
import type { Publication } from '../../api/simpl.ts';
import { messageOr, t } from '../../i18n.ts';
import { may } from '../../api/session.ts';
import { badge, emptyView, time } from '../../ui/views.ts';

export interface PublicationActions {
  publish(publication: Publication): void;
  withdraw(publication: Publication): void;
}

/** What of the own catalogue stands in the authority's, and what keeps the rest from it. */
export function publicationList(all: readonly Publication[], busy: boolean, actions: PublicationActions): TemplateResult {
  return html`<section aria-labelledby="publications-title">
    <h2 id="publications-title">${t('publication.title')}</h2>
    ${all.length === 0
      ? emptyView(t('catalogue.none'), t('catalogue.none.help'))
      : html`<ul class="cards">${all.map((one) => html`<li>${card(one, busy, actions)}</li>`)}</ul>`}
  </section>`;
}

function card(one: Publication, busy: boolean, actions: PublicationActions): TemplateResult {
  const published = one.state === 'published';
  return html`<article class="card" aria-label=${one.title}>
    <div class="card-head">
      <h3>${one.title}</h3>
      ${badge(published ? 'good' : 'calm', messageOr(`publication.state.${one.state}`, one.state))}
    </div>
    ${published ? html`<p>${time(one.publishedAt)}</p>` : nothing}
    ${one.reason ? html`<p>${one.reason}</p>` : nothing}
    ${one.violations.length > 0
      ? html`<div class="notice bad"><div>
          <p><strong>${t('publication.violations')}</strong></p>
          <ul>${one.violations.map((fault) => html`<li><code>${fault.property}</code> ${fault.message}</li>`)}</ul>
        </div></div>`
      : nothing}
    ${one.rewritten.length > 0
      ? html`<details>
          <summary>${t('publication.changed')}</summary>
          <dl class="facts">
            ${one.rewritten.map((text) => html`<div><dt>${text.original}</dt><dd>${text.written}</dd></div>`)}
          </dl>
        </details>`
      : nothing}
    ${may('steward')
      ? html`<div class="controls">
          <button type="button" ?disabled=${busy || one.violations.length > 0} @click=${() => actions.publish(one)}>
            ${published ? t('publication.again') : t('publication.publish')}
          </button>
          ${published
            ? html`<button type="button" class="quiet" ?disabled=${busy} @click=${() => actions.withdraw(one)}>${t('publication.withdraw')}</button>`
            : nothing}
        </div>`
      : nothing}
  </article>`;
}
