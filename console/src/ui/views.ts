/** Small pieces that every screen uses: badges, times, states of loading. */
import { html, nothing, type TemplateResult } from 'lit';
import type { Problem } from '../api/http.ts';
import type { Warning } from '../domain/warnings.ts';
import type { Licence } from '../api/node.ts';
import { t } from '../i18n.ts';
import { dateTime, relative } from '../format.ts';
import type { Loaded } from './loader.ts';
import { session, signInUrl } from '../api/session.ts';
import { icon, type IconName } from './icons.ts';

export type Tone = 'good' | 'warn' | 'bad' | 'calm';

const TONE_ICON: Record<Tone, IconName> = { good: 'check', warn: 'alert', bad: 'cross', calm: 'dot' };

/** A state in words with a sign; the colour only repeats it. */
export function badge(tone: Tone, text: string): TemplateResult {
  return html`<span class="badge ${tone}">${icon(TONE_ICON[tone])}${text}</span>`;
}

/** "3 minutes ago", with the exact time and zone beneath. */
export function time(value: string | null | undefined): TemplateResult {
  if (!value) return html`<span class="muted">${t('time.never')}</span>`;
  return html`<time datetime=${value}
    ><span>${relative(value)}</span> <small class="muted">${dateTime(value)}</small></time
  >`;
}

/** Only web addresses become links: data must not bring a script's address in. */
export function link(url: string | null | undefined, text: string): TemplateResult {
  if (!url || !/^https?:\/\//.test(url)) return html`${text}`;
  return html`<a href=${url} rel="noopener noreferrer">${text}</a>`;
}

export function licenceView(licence: Licence | null | undefined): TemplateResult {
  if (!licence) return badge('warn', t('licence.none'));
  return html`${link(licence.url, licence.title)}
  ${licence.confirmed ? nothing : badge('warn', t('licence.unconfirmed'))}`;
}

/** What went wrong, and what to do about it. */
export function problemView(problem: Problem, retry: () => void): TemplateResult {
  const unreachable = problem.status === 0;
  const refused = problem.status === 401 || problem.status === 403;
  const signIn = refused && !session().signedIn ? signInUrl() : undefined;
  return html`<div class="notice bad" role="alert">
    ${icon('cross')}
    <div>
      <p>
        <strong>${unreachable ? t('problem.unreachable') : t('problem.answer', { status: problem.status })}</strong>
        ${problem.title}
      </p>
      ${problem.detail ? html`<p>${problem.detail}</p>` : nothing}
      <p class="muted">${unreachable ? t('problem.unreachable.help') : refused ? t('problem.refused.help') : t('problem.answer.help')}</p>
      <div class="controls">
        ${signIn ? html`<a class="button" href=${signIn}>${t('session.signIn')}</a>` : nothing}
        <button type="button" @click=${retry}>${t('action.retry')}</button>
      </div>
    </div>
  </div>`;
}

export function emptyView(title: string, help: string | TemplateResult): TemplateResult {
  return html`<div class="empty"><p><strong>${title}</strong></p><p class="muted">${help}</p></div>`;
}

/** One of three: loading, failed with a way to retry, or the value. */
export function loadedView<T>(
  loaded: Loaded<T>,
  retry: () => void,
  show: (value: T) => TemplateResult,
): TemplateResult {
  switch (loaded.state) {
    case 'loading':
      return html`<p class="loading" role="status">${t('state.loading')}</p>`;
    case 'failed':
      return problemView(loaded.problem, retry);
    case 'ready':
      return show(loaded.value);
  }
}

/** The sources that did not answer, named: an answer is never silently partial. */
export function warningsView(warnings: readonly Warning[]): TemplateResult | typeof nothing {
  if (warnings.length === 0) return nothing;
  const kind = (code: number) =>
    code === 110 || code === 111 || code === 199 || code === 299 ? t(`warning.${code}`) : t('warning.other');
  return html`<div class="notice warn" role="status">
    ${icon('alert')}
    <div>
      <p><strong>${t('warning.title')}</strong></p>
      <ul>
        ${warnings.map(
          (warning) =>
            html`<li>${warning.source ? html`<strong>${warning.source}</strong> ` : nothing}${kind(warning.code)}
              <span class="muted">${warning.text}</span></li>`,
        )}
      </ul>
    </div>
  </div>`;
}
