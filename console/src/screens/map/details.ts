import { html, nothing, type TemplateResult } from 'lit';
import type { PlacedEntity } from '../../domain/crossborder.ts';
import { attributeNames, nameOf, numberOf, observedAt, shortType, textOf, unitOf, type Entity } from '../../domain/entity.ts';
import { attributeName, levelName, measureName, originNames, typeName, valueText } from '../../domain/labels.ts';
import { levelOf, measuresOf, type Measure } from '../../domain/measures.ts';
import { licencesOf, provenanceOf, type Provenance } from '../../domain/licence.ts';
import { licenceView, link, time } from '../../ui/views.ts';
import { icon } from '../../ui/icons.ts';
import { currentLanguage } from '../../settings.ts';
import { t } from '../../i18n.ts';
import { countryName, dateTime, number, unit } from '../../format.ts';
import { href } from '../../router.ts';
import { position } from './position.ts';
import { ring } from './legend.ts';

/** Said by the provenance where there is one, and more exactly. */
const OF_PROVENANCE = ['source', 'dataProvider', 'license'];

function measureView(entity: Entity, measure: Measure): TemplateResult {
  const value = measure.read(entity);
  return html`<div class="reading">
    ${ring(levelOf(measure, value))}
    <p>
      <span class="muted">${measureName(measure)}</span>
      <strong>${valueText(measure, value, entity)}</strong>
      ${value === undefined ? nothing : html`<span>${levelName(measure, value)}</span>`}
      ${value === undefined ? nothing : time(measure.observed(entity))}
    </p>
  </div>`;
}

/** One attribute as a person reads it; an ISO date is written as a date, an address becomes a link. */
function attributeView(entity: Entity, name: string): TemplateResult | typeof nothing {
  const amount = numberOf(entity, name);
  const text = amount === undefined ? textOf(entity, name, currentLanguage()) : undefined;
  if (amount === undefined && text === undefined) return nothing;
  const code = unitOf(entity, name);
  const value =
    amount !== undefined
      ? `${number(amount, 2)}${code ? ` ${unit(code)}` : ''}`
      : /^\d{4}-\d\d-\d\dT/.test(text ?? '')
        ? dateTime(text ?? '')
        : link(text, text ?? '');
  const when = observedAt(entity, name);
  return html`<div>
    <dt>${attributeName(name)}</dt>
    <dd class="long">${value}${when ? html`<small class="muted when">${dateTime(when)}</small>` : nothing}</dd>
  </div>`;
}

/** One source of the entity: who gives it, under which licence, and what of the entity comes from there. */
function provenanceView(one: Provenance): TemplateResult {
  return html`<dl class="facts provenance">
    <div><dt>${t('source.title')}</dt><dd>${link(one.url, one.title)}</dd></div>
    <div><dt>${t('source.attribution')}</dt><dd>${one.attribution || one.provider}</dd></div>
    <div><dt>${t('source.licence')}</dt><dd>${licenceView(one.licence)}</dd></div>
    <div><dt>${t('source.gives')}</dt><dd>${one.attributes.map((name) => attributeName(name)).join(', ')}</dd></div>
  </dl>`;
}

export function entityDetails({ entity, origins }: PlacedEntity, close: () => void): TemplateResult {
  const language = currentLanguage();
  const measures = measuresOf(entity.type);
  const isMeasure = new Set<string>(measures.map((one) => one.id));
  const countries = [...new Set(origins.map((origin) => origin.country).filter(Boolean))].map(countryName).join(', ');
  const sources = provenanceOf(entity);
  const stated = licencesOf(entity, language);
  const ownPlace = new Set<string>(sources.length > 0 ? OF_PROVENANCE : ['license']);
  return html`<aside class="details" aria-labelledby="details-title">
    <div class="card-head">
      <h2 id="details-title" tabindex="-1">${nameOf(entity, language)}</h2>
      <button type="button" class="quiet icon-only" aria-label=${t('action.close')} @click=${close}>${icon('close')}</button>
    </div>
    <p class="muted">${typeName(entity.type)} · ${originNames(origins)}${countries ? `, ${countries}` : ''}</p>
    ${measures.map((measure) => measureView(entity, measure))}
    <dl class="facts">
      ${attributeNames(entity)
        .filter((name) => !isMeasure.has(name) && !ownPlace.has(name))
        .map((name) => attributeView(entity, name))}
      <div><dt>${t('column.position')}</dt><dd>${position(entity) ?? '–'}</dd></div>
      <div><dt>${t('column.id')}</dt><dd class="long"><code>${entity.id}</code></dd></div>
    </dl>
    <h3>${t('map.from')}</h3>
    ${sources.length > 0
      ? sources.map(provenanceView)
      : html`<p>${stated.length > 0 ? stated.map((one) => licenceView(one)) : licenceView(undefined)}</p>`}
    ${shortType(entity.type) === 'OffStreetParking'
      ? html`<p><a href=${href('compare', { a: entity.id })}>${t('map.compare')}</a></p>`
      : nothing}
  </aside>`;
}
