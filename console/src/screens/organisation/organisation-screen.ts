import { html, nothing, type TemplateResult } from 'lit';
import { PageElement } from '../../ui/element.ts';
import { Loader } from '../../ui/loader.ts';
import { Action } from '../../ui/action.ts';
import { badge, emptyView, loadedView, time } from '../../ui/views.ts';
import { credentialBadge, expiryWarning } from '../../ui/states.ts';
import { confirmDialog } from '../../ui/confirm.ts';
import { messageOr, t } from '../../i18n.ts';
import { may } from '../../api/session.ts';
import * as api from '../../api/trust.ts';

/** How this organisation proves who it is: its DID, its keys, the credentials that it holds. */
export class OrganisationScreen extends PageElement {
  private readonly organisation = new Loader<api.Organisation>(this);
  private readonly keys = new Loader<api.Key[]>(this);
  private readonly action = new Action(this, () => this.reload());

  override connectedCallback(): void {
    super.connectedCallback();
    this.reload();
  }

  private readonly reload = () => {
    void this.organisation.load(api.organisation, true);
    void this.keys.load(api.keys, true);
  };

  protected override render(): TemplateResult {
    return html`<div class="page">
      <h1>${t('nav.organisation')}</h1>
      <p class="lead">${t('organisation.lead')}</p>
      ${this.action.view()}
      ${loadedView(this.organisation.current, this.reload, (organisation) => this.identity(organisation))}
      <section aria-labelledby="keys-title">
        <h2 id="keys-title">${t('organisation.keys')}</h2>
        ${loadedView(this.keys.current, this.reload, (keys) => this.keyList(keys))}
      </section>
    </div>`;
  }

  private identity(organisation: api.Organisation): TemplateResult {
    return html`
      <section class="card" aria-labelledby="did-title">
        <h2 id="did-title">${organisation.name}</h2>
        <dl class="facts">
          <div><dt>${t('organisation.did')}</dt><dd><code>${organisation.did}</code></dd></div>
        </dl>
        <details>
          <summary>${t('organisation.document')}</summary>
          <pre tabindex="0" role="group" aria-label=${t('organisation.document')}>${JSON.stringify(organisation.document, null, 2)}</pre>
        </details>
      </section>
      <section aria-labelledby="credentials-title">
        <h2 id="credentials-title">${t('organisation.credentials')}</h2>
        ${organisation.credentials.length === 0
          ? emptyView(t('organisation.credentials.none'), t('organisation.credentials.none.help'))
          : html`<ul class="cards">${organisation.credentials.map((one) => html`<li>${this.credential(one)}</li>`)}</ul>`}
      </section>
    `;
  }

  private credential(credential: api.HeldCredential): TemplateResult {
    const title = credential.types.join(', ');
    return html`<article class="card" aria-label=${title}>
      <div class="card-head"><h3>${title}</h3>${credentialBadge(credential.state)}</div>
      ${credential.reason ? html`<p>${credential.reason}</p>` : nothing}
      <dl class="facts">
        <div><dt>${t('credential.issuer')}</dt><dd>${credential.issuerName ?? nothing} <code>${credential.issuer}</code></dd></div>
        <div><dt>${t('credential.from')}</dt><dd>${time(credential.validFrom)}</dd></div>
        <div>
          <dt>${t('credential.until')}</dt>
          <dd>${credential.validUntil ? time(credential.validUntil) : t('credential.noEnd')} ${expiryWarning(credential.validUntil)}</dd>
        </div>
      </dl>
    </article>`;
  }

  private keyList(keys: readonly api.Key[]): TemplateResult {
    if (keys.length === 0) return emptyView(t('organisation.keys.none'), t('organisation.keys.none.help'));
    return html`<ul class="cards">${keys.map((key) => html`<li>${this.key(key)}</li>`)}</ul>`;
  }

  private key(key: api.Key): TemplateResult {
    const purpose = messageOr(`key.purpose.${key.purpose}`, key.purpose);
    return html`<article class="card" aria-label=${`${purpose} ${key.kid}`}>
      <div class="card-head">
        <h3>${purpose}</h3>
        ${key.active ? badge('good', t('key.active')) : badge('calm', t('key.retired'))}
      </div>
      <dl class="facts">
        <div><dt>${t('key.id')}</dt><dd><code>${key.kid}</code></dd></div>
        <div><dt>${t('key.algorithm')}</dt><dd>${key.algorithm}</dd></div>
        <div><dt>${t('key.created')}</dt><dd>${time(key.createdAt)}</dd></div>
        ${key.verifiableUntil ? html`<div><dt>${t('key.verifiableUntil')}</dt><dd>${time(key.verifiableUntil)}</dd></div>` : nothing}
        ${key.active && key.rotateBy
          ? html`<div><dt>${t('key.rotateBy')}</dt><dd>${time(key.rotateBy)} ${expiryWarning(key.rotateBy)}</dd></div>`
          : nothing}
      </dl>
      ${key.active && may('admin')
        ? html`<div class="controls">
            <button type="button" ?disabled=${this.action.busy} @click=${() => this.rotate(key.purpose, purpose)}>${t('key.rotate')}</button>
          </div>`
        : nothing}
    </article>`;
  }

  private async rotate(purpose: string, title: string): Promise<void> {
    const sure = await confirmDialog(t('key.rotate.sure', { purpose: title }), t('key.rotate'));
    if (sure) await this.action.run(() => api.rotate(purpose), t('key.rotated', { purpose: title }));
  }
}

customElements.define('tt-organisation', OrganisationScreen);
