import { html, nothing, type TemplateResult } from 'lit';
import type { Conflict, Preview, Row } from '../../api/offers.ts';
import { attributeName, typeName } from '../../domain/labels.ts';
import { number } from '../../format.ts';
import { plural, t } from '../../i18n.ts';
import { badge } from '../../ui/views.ts';
import { table, type Column } from '../../ui/table.ts';

/** The policy in words, and what of the data would leave and what would stay under it. */
export function previewView(preview: Preview): TemplateResult {
  return html`<section class="card" aria-labelledby="preview-title">
    <h3 id="preview-title" tabindex="-1">${t('offer.preview')}</h3>
    ${conflictsView(preview.conflicts)}
    ${preview.terms.map((term) => sentencesView(term.sentences))}
    <ul class="figures">
      <li><strong>${number(preview.rows.leave)}</strong><span>${t('offer.leave')}</span></li>
      <li><strong>${number(preview.rows.stay)}</strong><span>${t('offer.stay')}</span></li>
    </ul>
    <dl class="facts">
      ${preview.rows.byType.map(
        (one) => html`<div><dt>${typeName(one.type)}</dt><dd>${t('offer.ofTotal', { leave: number(one.leave), total: number(one.total) })}</dd></div>`,
      )}
      ${names(t('offer.attributes.leave'), preview.attributes.leave)} ${names(t('offer.attributes.stay'), preview.attributes.stay)}
      ${preview.aggregation
        ? html`<div>
            <dt>${t('offer.aggregation')}</dt>
            <dd>${[preview.aggregation.temporal, preview.aggregation.spatial].filter(Boolean).join(', ')}</dd>
          </div>`
        : nothing}
    </dl>
    ${rows(t('offer.rows.leave'), preview.leaving)} ${rows(t('offer.rows.stay'), preview.staying)}
  </section>`;
}

/** A policy sentence by sentence. */
export function sentencesView(sentences: readonly string[]): TemplateResult {
  return html`<ul class="sentences">${sentences.map((sentence) => html`<li>${sentence}</li>`)}</ul>`;
}

/** What the data space's rulebook has against it; nothing where it has nothing. */
export function conflictsView(conflicts: readonly Conflict[] | undefined): TemplateResult | typeof nothing {
  if (!conflicts || conflicts.length === 0) return nothing;
  return html`<div class="notice bad" role="alert">
    <div>
      <p><strong>${plural('offer.conflicts', conflicts.length)}</strong></p>
      <ul>${conflicts.map((one) => html`<li>${one.sentence} ${one.certain ? nothing : badge('warn', t('offer.conflict.possible'))}</li>`)}</ul>
    </div>
  </div>`;
}

function names(label: string, attributes: readonly string[]): TemplateResult | typeof nothing {
  return attributes.length > 0
    ? html`<div><dt>${label}</dt><dd>${attributes.map(attributeName).join(', ')}</dd></div>`
    : nothing;
}

const shown = (value: unknown): string =>
  value === undefined || value === null ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value);

function rows(caption: string, all: readonly Row[]): TemplateResult | typeof nothing {
  if (all.length === 0) return nothing;
  const keys = [...new Set(all.flatMap((row) => Object.keys(row)))].filter((key) => key !== 'id' && key !== 'type');
  const columns: Column<Row>[] = [
    { key: 'id', label: t('column.id'), sort: (row) => row.id, cell: (row) => html`<code>${row.id}</code>` },
    ...keys.map((key) => ({ key, label: attributeName(key), sort: (row: Row) => shown(row[key]), cell: (row: Row) => shown(row[key]) })),
  ];
  return html`<details open>
    <summary>${caption}</summary>
    ${table(caption, columns, all)}
  </details>`;
}
