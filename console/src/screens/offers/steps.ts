/** The questions of the wizard, one group of fields each. */
import { html, nothing, type TemplateResult } from 'lit';
import type { Area, Choice, Content, Template } from '../../api/offers.ts';
import type { Counts } from '../../api/node.ts';
import { attributeName, typeName } from '../../domain/labels.ts';
import { number } from '../../format.ts';
import { messageOr, t } from '../../i18n.ts';
import { field } from '../../ui/field.ts';
import { choiceName } from './draft.ts';

function radio(name: string, value: string, checked: boolean, label: string | TemplateResult): TemplateResult {
  return html`<label class="check"><input type="radio" name=${name} value=${value} .checked=${checked} />${label}</label>`;
}

/** What is offered: entities that this node holds, or something behind an address. */
export function whatStep(types: Counts['types'], kind: Content['kind'], picked: readonly string[]): TemplateResult {
  return html`<fieldset>
    <legend>${t('offer.step.what')}</legend>
    ${radio('kind', 'entities', kind === 'entities', t('offer.kind.entities'))}
    ${radio('kind', 'remote', kind === 'remote', t('offer.kind.remote'))}
    ${kind === 'entities'
      ? html`<fieldset>
          <legend>${t('column.type')}</legend>
          ${types.length === 0 ? html`<p class="muted">${t('offer.noTypes')}</p>` : nothing}
          ${types.map(
            (one) => html`<label class="check">
              <input type="checkbox" name="type" value=${one.iri} .checked=${picked.includes(one.iri)} />${typeName(one.type)}
              <span class="muted">${number(one.count)}</span>
            </label>`,
          )}
        </fieldset>`
      : html`${field('source', t('offer.source'), { required: true, pattern: 'https?://.+', hint: t('offer.source.hint') })}
        ${field('mediaType', t('offer.mediaType'), { required: true, value: 'application/json', pattern: '[^/ ]+/[^/ ]+' })}`}
  </fieldset>`;
}

export interface Part {
  readonly part: string;
  readonly area: string;
  readonly attributes: readonly string[];
  readonly areas: readonly Area[];
}

/** Which attributes of them, and where. */
export function partStep({ part, area, attributes, areas }: Part): TemplateResult {
  return html`<fieldset>
    <legend>${t('offer.step.part')}</legend>
    ${radio('part', 'all', part !== 'some', t('offer.part.all'))} ${radio('part', 'some', part === 'some', t('offer.part.some'))}
    ${part === 'some'
      ? html`<fieldset>
          <legend>${t('offer.attributes')}</legend>
          ${attributes.length === 0 ? html`<p class="muted">${t('offer.attributes.none')}</p>` : nothing}
          ${attributes.map((name) => html`<label class="check"><input type="checkbox" name="attribute" value=${name} />${attributeName(name)}</label>`)}
        </fieldset>`
      : nothing}
    <div class="field">
      <label for="offer-area">${t('offer.area')}</label>
      <select id="offer-area" name="area">
        <option value="" ?selected=${area === ''}>${t('offer.area.everywhere')}</option>
        ${areas.map((one) => html`<option value=${one.id} ?selected=${one.id === area}>${one.name}</option>`)}
        <option value="polygon" ?selected=${area === 'polygon'}>${t('offer.area.polygon')}</option>
      </select>
    </div>
    ${area === 'polygon' ? field('polygon', t('offer.polygon'), { required: true, pattern: 'POLYGON.+', hint: t('offer.polygon.hint') }) : nothing}
  </fieldset>`;
}

/** Under which terms: a template, and what it asks for. */
export function termsStep(templates: readonly Template[], picked: string): TemplateResult {
  return html`<fieldset>
    <legend>${t('offer.step.terms')}</legend>
    ${templates.map(
      (one) => html`${radio('template', one.template, one.template === picked, html`<span><strong>${one.title}</strong> ${one.text}</span>`)}
      ${one.template === picked ? one.choices.map(choiceField) : nothing}`,
    )}
    <label class="check"><input type="checkbox" name="withinRulebook" checked />${t('offer.withinRulebook')}</label>
  </fieldset>`;
}

/** What is promised beside the data; empty promises nothing. */
export function levelStep(): TemplateResult {
  return html`<fieldset>
    <legend>${t('offer.step.level')}</legend>
    <p class="muted">${t('offer.level.help')}</p>
    ${field('maxAge', t('offer.level.maxAge'), { pattern: '[1-9][0-9]{0,6}' })} ${field('entities', t('offer.level.entities'), { pattern: '[0-9]{1,9}' })}
  </fieldset>`;
}

function choiceField(choice: Choice): TemplateResult {
  const label = messageOr(`offer.choice.${choice.name}`, choice.name);
  if (choice.allowed) return allowedField(choice, choice.allowed, label);
  const value = Array.isArray(choice.default) ? choice.default.join(' ') : choice.default ? String(choice.default) : '';
  if (choice.kind !== 'date') {
    const hint = choice.kind === 'duration' ? t('offer.duration.hint') : choice.kind === 'texts' ? t('offer.texts.hint') : undefined;
    return field(choiceName(choice), label, { required: choice.required, value, ...(hint ? { hint } : {}) });
  }
  const id = `field-${choiceName(choice)}`;
  return html`<div class="field">
    <label for=${id}>${label}</label>
    <input id=${id} type="date" name=${choiceName(choice)} .value=${value} ?required=${choice.required} />
  </div>`;
}

function allowedField(choice: Choice, allowed: readonly string[], label: string): TemplateResult {
  const usual = Array.isArray(choice.default) ? choice.default : [];
  return html`<fieldset>
    <legend>${label}</legend>
    ${allowed.map(
      (value) => html`<label class="check">
        <input type="checkbox" name=${choiceName(choice)} value=${value} .checked=${usual.includes(value)} />${messageOr(`offer.level.${value}`, value)}
      </label>`,
    )}
  </fieldset>`;
}
