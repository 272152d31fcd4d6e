import { html, nothing, type TemplateResult } from 'lit';
import { PageElement } from '../../ui/element.ts';
import { Loader } from '../../ui/loader.ts';
import { Action } from '../../ui/action.ts';
import { attributesView } from '../../ui/attributes.ts';
import { badge, emptyView, link, loadedView, time } from '../../ui/views.ts';
import { confirmDialog } from '../../ui/confirm.ts';
import { messageOr, t } from '../../i18n.ts';
import { countryName } from '../../format.ts';
import { may } from '../../api/session.ts';
import * as api from '../../api/trust.ts';
import { anchorForm, type NewAnchor } from './anchor-form.ts';

/** Who else takes part, what they have proved, and who may vouch for whom. */
export class ParticipantsScreen extends PageElement {
  private readonly participants = new Loader<api.Participant[]>(this);
  private readonly anchors = new Loader<api.TrustAnchor[]>(this);
  private readonly action = new Action(this, () => this.reload());

  override connectedCallback(): void {
    super.connectedCallback();
    this.reload();
  }

  private readonly reload = () => {
    void this.participants.load(api.participants, true);
    void this.anchors.load(api.anchors, true);
  };

  protected override render(): TemplateResult {
    return html`<div class="page">
      <h1>${t('nav.participants')}</h1>
      <p class="lead">${t('participants.lead')}</p>
      ${this.action.view()}
      <section aria-labelledby="participants-title">
        <h2 id="participants-title">${t('participants.title')}</h2>
        ${loadedView(this.participants.current, this.reload, (participants) =>
          participants.length === 0
            ? emptyView(t('participants.none'), t('participants.none.help'))
            : html`<ul class="cards">${participants.map((one) => html`<li>${this.participant(one)}</li>`)}</ul>`,
        )}
      </section>
      <section aria-labelledby="anchors-title">
        <h2 id="anchors-title">${t('anchors.title')}</h2>
        <p class="lead">${t('anchors.lead')}</p>
        ${loadedView(this.anchors.current, this.reload, (anchors) =>
          anchors.length === 0
            ? emptyView(t('anchors.none'), t('anchors.none.help'))
            : html`<ul class="cards">${anchors.map((one) => html`<li>${this.anchor(one)}</li>`)}</ul>`,
        )}
        ${may('steward') ? anchorForm(this.action.busy, (anchor) => this.add(anchor)) : nothing}
      </section>
    </div>`;
  }

  private participant(one: api.Participant): TemplateResult {
    const proof = one.proves.length > 0 || (one.attributes ?? []).length > 0;
    return html`<article class="card" aria-label=${one.name}>
      <div class="card-head">
        <h3>${one.name}${one.country ? html`, ${countryName(one.country)}` : nothing}</h3>
        ${one.refused
          ? badge('bad', t('participant.refused'))
          : proof
            ? badge('good', t('participant.proved'))
            : badge('calm', t('participant.unproved'))}
      </div>
      ${one.refused ? html`<p>${one.refused.reason}</p>` : nothing}
      <dl class="facts">
        <div><dt>${t('participant.id')}</dt><dd><code>${one.id}</code></dd></div>
        ${one.url ? html`<div><dt>${t('peer.address')}</dt><dd>${link(one.url, one.url)}</dd></div>` : nothing}
        <div><dt>${t('participant.how')}</dt><dd>${messageOr(`participant.how.${one.how}`, one.how)}</dd></div>
        ${one.proves.map(
          (proved) => html`<div>
            <dt>${t('participant.credential')}</dt>
            <dd>
              ${proved.type}, ${t('participant.issuedBy')} <code>${proved.issuer}</code>
              ${proved.validUntil ? html`<span class="when">${t('credential.until')}: ${time(proved.validUntil)}</span>` : nothing}
            </dd>
          </div>`,
        )}
        ${(one.attributes ?? []).length > 0
          ? html`<div><dt>${t('participant.attributes')}</dt><dd>${attributesView(one.attributes ?? [])}</dd></div>`
          : nothing}
        <div><dt>${t('participant.lastSeen')}</dt><dd>${time(one.lastSeen)}</dd></div>
      </dl>
    </article>`;
  }

  private anchor(anchor: api.TrustAnchor): TemplateResult {
    const own = anchor.source === 'own';
    return html`<article class="card" aria-label=${anchor.name}>
      <div class="card-head">
        <h3>${anchor.name}</h3>
        ${anchor.revoked ? badge('bad', t('anchor.revoked')) : badge('good', t('anchor.trusted'))}
      </div>
      ${anchor.revoked ? html`<p>${anchor.revoked.reason}</p>` : nothing}
      <dl class="facts">
        <div><dt>${t('participant.id')}</dt><dd><code>${anchor.did}</code></dd></div>
        <div><dt>${t('anchor.types')}</dt><dd>${anchor.types.includes('*') ? t('anchor.anyType') : anchor.types.join(', ')}</dd></div>
        ${new Date(anchor.since).getTime() > 0 ? html`<div><dt>${t('anchor.since')}</dt><dd>${time(anchor.since)}</dd></div>` : nothing}
        <div><dt>${t('anchor.source')}</dt><dd>${own ? t('anchor.own') : anchor.source}</dd></div>
      </dl>
      ${own && !anchor.revoked && may('steward')
        ? html`<div class="controls">
            <button type="button" class="quiet" ?disabled=${this.action.busy} @click=${() => this.revoke(anchor)}>${t('anchor.revoke')}</button>
          </div>`
        : nothing}
    </article>`;
  }

  private add(anchor: NewAnchor): Promise<boolean> {
    return this.action.run(() => api.putAnchor(anchor.did, anchor), t('anchor.added', { name: anchor.name }));
  }

  private async revoke(anchor: api.TrustAnchor): Promise<void> {
    const sure = await confirmDialog(t('anchor.revoke.sure', { name: anchor.name }), t('anchor.revoke'));
    if (sure) await this.action.run(() => api.revokeAnchor(anchor.did, t('anchor.revoke.reason')), t('anchor.wasRevoked'));
  }
}

customElements.define('tt-participants', ParticipantsScreen);
