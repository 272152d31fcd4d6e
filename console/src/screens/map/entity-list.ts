import { html, nothing, type TemplateResult } from 'lit';
import type { PlacedEntity } from '../../domain/crossborder.ts';
import { nameOf } from '../../domain/entity.ts';
import { levelName, originNames, valueText } from '../../domain/labels.ts';
import { levelOf, type Measure } from '../../domain/measures.ts';
import { currentLanguage } from '../../settings.ts';
import { plural, t } from '../../i18n.ts';
import { ring } from './legend.ts';

/** The markers as buttons, by city: the way to them for the keyboard and for screen readers. */
export function entityList(
  items: readonly PlacedEntity[],
  measure: Measure | undefined,
  selected: PlacedEntity | undefined,
  open: (item: PlacedEntity, opener: HTMLElement) => void,
): TemplateResult {
  const language = currentLanguage();
  const groups = Map.groupBy(items, (item) => originNames(item.origins));
  const entry = (item: PlacedEntity) => {
    const value = measure?.read(item.entity);
    return html`<li>
      <button
        type="button"
        class="entry"
        aria-current=${item === selected ? 'true' : nothing}
        @click=${(event: Event) => open(item, event.currentTarget as HTMLElement)}
      >
        ${measure ? ring(levelOf(measure, value)) : nothing}
        <span class="entry-name">${nameOf(item.entity, language)}</span>
        ${measure
          ? html`<span class="entry-value">${valueText(measure, value, item.entity)}
              ${value === undefined ? nothing : html`<span class="visually-hidden">, ${levelName(measure, value)}</span>`}</span>`
          : nothing}
      </button>
    </li>`;
  };
  const byName = (a: PlacedEntity, b: PlacedEntity) =>
    nameOf(a.entity, language).localeCompare(nameOf(b.entity, language), language, { numeric: true });
  return html`<section class="entities" aria-label=${t('map.list')}>
    ${[...groups].map(
      ([city, members]) => html`<h2 class="small">${city} <span class="muted">${plural('map.found', members.length)}</span></h2>
        <ul>
          ${members.toSorted(byName).map(entry)}
        </ul>`,
    )}
  </section>`;
}
