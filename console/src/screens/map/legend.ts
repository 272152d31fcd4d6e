import { html, nothing, type TemplateResult } from 'lit';
import type { Level, Measure } from '../../domain/measures.ts';
import { measureName } from '../../domain/labels.ts';
import { t } from '../../i18n.ts';
import { number, percent, unit } from '../../format.ts';

function bound(measure: Measure, place: number): string {
  const value = measure.bounds[place] ?? 0;
  return measure.share ? percent(value) : number(value);
}

function range(measure: Measure, level: Level): string {
  if (level === 1) return `≤ ${bound(measure, 0)}`;
  if (level === 4) return `> ${bound(measure, 2)}`;
  return `${bound(measure, level - 2)} – ${bound(measure, level - 1)}`;
}

/** A ring as on the map: filled more with each level, so that colour is not the only sign. */
export function ring(level: Level): TemplateResult {
  const around = 2 * Math.PI * 7;
  return html`<svg class="ring level-${level}" viewBox="0 0 20 20" width="20" height="20" aria-hidden="true">
    <circle class="track" cx="10" cy="10" r="7" />
    <circle class="value" cx="10" cy="10" r="7" transform="rotate(-90 10 10)"
      stroke-dasharray="${(around * level) / 4} ${around}" />
  </svg>`;
}

export function legend(measure: Measure | undefined): TemplateResult | typeof nothing {
  if (!measure) return nothing;
  const levels: Level[] = [1, 2, 3, 4];
  const inUnit = measure.unitCode ? ` (${unit(measure.unitCode)})` : '';
  return html`<section class="legend" aria-labelledby="legend-title">
    <h2 id="legend-title" class="small">${measureName(measure)}${inUnit}</h2>
    <ul>
      ${levels.map(
        (level) => html`<li>${ring(level)}<span>${t(`level.${measure.words}.${level as 1 | 2 | 3 | 4}`)}</span>
          <span class="muted">${range(measure, level)}</span></li>`,
      )}
      <li>${ring(0)}<span>${t('level.unknown')}</span></li>
    </ul>
  </section>`;
}
