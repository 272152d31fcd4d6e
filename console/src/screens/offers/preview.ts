import { html, nothing, type TemplateResult } from 'lit';
import type { Conflict, Preview, Row, ServiceLevel, Told } from '../../api/offers.ts';
import { attributeName, typeName } from '../../domain/labels.ts';
import { duration, number } from '../../format.ts';
import { messageOr, plural, t } from '../../i18n.ts';
import { badge } from '../../ui/views.ts';
import { table, type Column } from '../../ui/table.ts';

/** The policy in words, and what of the data would leave, how, and what would stay under it. */
export function previewView(preview: Preview): TemplateResult {
  return html`<section class="card" aria-labelledby="preview-title">
    <h3 id="preview-title" tabindex="-1">${t('offer.preview')}</h3>
    ${conflictsView(preview.conflicts)}
    ${preview.refusal ? html`<p class="notice bad" role="alert">${t('offer.refusal')} ${preview.refusal}</p>` : nothing}
    ${preview.terms.map(termView)}
    ${preview.rows
      ? html`<ul class="figures">
            <li><strong>${number(preview.rows.leave)}</strong><span>${t('offer.leave')}</span></li>
            <li><strong>${number(preview.rows.stay)}</strong><span>${t('offer.stay')}</span></li>
          </ul>
          ${facts(preview)} ${rows(t('offer.rows.leave'), preview.leaving)} ${changed(preview) ? rows(t('offer.rows.origins'), preview.origins) : nothing}
          ${rows(t('offer.rows.stay'), preview.staying)}`
      : nothing}
  </section>`;
}

/** Whether what leaves differs from what is here. */
const changed = (preview: Preview): boolean => preview.aggregation !== undefined || preview.attributes.stay.length > 0;

function facts(preview: Preview): TemplateResult {
  return html`<dl class="facts">
    ${preview.rows.byType.map(
      (one) => html`<div><dt>${typeName(one.type)}</dt><dd>${t('offer.ofTotal', { leave: number(one.leave), stay: number(one.stay), total: number(one.total) })}</dd></div>`,
    )}
    ${names(t('offer.attributes.leave'), preview.attributes.leave)} ${names(t('offer.attributes.stay'), preview.attributes.stay)}
    ${preview.aggregation
      ? html`<div>
          <dt>${t('offer.aggregation')}</dt>
          <dd>${[...preview.aggregation.temporal.map(duration), ...preview.aggregation.spatial.map((level) => messageOr(`offer.level.${level}`, level))].join(', ')}</dd>
        </div>`
      : nothing}
    ${measured(preview)} ${preview.least ? levelFact(t('offer.level.least'), preview.least) : nothing}
  </dl>`;
}

/** What a service level would be by the data of now; a promise that they do not keep is marked. */
function measured({ measured: now }: Preview): TemplateResult | typeof nothing {
  if (!now) return nothing;
  const broken = now.keepsMaxAge === false || now.keepsEntities === false;
  return html`<div>
    <dt>${t('offer.level.measured')}</dt>
    <dd>
      ${now.age ? t('offer.level.now', { age: duration(now.age), entities: number(now.entities) }) : number(now.entities)}
      ${broken ? badge('warn', t('offer.level.broken')) : nothing}
    </dd>
  </div>`;
}

const levelText = (level: ServiceLevel): string =>
  [
    ...(level.maxAge ? [t('offer.level.age', { age: duration(level.maxAge) })] : []),
    ...(level.entities === undefined ? [] : [plural('offer.level.count', level.entities)]),
  ].join(', ');

/** What is promised beside the data; nothing where nothing is. */
export function levelFact(label: string, level: ServiceLevel | undefined): TemplateResult | typeof nothing {
  return level && levelText(level) ? html`<div><dt>${label}</dt><dd>${levelText(level)}</dd></div>` : nothing;
}

/** A term sentence by sentence; what the rulebook added says so. */
export function termView(term: Told): TemplateResult {
  const added = term.added ?? [];
  return html`<ul class="sentences">
    ${term.sentences.map((sentence) => html`<li>${sentence} ${added.includes(sentence) ? badge('calm', t('offer.byRulebook')) : nothing}</li>`)}
  </ul>`;
}

/** A policy sentence by sentence. */
export const sentencesView = (sentences: readonly string[]): TemplateResult => termView({ sentences });

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

const LONGEST = 80;

function shown(value: unknown): string {
  if (value === undefined || value === null) return '';
  if (typeof value === 'number') return number(value, 2);
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

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
