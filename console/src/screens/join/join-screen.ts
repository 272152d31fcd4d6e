import { html, nothing, type TemplateResult } from 'lit';
import { PageElement } from '../../ui/element.ts';
import { Loader } from '../../ui/loader.ts';
import { Action } from '../../ui/action.ts';
import { badge, emptyView, loadedView, time } from '../../ui/views.ts';
import { icon } from '../../ui/icons.ts';
import { t } from '../../i18n.ts';
import { may, session } from '../../api/session.ts';
import * as api from '../../api/simpl.ts';
import { applicationForm } from './application-form.ts';
import { documentList } from './documents.ts';
import { membership } from './membership.ts';
import { publicationList } from './publications.ts';
import { STEPS, currentStep, progress } from './steps.ts';

const REFRESH_MS = 5_000;
/** What an authority decides in its own time: looked at again now and then. */
const WAITING: readonly api.State[] = ['requested', 'in-review'];

/** A newcomer's way into a Simpl data space, step by step; afterwards its membership and what it publishes there. */
export class JoinScreen extends PageElement {
  private readonly simpl = new Loader<api.Simpl>(this);
  private readonly types = new Loader<api.ParticipantType[]>(this);
  private readonly publications = new Loader<api.Publication[] | undefined>(this);
  private readonly action = new Action(this, () => this.reload());
  private timer: ReturnType<typeof setInterval> | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.reload();
    this.timer = setInterval(() => {
      const state = this.simpl.value?.state;
      if (state && WAITING.includes(state) && !document.hidden) void this.simpl.load(api.simpl, true);
    }, REFRESH_MS);
  }

  override disconnectedCallback(): void {
    clearInterval(this.timer);
    super.disconnectedCallback();
  }

  private readonly reload = () => void this.load();

  private async load(): Promise<void> {
    await this.simpl.load(api.simpl, true);
    const simpl = this.simpl.value;
    if (!simpl?.configured) return;
    if (currentStep(simpl.state) === 'apply') await this.types.load(api.participantTypes, true);
    if (simpl.state === 'onboarded') await this.publications.load(api.publications, true);
  }

  protected override render(): TemplateResult {
    return html`<div class="page">
      <h1>${t('nav.join')}</h1>
      <p class="lead">${t('join.lead')}</p>
      ${this.action.view()}
      ${loadedView(this.simpl.current, this.reload, (simpl) =>
        simpl.configured ? this.content(simpl) : emptyView(t('join.unconfigured'), t('join.unconfigured.help')),
      )}
    </div>`;
  }

  private content(simpl: api.Simpl): TemplateResult {
    return html`
      ${this.authority(simpl)}
      <ol class="steps" aria-label=${t('join.steps')}>
        ${STEPS.map((step) => {
          const how = progress(step, simpl.state);
          return html`<li class=${how} aria-current=${how === 'current' ? 'step' : nothing}>
            ${icon(how === 'done' ? 'check' : 'dot')}<span>${t(`join.step.${step}`)}</span>
            <span class="visually-hidden">${t(`join.progress.${how}`)}</span>
          </li>`;
        })}
      </ol>
      ${this.step(simpl)}
    `;
  }

  private authority(simpl: api.Simpl): TemplateResult | typeof nothing {
    const { authority } = simpl;
    if (!authority) return nothing;
    return html`<section class="card" aria-labelledby="authority-title">
      <div class="card-head">
        <h2 id="authority-title">${authority.name ?? t('join.authority')}</h2>
        ${authority.reachable ? badge('good', t('peer.state.up')) : badge('bad', t('peer.state.down'))}
      </div>
      ${authority.error ? html`<p>${authority.error}</p>` : nothing}
      <dl class="facts">
        <div><dt>${t('join.tier1')}</dt><dd><code>${authority.tier1}</code></dd></div>
        <div><dt>${t('join.tier2')}</dt><dd><code>${authority.tier2}</code></dd></div>
        <div><dt>${t('join.version')}</dt><dd>${authority.version}</dd></div>
      </dl>
    </section>`;
  }

  private step(simpl: api.Simpl): TemplateResult | typeof nothing {
    const step = currentStep(simpl.state);
    if (step !== 'member' && !may('operator')) return this.onlyOperators();
    switch (step) {
      case 'apply':
        return html`${simpl.state === 'rejected' ? html`<p class="notice bad">${t('join.rejected')}</p>` : nothing}
        ${loadedView(this.types.current, this.reload, (types) =>
          applicationForm(types, this.action.busy, (form) => void this.action.run(() => api.apply(form), t('join.applied'))),
        )}`;
      case 'documents':
        return documentList(simpl, this.action.busy, {
          upload: (id, file) => void this.upload(id, file),
          submit: () => void this.action.run(api.submit, t('join.submitted')),
        });
      case 'decision':
        return html`<section class="card" aria-labelledby="wait-title">
          <h2 id="wait-title">${t('join.waiting')}</h2>
          <p>${t('join.waiting.help')}</p>
          ${comments(simpl)}
        </section>`;
      case 'certificate':
        return html`<section class="card" aria-labelledby="certificate-title">
          <h2 id="certificate-title">${t('join.step.certificate')}</h2>
          <p>${t('join.certificate.help')}</p>
          <div class="controls">
            <button type="button" ?disabled=${this.action.busy} @click=${this.install}>${t('join.certificate.install')}</button>
          </div>
        </section>`;
      case 'member':
        return html`${membership(simpl, this.action.busy, {
          renew: () => void this.action.run(api.renew, t('join.renewed')),
          echo: () => void this.action.run(api.echo, t('join.echoed')),
        })}
        ${simpl.state === 'onboarded'
          ? loadedView(this.publications.current, this.reload, (all) =>
              all === undefined ? html`` : publicationList(all, this.action.busy, {
                publish: (one) => void this.action.run(() => api.publish(one.dataset), t('publication.done', { title: one.title })),
                withdraw: (one) => void this.action.run(() => api.withdraw(one.dataset), t('publication.gone', { title: one.title })),
              }),
            )
          : nothing}`;
    }
  }

  private onlyOperators(): TemplateResult {
    return html`<div class="notice calm">${icon('alert')}<p>${session().signedIn ? t('join.operators') : t('join.signIn')}</p></div>`;
  }

  private readonly install = () => void this.action.run(api.installCertificate, t('join.certificate.installed'));

  private async upload(id: string, file: File): Promise<void> {
    const bytes = new Uint8Array(await file.arrayBuffer());
    let text = '';
    for (const byte of bytes) text += String.fromCharCode(byte);
    await this.action.run(() => api.upload(id, file.name, btoa(text)), t('document.uploaded', { name: file.name }));
  }
}

/** What the authority's people wrote about the request. */
function comments(simpl: api.Simpl): TemplateResult | typeof nothing {
  const all = simpl.onboarding?.comments ?? [];
  if (all.length === 0) return nothing;
  return html`<ul class="plain">${all.map((one) => html`<li>${time(one.at)} <strong>${one.by}</strong>: ${one.text}</li>`)}</ul>`;
}

customElements.define('tt-join', JoinScreen);
