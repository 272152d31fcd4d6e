import { html, nothing, type TemplateResult } from 'lit';
import { PageElement } from '../../ui/element.ts';
import { Loader } from '../../ui/loader.ts';
import { Action } from '../../ui/action.ts';
import { emptyView, loadedView } from '../../ui/views.ts';
import { icon } from '../../ui/icons.ts';
import { expiryWarning } from '../../ui/states.ts';
import { confirmDialog } from '../../ui/confirm.ts';
import { messageOr, t } from '../../i18n.ts';
import { number } from '../../format.ts';
import * as api from '../../api/authority.ts';
import { requestCard } from './request-card.ts';
import { memberCard } from './member-card.ts';

const REFRESH_MS = 10_000;
const WAITS = /review/i;

/** The notary's queue and the members of the data space, for the people of a governance authority. */
export class AuthorityScreen extends PageElement {
  private readonly authority = new Loader<api.Authority>(this);
  private readonly requests = new Loader<api.OnboardingRequest[]>(this);
  private readonly members = new Loader<api.Member[]>(this);
  private readonly grantable = new Loader<api.IdentityAttribute[]>(this);
  private readonly action = new Action(this, () => this.reload());
  private timer: ReturnType<typeof setInterval> | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.reload();
    this.timer = setInterval(() => {
      if (!document.hidden && !this.contains(document.activeElement)) this.reload(); // Nobody is typing a reason.
    }, REFRESH_MS);
  }

  override disconnectedCallback(): void {
    clearInterval(this.timer);
    super.disconnectedCallback();
  }

  private readonly reload = () => {
    void this.authority.load(api.authority, true);
    void this.requests.load(api.requests, true);
    void this.members.load(api.members, true);
    void this.grantable.load(api.attributes, true);
  };

  protected override render(): TemplateResult {
    return html`<div class="page">${loadedView(this.authority.current, this.reload, (one) => this.content(one))}</div>`;
  }

  private content(authority: api.Authority): TemplateResult {
    return html`
      <h1>${authority.name}</h1>
      <p class="lead">${t('authority.lead')}</p>
      ${authority.faults.length > 0
        ? html`<div class="notice warn">${icon('alert')}<p>${t('authority.faults', { faults: authority.faults.map((one) => messageOr(`authority.fault.${one}`, one)).join(', ') })}</p></div>`
        : nothing}
      ${this.action.view()}
      <ul class="figures" aria-label=${t('start.figures')}>
        <li><strong>${number(authority.waiting)}</strong><span>${t('authority.waiting')}</span></li>
        <li><strong>${number(authority.participants)}</strong><span>${t('authority.members')}</span></li>
        <li><strong class="text">${authority.ca.subject}</strong><span>${t('authority.ca')}</span>${expiryWarning(authority.ca.notAfter)}</li>
      </ul>
      <section aria-labelledby="queue-title">
        <h2 id="queue-title">${t('authority.queue')}</h2>
        ${loadedView(this.requests.current, this.reload, (all) => this.queue(all))}
      </section>
      <section aria-labelledby="members-title">
        <h2 id="members-title">${t('authority.members')}</h2>
        ${loadedView(this.members.current, this.reload, (all) =>
          all.length === 0
            ? emptyView(t('authority.members.none'), t('authority.members.none.help'))
            : html`<ul class="cards">
                ${all.map((one) => html`<li>${memberCard(one, this.attributeName, this.action.busy, (kind) => void this.measure(one, kind))}</li>`)}
              </ul>`,
        )}
      </section>
    `;
  }

  private readonly attributeName = (code: string) => this.grantable.value?.find((one) => one.code === code)?.name;

  private queue(all: readonly api.OnboardingRequest[]): TemplateResult {
    const waiting = all.filter((one) => WAITS.test(one.status));
    const others = all.filter((one) => !WAITS.test(one.status));
    const card = (one: api.OnboardingRequest, decidable: boolean) =>
      html`<li>${requestCard(one, {
        attributes: decidable ? (this.grantable.value ?? []) : [],
        decidable,
        busy: this.action.busy,
        decide: (decision, text, granted) => this.decide(one, decision, text, granted),
      })}</li>`;
    return html`
      ${waiting.length === 0
        ? emptyView(t('authority.queue.none'), t('authority.queue.none.help'))
        : html`<ul class="cards single">${waiting.map((one) => card(one, true))}</ul>`}
      ${others.length === 0
        ? nothing
        : html`<details><summary>${t('authority.others')}</summary><ul class="cards single">${others.map((one) => card(one, false))}</ul></details>`}
    `;
  }

  private decide(request: api.OnboardingRequest, decision: api.Decision, text: string, granted: readonly string[]): Promise<boolean> {
    const done = t(`authority.done.${decision}`, { organisation: request.organisation });
    return this.action.run(() => api.decide(request.id, decision, text, granted), done);
  }

  private async measure(member: api.Member, kind: api.Measure): Promise<void> {
    const organisation = member.organisation;
    const sure = await confirmDialog(t(`authority.sure.${kind}`, { organisation }), t(`authority.${kind}`));
    if (sure) await this.action.run(() => api.measure(member.id, kind, t('authority.byNotary')), t(`authority.measure.${kind}`, { organisation }));
  }
}

customElements.define('tt-authority', AuthorityScreen);
