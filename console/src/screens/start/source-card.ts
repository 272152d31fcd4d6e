import { html, nothing, type TemplateResult } from 'lit';
import type { Source } from '../../api/node.ts';
import { badge, licenceView, link, time, type Tone } from '../../ui/views.ts';
import { icon } from '../../ui/icons.ts';
import { t } from '../../i18n.ts';
import { number } from '../../format.ts';
import { href } from '../../router.ts';
import { typeName } from '../../domain/labels.ts';

const TONES: Record<Source['state'], Tone> = { ok: 'good', starting: 'calm', failing: 'bad', stopped: 'warn' };

/** One source: is it fresh, what does it give, under which licence. */
export function sourceCard(source: Source): TemplateResult {
  return html`<article class="card" aria-label=${source.title}>
    <div class="card-head">
      <h3>${source.title}</h3>
      ${badge(TONES[source.state], t(`source.state.${source.state}`))}
    </div>
    ${source.error
      ? html`<div class="notice bad">
          ${icon('cross')}
          <div>
            <p>${source.error.message}</p>
            <p class="muted">${time(source.error.at)}</p>
            <p class="muted">${t('source.error.help')}</p>
          </div>
        </div>`
      : nothing}
    <dl class="facts">
      ${source.lastObserved || !source.lastSuccess
        ? html`<div><dt>${t('source.lastObserved')}</dt><dd>${time(source.lastObserved)}</dd></div>`
        : nothing}
      <div><dt>${t('source.lastSuccess')}</dt><dd>${time(source.lastSuccess)}</dd></div>
      <div><dt>${t('source.licence')}</dt><dd>${licenceView(source.licence)}</dd></div>
      ${source.attribution ? html`<div><dt>${t('source.attribution')}</dt><dd>${source.attribution}</dd></div>` : nothing}
      <div>
        <dt>${t('source.gives')}</dt>
        <dd>${source.entityTypes.map(typeName).join(', ')} <small class="muted">${source.kind}</small></dd>
      </div>
      ${source.url ? html`<div><dt>${t('source.address')}</dt><dd class="long">${link(source.url, source.url)}</dd></div>` : nothing}
    </dl>
    <p class="tally">
      ${t('source.tally', { accepted: number(source.accepted), unchanged: number(source.unchanged) })}
      ${source.quarantined > 0
        ? html`· <a href=${href('quarantine', { source: source.id })}>${t('source.quarantined', { count: number(source.quarantined) })}</a>`
        : nothing}
    </p>
  </article>`;
}
