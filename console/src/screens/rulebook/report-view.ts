import { html, nothing, type TemplateResult } from 'lit';
import { textIn, type Report } from '../../api/rulebook.ts';
import { typeName } from '../../domain/labels.ts';
import { duration, number } from '../../format.ts';
import { t } from '../../i18n.ts';
import { currentLanguage } from '../../settings.ts';
import { badge, time } from '../../ui/views.ts';
import { conflictsView } from '../offers/preview.ts';

const met = (is: boolean | null): TemplateResult =>
  is === null ? badge('calm', t('report.unknown')) : is ? badge('good', t('report.met')) : badge('bad', t('report.missed'));

/** How a member keeps to the rulebook, as far as it knows that itself. */
export function reportView(report: Report): TemplateResult {
  const language = currentLanguage();
  return html`<dl class="facts">
      <div><dt>${t('report.at')}</dt><dd>${time(report.at)}</dd></div>
      <div>
        <dt>${t('report.acknowledged')}</dt>
        <dd>${report.acknowledged ? time(report.acknowledged.at) : badge('warn', t('report.notAcknowledged'))}</dd>
      </div>
      <div>
        <dt>${t('nav.offers')}</dt>
        <dd>${t('report.offers', { published: number(report.offers.published), total: number(report.offers.total) })}</dd>
      </div>
    </dl>
    ${report.offers.inConflict.map((one) => html`<h4>${one.title}</h4>${conflictsView(one.conflicts)}`)}
    ${list(t('report.membership'), report.membership.map((one) => html`${met(one.met)} ${textIn(one.text, language)}`))}
    ${list(
      t('report.dataModels'),
      report.dataModels.map(
        (one) => html`${met(one.used ? true : one.required ? false : null)} ${typeName(one.type)}
          <span class="muted">${number(one.entities)}</span>`,
      ),
    )}
    ${list(
      t('report.serviceLevels'),
      report.serviceLevels.map(
        (one) => html`${met(one.met)} ${textIn(one.text, language)}
          ${one.measured ? html`<span class="muted">${t('report.measured', { measured: duration(one.measured) })}</span>` : nothing}
          ${one.entities === undefined ? nothing : html`<span class="muted">${t('report.measured', { measured: number(one.entities) })}</span>`}`,
      ),
    )}`;
}

function list(title: string, items: readonly TemplateResult[]): TemplateResult | typeof nothing {
  return items.length === 0 ? nothing : html`<h4>${title}</h4><ul class="plain">${items.map((item) => html`<li>${item}</li>`)}</ul>`;
}
