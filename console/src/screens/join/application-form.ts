import { html, type TemplateResult } from 'lit';
import type { Application, ParticipantType } from '../../api/simpl.ts';
import { messageOr, t } from '../../i18n.ts';
import { field } from '../../ui/field.ts';

/** The request to take part: the organisation, what it wants to be, and a person to talk to. */
export function applicationForm(
  types: readonly ParticipantType[],
  busy: boolean,
  send: (application: Application) => void,
): TemplateResult {
  const onSubmit = (event: SubmitEvent) => {
    event.preventDefault();
    const values = new FormData(event.target as HTMLFormElement);
    const text = (name: string) => String(values.get(name) ?? '').trim();
    send({
      organisation: text('organisation'),
      participantType: text('participantType'),
      applicant: {
        username: text('username'),
        password: String(values.get('password') ?? ''),
        firstName: text('firstName'),
        lastName: text('lastName'),
        email: text('email'),
      },
    });
  };
  return html`<form class="card" aria-labelledby="apply-title" @submit=${onSubmit}>
    <h2 id="apply-title">${t('join.step.apply')}</h2>
    ${field('organisation', t('join.organisation'), { required: true, autocomplete: 'organization' })}
    <div class="field">
      <label for="field-participantType">${t('join.type')}</label>
      <select id="field-participantType" name="participantType" required>
        ${types.map((type) => html`<option value=${type.id}>${messageOr(`join.type.${type.value}`, type.label)}</option>`)}
      </select>
    </div>
    ${field('firstName', t('join.firstName'), { required: true, autocomplete: 'given-name' })}
    ${field('lastName', t('join.lastName'), { required: true, autocomplete: 'family-name' })}
    ${field('email', t('join.email'), { required: true, type: 'email', autocomplete: 'email' })}
    ${field('username', t('join.username'), { required: true, hint: t('join.account.hint'), autocomplete: 'username' })}
    ${field('password', t('join.password'), { required: true, type: 'password', autocomplete: 'new-password' })}
    <div class="controls"><button type="submit" ?disabled=${busy}>${t('join.apply')}</button></div>
  </form>`;
}
