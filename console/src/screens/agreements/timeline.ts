import { html, nothing, type TemplateResult } from 'lit';
import type { Step } from '../../api/agreements.ts';
import { messageOr, t } from '../../i18n.ts';
import { time } from '../../ui/views.ts';

/** What happened, the oldest first: when, what, by whom and why. */
export function timelineView(steps: readonly Step[], name: (participant: string) => string): TemplateResult {
  return html`<details>
    <summary>${t('timeline.title')}</summary>
    <ol class="timeline">
      ${steps.map(
        (step) => html`<li>
          <strong>${messageOr(`timeline.state.${step.state}`, step.state)}</strong> ${time(step.at)}
          ${step.by ? html`<span class="muted">${step.by === 'time' ? t('timeline.byTime') : name(step.by)}</span>` : nothing}
          ${step.reason ? html`<p>${step.reason}</p>` : nothing}
        </li>`,
      )}
    </ol>
  </details>`;
}
