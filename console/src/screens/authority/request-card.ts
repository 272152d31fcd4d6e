import { html, nothing, type TemplateResult } from 'lit';
import { documentUrl, type Decision, type IdentityAttribute, type OnboardingRequest } from '../../api/authority.ts';
import { messageOr, t } from '../../i18n.ts';
import { attributeName } from '../../ui/attributes.ts';
import { badge, time } from '../../ui/views.ts';

export interface RequestActions {
  readonly attributes: readonly IdentityAttribute[];
  readonly decidable: boolean;
  readonly busy: boolean;
  decide(decision: Decision, text: string, granted: readonly string[]): Promise<boolean>;
}

const DECISIONS: readonly Decision[] = ['approve', 'revision', 'reject', 'comment'];

/** One request: who asks, what was checked, what they sent; and the notary's decision. */
export function requestCard(request: OnboardingRequest, actions: RequestActions): TemplateResult {
  const { applicant } = request;
  return html`<article class="card" aria-label=${request.organisation}>
    <div class="card-head">
      <h3>${request.organisation}</h3>
      ${badge(actions.decidable ? 'warn' : 'calm', messageOr(`request.status.${request.status}`, request.status))}
    </div>
    <dl class="facts">
      <div><dt>${t('join.type')}</dt><dd>${messageOr(`join.type.${request.participantType}`, request.participantType)}</dd></div>
      <div><dt>${t('request.applicant')}</dt><dd>${applicant.firstName} ${applicant.lastName}, ${applicant.email}</dd></div>
      <div><dt>${t('request.at')}</dt><dd>${time(request.createdAt)}</dd></div>
      <div>
        <dt>${t('join.step.documents')}</dt>
        <dd>
          ${request.documents.length === 0 ? t('document.none') : nothing}
          <ul class="plain">
            ${request.documents.map(
              (one) => html`<li>
                ${one.filename ? html`<a href=${documentUrl(request.id, one.id)} download=${one.filename}>${one.name}: ${one.filename}</a>` : html`${one.name}: ${t('document.notThere')}`}
              </li>`,
            )}
          </ul>
        </dd>
      </div>
      ${request.checks.length > 0
        ? html`<div>
            <dt>${t('request.checks')}</dt>
            <dd>
              <ul class="plain">
                ${request.checks.map((one) => html`<li>${badge(one.passed ? 'good' : 'bad', one.rule)} ${one.reason}</li>`)}
              </ul>
            </dd>
          </div>`
        : nothing}
    </dl>
    ${request.comments.length > 0
      ? html`<ul class="plain">${request.comments.map((one) => html`<li>${time(one.at)} <strong>${one.by}</strong>: ${one.text}</li>`)}</ul>`
      : nothing}
    ${actions.decidable ? decisionForm(request, actions) : nothing}
  </article>`;
}

function decisionForm(request: OnboardingRequest, actions: RequestActions): TemplateResult {
  const onSubmit = async (event: SubmitEvent) => {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    const values = new FormData(form, event.submitter);
    const decision = DECISIONS.find((one) => one === values.get('decision')) ?? 'comment';
    const granted = values.getAll('attribute').map(String);
    if (await actions.decide(decision, String(values.get('reason') ?? '').trim(), granted)) form.reset();
  };
  const id = `reason-${request.id}`;
  return html`<form @submit=${onSubmit} aria-label=${t('request.decide', { organisation: request.organisation })}>
    <fieldset>
      <legend>${t('request.attributes')}</legend>
      ${actions.attributes.map(
        (one) => html`<label class="check">
          <input type="checkbox" name="attribute" value=${one.code} ?checked=${one.code === request.participantType} /><span title=${one.code}>${attributeName(one.code, one.name)}</span>
        </label>`,
      )}
    </fieldset>
    <div class="field">
      <label for=${id}>${t('request.reason')}</label>
      <input id=${id} name="reason" type="text" autocomplete="off" />
    </div>
    <div class="controls">
      ${DECISIONS.map(
        (decision) => html`<button type="submit" name="decision" value=${decision} class=${decision === 'approve' ? nothing : 'quiet'} ?disabled=${actions.busy}>
          ${t(`authority.${decision}`)}
        </button>`,
      )}
    </div>
  </form>`;
}
